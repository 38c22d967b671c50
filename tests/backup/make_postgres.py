"""Dumps of pg_dump: plain, custom and directory; damaged, incomplete and hostile ones."""

import random
import re
import shutil
import struct
import time

import make_dir
import tree
from bench import NIGHT, copy_tree, night, set_time
from case import Asked
from scratch_server import postgres

ORDERS, NOTES, CUSTOMERS = 3000, 400, 50
ROWS = {"orders": ORDERS, "notes": NOTES, "customers": CUSTOMERS}
FOOTER = b"-- PostgreSQL database dump complete"
DUMPS = {"plain": (), "inserts": ("--inserts",), "schema": ("--schema-only",), "create": ("--create",), "clean": ("--clean", "--if-exists"),
         "custom": ("-Fc",), "custom0": ("-Fc", "-Z0")}

SCHEMA = """
CREATE ROLE app LOGIN; CREATE ROLE readers;
CREATE DATABASE shop OWNER app;
\\connect shop
CREATE TYPE state AS ENUM ('open', 'paid');
CREATE TABLE customers (id integer PRIMARY KEY, name text NOT NULL, since date);
CREATE TABLE orders (id integer PRIMARY KEY, customer integer REFERENCES customers, total numeric(12,2), status state NOT NULL);
CREATE TABLE notes (id serial, body text);
CREATE TABLE files (name text, content bytea);
CREATE INDEX orders_by_customer ON orders (customer);
CREATE VIEW debts AS SELECT customer, sum(total) FROM orders WHERE status = 'open' GROUP BY customer;
CREATE FUNCTION twice(n integer) RETURNS integer LANGUAGE sql AS 'SELECT $1 * 2';
ALTER TABLE orders OWNER TO app; ALTER TABLE notes OWNER TO app;
GRANT SELECT ON orders TO readers;
"""


