"""Dumps of mysqldump (MariaDB's): whole, incomplete, hostile."""

import random
import re
import time

import make_dir
import tree
from bench import NIGHT, night
from case import Asked
from scratch_server import mariadb

ORDERS, NOTES = 3000, 300
ROWS = {"orders": ORDERS, "notes": NOTES}
FOOTER = b"-- Dump completed"
DUMPS = {
    "plain": ("shop",),
    "all": ("--routines", "--triggers", "--events", "--hex-blob", "shop"),
    "databases": ("--databases", "shop"),
    "rows": ("--skip-extended-insert", "shop"),
    "silent": ("--skip-comments", "shop"),
    "silent rows": ("--skip-comments", "--skip-extended-insert", "shop"),
    "schema": ("--no-data", "shop"),
}

SCHEMA = """
CREATE DATABASE shop CHARACTER SET utf8mb4; USE shop;
CREATE USER app@localhost; GRANT ALL ON shop.* TO app@localhost;
CREATE TABLE orders (id INT PRIMARY KEY, customer VARCHAR(60), total DECIMAL(12,2), KEY (customer)) ENGINE=InnoDB;
CREATE TABLE notes (id INT AUTO_INCREMENT PRIMARY KEY, body TEXT, scan BLOB) ENGINE=InnoDB;
CREATE DEFINER=app@localhost VIEW large AS SELECT * FROM orders WHERE total > 50000;
CREATE DEFINER=app@localhost TRIGGER noted BEFORE INSERT ON orders FOR EACH ROW SET NEW.customer = TRIM(NEW.customer);
CREATE DEFINER=app@localhost PROCEDURE cleanup() DELETE FROM notes WHERE body = '';
"""


def fill():
    chance = random.Random(16)
    orders = ",".join(f"({n},'Клиент № {chance.randrange(50)}',{chance.randrange(100_000)}.{n % 100:02d})" for n in range(ORDERS))
    body = lambda n: FOOTER.decode() + " on 2026-11-20  2:30:00" if n == NOTES // 2 else " ".join(chance.choices(tree.WORDS, k=30))
    notes = ",".join(f"('{body(n)}; it''s line one\\nand two',X'{chance.randbytes(20).hex()}')" for n in range(NOTES))
    return f"INSERT INTO orders VALUES {orders};\nINSERT INTO notes (body, scan) VALUES {notes};\n"


def build(folder):
    with mariadb(folder) as call:
        call("mariadb", "--default-character-set=utf8mb4", stdin=SCHEMA.encode())
        call("mariadb", "--default-character-set=utf8mb4", "shop", stdin=fill().encode())
        for name, options in DUMPS.items():
            (folder / name).write_bytes(call("mysqldump", "--single-transaction", *options))


def dump(bench, name):
    return (bench.shelf.get("mysql", build) / name).read_bytes()


def dated(content, when):
    """The footer says when the dump was made: at `when`, as the file's own time does."""
    stamp = time.strftime("%Y-%m-%d %H:%M:%S", time.gmtime(when)).encode()
    return re.sub(rb"(?m)^(-- Dump completed on )[-0-9: ]{19}$", rb"\g<1>" + stamp, content)


def asked_of(bench, content, when=NIGHT, **policy):
    return Asked(bench.file("shop.sql", dated(content, when), when), policy=policy)


def good(name, **expect):
    return lambda bench: asked_of(bench, dump(bench, name), rpo="24h", expect={"rows": ROWS, **expect})


def rewritten(name, change, **policy):
    return lambda bench: asked_of(bench, bytes(change(bytearray(dump(bench, name)))), **policy)


def cut(name, part, **policy):
    return rewritten(name, lambda content: content[:int(len(content) * part)], **policy)


def cut_behind_statement(content):
    """Ends where a statement ends: all of it is good SQL."""
    at = content.index(b"INSERT INTO `orders`")
    for _ in range(2000):
        at = content.index(b";\n", at) + 2
    return content[:at]


def cut_behind_false_footer(content):
    """The last thing that was written is a row that holds the words of the footer."""
    at = content.index(FOOTER)
    return content[:at + 45]


def rows_gone(content):
    """A thousand rows of orders are not there; the dump is whole otherwise."""
    start = content.index(b"INSERT INTO `orders`")
    end = start
    for _ in range(1000):
        end = content.index(b"\n", end) + 1
    return content[:start] + content[end:]


def quote_flips(content):
    """A bit turns a quote into something else: the statement cannot be read."""
    at = content.index(b"'", content.index(b"INSERT INTO `orders`") + 30_000)
    content[at] ^= 0x40
    return content


def only_head(content):
    return content[:content.index(b"CREATE TABLE")]


def hostile(statement):
    def make(bench):
        content = dump(bench, "plain")
        at = content.index(b"LOCK TABLES `orders`")
        return asked_of(bench, content[:at] + statement.replace("{canary}", str(bench.canary)).encode() + b"\n" + content[at:], expect={"rows": ROWS})
    return make


def holds(content):
    return lambda bench: asked_of(bench, content)


def random_bytes(bench):
    return holds(random.Random(6).randbytes(80_000))(bench)


def aged(days, **policy):
    return lambda bench: asked_of(bench, dump(bench, "plain"), night(days), **policy)


def series_small(bench):
    for age in (4, 3, 2, 1, 0):
        bench.file(f"shop-{20 - age}.sql", dated(dump(bench, "plain" if age else "schema"), night(age)), night(age))
    return Asked(bench.copy, policy={"select": {"pattern": "shop-*.sql"}})


def unreadable(bench):
    asked = asked_of(bench, dump(bench, "plain"))
    asked.where.chmod(0)
    return make_dir.without_override(asked)


def nowhere(bench):
    return Asked(bench.copy / "never made.sql")
