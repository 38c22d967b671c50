"""Files of SQLite: closed, live with their log, and damaged."""

import os
import random
import shutil
import sqlite3
import struct

import make_dir
import tree
from bench import night, set_time
from case import Asked

ORDERS = 5000
ROWS = {"orders": ORDERS}


def make_database(path, orders=ORDERS, **pragmas):
    database = sqlite3.connect(path, isolation_level=None)
    for name, value in pragmas.items():
        database.execute(f"PRAGMA {name} = {value}")
    database.execute("CREATE TABLE orders (id INTEGER PRIMARY KEY, customer TEXT, total INTEGER NOT NULL)")
    database.execute("CREATE TABLE notes (body TEXT)")
    database.execute("CREATE INDEX orders_by_total ON orders (total)")
    database.execute("CREATE VIEW large AS SELECT * FROM orders WHERE total > 900")
    add_orders(database, 0, orders)
    return database


def add_orders(database, first, last):
    chance = random.Random(first)
    database.execute("BEGIN")
    rows = ((n, " ".join(chance.choices(tree.WORDS, k=6)), chance.randrange(10**6)) for n in range(first, last))
    database.executemany("INSERT INTO orders VALUES (?, ?, ?)", rows)
    database.execute("COMMIT")


def asked_of(bench, path, **policy):
    return Asked(set_time(path), policy=policy)


def made(rows=True, change=None, policy=None, **pragmas):
    """A maker: a closed database; its bytes may go through `change`."""
    def make(bench):
        path = bench.copy / "shop.db"
        make_database(path, **pragmas).close()
        if change:
            tree.rewrite(path, change)
        return asked_of(bench, path, **({"expect": {"rows": ROWS}} if rows else {}), **(policy or {}))
    return make


def live(bench, keep_log, **policy):
    """Copied while a program had it open: half of the rows are in the log beside it."""
    place = bench.folder / "running"
    place.mkdir()
    database = make_database(place / "shop.db", ORDERS // 2, journal_mode="wal")
    database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    database.execute("PRAGMA wal_autocheckpoint = 0")
    add_orders(database, ORDERS // 2, ORDERS)
    for name in ("shop.db", "shop.db-wal") if keep_log else ("shop.db",):
        shutil.copy(place / name, bench.copy / name)
        set_time(bench.copy / name)
    database.close()
    return asked_of(bench, bench.copy / "shop.db", **policy)


def live_with_log(bench):
    return live(bench, True, expect={"rows": ROWS})


def live_without_log(bench):
    return live(bench, False, expect={"rows": ROWS})


def hot_journal(bench):
    """Copied in the middle of a transaction, with its journal: opening it goes back to what was before."""
    place = bench.folder / "running"
    place.mkdir()
    database = make_database(place / "shop.db")
    database.execute("PRAGMA cache_size = 5")
    database.execute("BEGIN")
    database.execute("UPDATE orders SET total = total + 1")
    for name in ("shop.db", "shop.db-journal"):
        shutil.copy(place / name, bench.copy / name)
        set_time(bench.copy / name)
    database.execute("ROLLBACK")
    database.close()
    return asked_of(bench, bench.copy / "shop.db", expect={"rows": ROWS})


def without_page_count(content):
    """As SQLite before 3.7.0 wrote it: the header does not say how many pages there are."""
    content[28:32] = bytes(4)
    return content


def page_size(content):
    size = struct.unpack_from(">H", content, 16)[0]
    return 65_536 if size == 1 else size


def zero_page(content):
    """A page in the middle of the table is zeros."""
    size = page_size(content)
    at = len(content) // size // 2 * size
    content[at:at + size] = bytes(size)
    return content


def flip_in_page_header(content):
    size = page_size(content)
    content[len(content) // size // 3 * size + 3] ^= 0x40  # the count of cells
    return content


def flip_in_total(content):
    """A bit of a number that an index holds too."""
    for at in range(2 * page_size(content), len(content)):
        found = content.find(b"office", at)
        if found < 0:
            break
        end = found
        while chr(content[end]).isalnum() or content[end] in b" -":
            end += 1
        content[end + 1] ^= 4
        return content
    raise LookupError("no row")


def cut(part, exact=True):
    """A change: only so much is left, in whole pages or not."""
    def change(content):
        size = page_size(content)
        return content[:int(len(content) // size * part) * size + (0 if exact else size // 3)]
    return change


def half_deleted(bench):
    path = bench.copy / "shop.db"
    database = make_database(path)
    database.execute("DELETE FROM orders WHERE id % 2")
    database.close()
    return asked_of(bench, path, expect={"rows": ROWS})


def without_table(bench):
    path = bench.copy / "shop.db"
    database = make_database(path)
    database.execute("DROP VIEW large")
    database.execute("DROP TABLE orders")
    database.close()
    return asked_of(bench, path, expect={"rows": ROWS})


def holds(content):
    return lambda bench: Asked(bench.file("shop.db", content))


def random_bytes(bench):
    return holds(random.Random(7).randbytes(100_000))(bench)


def aged(days, **policy):
    def make(bench):
        asked = made()(bench)
        set_time(asked.where, night(days))
        asked.policy.update(policy)
        return asked
    return make


def series_small(bench):
    for age in (4, 3, 2, 1, 0):
        path = bench.copy / f"shop-{20 - age}.db"
        make_database(path, ORDERS if age else 100).close()
        os.utime(path, (night(age), night(age)))
    return Asked(bench.copy, policy={"select": {"pattern": "shop-*.db"}})


def unreadable(bench):
    asked = made()(bench)
    asked.where.chmod(0)
    return make_dir.without_override(asked)


def nowhere(bench):
    return Asked(bench.copy / "never made.db")


def trigger_inside(bench):
    """A schema that would run a function of the shell, were it trusted."""
    path = bench.copy / "shop.db"
    database = make_database(path)
    database.execute("CREATE VIEW evil AS SELECT writefile('%s', 'written by a hostile database')" % (bench.canary / "evil.txt"))
    database.execute("CREATE TRIGGER evil_too AFTER INSERT ON notes BEGIN SELECT load_extension('%s'); END" % (bench.canary / "evil.so"))
    database.close()
    return asked_of(bench, path, expect={"rows": ROWS})