def fill():
    """Rows, the same each time; one of the notes is the footer of a dump, word for word."""
    chance = random.Random(15)
    customers = "".join(f"{n}\tКлиент № {n}\t2020-01-{n % 28 + 1:02d}\n" for n in range(CUSTOMERS))
    orders = "".join(f"{n}\t{chance.randrange(CUSTOMERS)}\t{chance.randrange(100_000)}.{n % 100:02d}\t{chance.choice(['open', 'paid'])}\n"
                     for n in range(ORDERS))
    notes = "".join((FOOTER.decode() if n == NOTES // 2 else " ".join(chance.choices(tree.WORDS, k=30))) + "\n" for n in range(NOTES))
    content = f"{chance.randbytes(20_000).hex()}"
    return (f"COPY customers FROM stdin;\n{customers}\\.\nCOPY orders FROM stdin;\n{orders}\\.\nCOPY notes (body) FROM stdin;\n{notes}\\.\n"
            f"INSERT INTO files VALUES ('scan.jpg', '\\x{content}');\n")


def build(folder):
    """All dumps that the cases start from."""
    with postgres(folder) as call:
        call("psql", "-q", "-v", "ON_ERROR_STOP=1", "-d", "postgres", stdin=SCHEMA.encode())
        call("psql", "-q", "-v", "ON_ERROR_STOP=1", "-d", "shop", stdin=fill().encode())
        for name, options in DUMPS.items():
            (folder / name).write_bytes(call("pg_dump", "-d", "shop", *options))
        call("pg_dump", "-d", "shop", "-Fd", "-f", folder / "directory")
    for path in (folder, *folder.rglob("*")):
        shutil.chown(path, 0, 0)


def dump(bench, name):
    return (bench.shelf.get("postgres", build) / name).read_bytes()


def dated(content, when):
    """The head of a custom dump says when it was made: magic, version, sizes and format (11 bytes), compression, then
    second to year and summer time, each a byte of sign and four of value."""
    if content[:5] != b"PGDMP" or len(content) < 51:
        return content
    at = time.gmtime(when)
    values = (at.tm_sec, at.tm_min, at.tm_hour, at.tm_mday, at.tm_mon - 1, at.tm_year - 1900, 0)
    return content[:16] + b"".join(b"\0" + struct.pack("<I", value) for value in values) + content[51:]


def asked_of(bench, content, name="shop.sql", when=NIGHT, **policy):
    return Asked(bench.file(name, dated(content, when), when), policy=policy)


def good(name, file="shop.sql", rows=True):
    """A maker: one of the dumps as it was made; with the rows that are expected."""
    return lambda bench: asked_of(bench, dump(bench, name), file, **({"expect": {"rows": ROWS}} if rows else {}), rpo="24h")


def good_old(bench):
    """As older releases end it: the footer is the last line, and no \\restrict at the start."""
    content = re.sub(rb"(?m)^\\(un)?restrict .*\n+", b"", dump(bench, "plain"))
    return asked_of(bench, content, expect={"rows": ROWS})


def settled(where):
    """All of a directory dump was written at the same time."""
    for file in where.iterdir():
        set_time(file)
    return set_time(where)


def good_directory(bench):
    where = copy_tree(bench.shelf.get("postgres", build) / "directory", bench.copy / "shop")
    contents = where / "toc.dat"
    contents.write_bytes(dated(contents.read_bytes(), NIGHT))
    return Asked(settled(where), policy={"expect": {"rows": ROWS}})


def good_qualified(bench):
    return asked_of(bench, dump(bench, "plain"), expect={"rows": {"public.orders": ORDERS}})


def rewritten(name, change, file="shop.sql", **policy):
    """A maker: a dump's bytes go through `change`."""
    return lambda bench: asked_of(bench, bytes(change(bytearray(dump(bench, name)))), file, **policy)


def cut(name, part, **policy):
    return rewritten(name, lambda content: content[:int(len(content) * part)], **policy)


def cut_in_rows(content):
    return content[:content.index(b"COPY public.orders") + 20_000]


def cut_behind_false_footer(content):
    """The last thing that was written is a row that reads as the footer does."""
    at = content.index(FOOTER, content.index(b"COPY public.notes"))
    return content[:content.index(b"\n", at) + 1]


def rows_gone(content):
    """A thousand rows of orders are not there; the dump is whole otherwise."""
    start = content.index(b"\n", content.index(b"COPY public.orders")) + 1
    end = start
    for _ in range(1000):
        end = content.index(b"\n", end) + 1
    return content[:start] + content[end:]


def middle_gone(content):
    """From the middle of one table to the middle of another: header and footer are there."""
    return content[:content.index(b"COPY public.orders") - 300] + content[content.index(b"COPY public.orders") + 9000:]


def letter_in_number(content):
    """A bit turns a digit of a total into a letter."""
    at = content.index(b".", content.index(b"COPY public.orders") + 8000) - 1
    content[at] |= 0x40
    return content


def letter_in_custom(content):
    """The same in a custom dump that is not compressed and has no sums."""
    for found in re.finditer(rb"\d+\t\d+\t\d+(\d)\.\d\d\t(open|paid)", content):
        if found.start() > len(content) // 3:
            content[found.start(1)] |= 0x40
            return content
    raise LookupError("no row")


def only_head(content):
    return content[:content.index(b"CREATE TYPE")]


def table_gone(content):
    start = content.index(b"COPY public.orders")
    return content[:start] + content[content.index(b"\\.\n", start) + 3:]


def hostile(statement):
    """A maker: a dump with a line more, in the middle; {canary} is the folder it aims at."""
    def make(bench):
        content = dump(bench, "plain")
        at = content.index(b"COPY public.orders")
        return asked_of(bench, content[:at] + statement.replace("{canary}", str(bench.canary)).encode() + b"\n" + content[at:], expect={"rows": ROWS})
    return make


def holds(content, file="shop.sql"):
    return lambda bench: asked_of(bench, content, file)


def random_bytes(bench):
    return holds(random.Random(5).randbytes(80_000))(bench)


def directory_without(name):
    """A maker: a directory dump lacks a file: its list, or the largest of its data."""
    def make(bench):
        asked = good_directory(bench)
        asked.policy = {}
        file = asked.where / "toc.dat" if name == "toc.dat" else max(asked.where.glob("*.gz"), key=lambda one: one.stat().st_size)
        file.unlink()
        settled(asked.where)
        return asked
    return make


def directory_flipped(bench):
    asked = good_directory(bench)
    asked.policy = {}
    tree.rewrite(max(asked.where.glob("*.gz"), key=lambda one: one.stat().st_size), tree.flip(0.5))
    settled(asked.where)
    return asked


def aged(days, **policy):
    return lambda bench: asked_of(bench, dump(bench, "plain"), when=night(days), **policy)


def series_small(bench):
    """Four nights of the whole database, on the fifth its structure alone was dumped."""
    for age in (4, 3, 2, 1, 0):
        bench.file(f"shop-{20 - age}.sql", dump(bench, "plain" if age else "schema"), night(age))
    return Asked(bench.copy, policy={"select": {"pattern": "shop-*.sql"}})


def unreadable(bench):
    asked = asked_of(bench, dump(bench, "plain"))
    asked.where.chmod(0)
    return make_dir.without_override(asked)


def nowhere(bench):
    return Asked(bench.copy / "never made.sql")
