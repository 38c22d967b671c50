"""What the tests of tests/crash share: a desk with one client in a folder of its own, its store asked and checked by the
program, and stores of older schemas.  Nothing here opens a store that the program is using: the database's own shell or
library would write checkpoints beside it."""
import json
import os
import re
import sqlite3
import subprocess

SOURCE = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
CONTRACT = {
    "outdesk": "contract/1", "client": "acme", "name": "Acme", "valid_from": "2020-01-01", "timezone": "UTC",
    "language": "en", "calendars": {"always": {"timezone": "UTC", "weekly": "24x7"}},
    "priorities": {"P3": {"calendar": "always", "response": "1h", "resolution": "8h"}}}
KEY = re.compile(rb"T-\d{4}-\d{5,}")


def fail(why):
    raise SystemExit("failed: " + why)


def settings(**more):
    """An environment that says nothing but this."""
    return {"PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "HOME": "/nonexistent", "LC_ALL": "C.UTF-8", "TZ": "UTC",
            "OUTDESK_USER": "tester", **more}


class Desk:
    def __init__(self, program, folder):
        self.program, self.folder = os.path.abspath(program), folder
        os.makedirs(folder, exist_ok=True)
        self.store = folder + "/outdesk.db"
        self.env = settings(OUTDESK_STORE=self.store, TMPDIR=folder)

    def call(self, *words, **more):
        return subprocess.run([self.program, *words], env=self.env, cwd=self.folder, stdin=subprocess.DEVNULL,
                              capture_output=True, **more)

    def run(self, *words, codes=(0,)):
        done = self.call(*words)
        if done.returncode not in codes:
            fail(f"'{' '.join(words)}' exits with {done.returncode}: {done.stderr.decode()}")
        return done.stdout.decode()

    def start(self):
        with open(self.folder + "/contract.json", "w") as file:
            json.dump(CONTRACT, file)
        self.run("client", "set", "contract.json", "-q")

    def keys(self):
        return self.run("ticket", "list", "--format", "csv", "--columns", "ticket").replace("\r", "").split("\n")[1:-1]

    def check(self):
        """What is wrong with the store; empty where all is well."""
        done = self.call("store", "check")
        return "" if done.returncode == 0 else f"store check exits with {done.returncode}: " + (done.stdout + done.stderr).decode()

    def litter(self):
        """Files that a run left half-made; those of the killed ones alone are there."""
        return sorted(os.path.join(folder, name) for folder, folders, files in os.walk(self.folder)
                      for name in folders + files if name.startswith(".outdesk-"))


def journal_lines(prefix, tickets, at="2026-10-05T08:00:00Z"):
    """Lines for `ticket import`: two for each of so many tickets."""
    for number in range(1, tickets + 1):
        head = {"client": "acme", "ticket": f"{prefix}-{number:05}", "at": at}
        yield json.dumps({**head, "by": "client:Ann", "event": "created", "subject": f"Request {number} of {prefix}",
                          "priority": "P3", "kind": "incident", "channel": "mail", "requester": "Ann"})
        yield json.dumps({**head, "by": "Bob", "event": "message", "from": "engineer", "public": True,
                          "body": "We are on it. " * 8})


def write_lines(path, lines):
    with open(path, "w") as file:
        file.writelines(line + "\n" for line in lines)


def schema_steps():
    """The shipped steps in SQLite's words, as lib/store/schema.cpp makes them."""
    folder, steps = SOURCE + "/lib/store/schema/", {}
    for name in sorted(os.listdir(folder)):
        if re.fullmatch(r"\d{4}_\w+(\.sqlite)?\.sql", name):
            with open(folder + name) as file:
                steps[int(name[:4])] = steps.get(int(name[:4]), "") + file.read()
    words = {"{ID}": "INTEGER PRIMARY KEY", "{INT}": "INTEGER", "{BLOB}": "BLOB", "{STRICT}": "STRICT"}
    for word, own in words.items():
        steps = {number: step.replace(word, own) for number, step in steps.items()}
    rule = re.compile(r"\{APPEND_ONLY (\w+) (\w+) (\w+) ('.*')\}")
    steps = {number: re.sub(r"\{APPEND_ONLY \w+ TRUNCATE .*\}", "", step) for number, step in steps.items()}
    steps = {number: rule.sub(r"CREATE TRIGGER \1 BEFORE \2 ON \3 BEGIN SELECT RAISE (ABORT, \4); END;", step) for number, step in steps.items()}
    return [steps[number] for number in sorted(steps)]


CURRENT = len(schema_steps())


def make_older(current, path, version):
    """A store of an older schema with all that the older one has room for.  `current` is in nobody's use; its copy is read."""
    whole = path + ".whole"
    subprocess.run(["cp", current, whole], check=True)
    if os.path.exists(current + "-wal"):
        subprocess.run(["cp", current + "-wal", whole + "-wal"], check=True)
    old = sqlite3.connect(path, isolation_level=None)
    old.execute("PRAGMA journal_mode = WAL")
    old.execute("BEGIN")
    for step in schema_steps()[:version]:
        for statement in statements_of(step):
            old.execute(statement)
    old.execute("PRAGMA application_id = 1869968491")
    old.execute(f"PRAGMA user_version = {version}")
    old.execute("COMMIT")
    old.execute("ATTACH ? AS whole", (whole,))
    tables = [name for name, in old.execute("SELECT name FROM main.sqlite_schema WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%' "
                                            "AND name NOT LIKE 'ticket_words%' AND name NOT LIKE 'sqlite_%' ORDER BY rowid")]
    for table in tables:
        columns = ", ".join(row[1] for row in old.execute(f"PRAGMA main.table_info({table})"))
        old.execute(f"INSERT OR REPLACE INTO main.{table} ({columns}) SELECT {columns} FROM whole.{table}")
    if version >= 7:
        old.execute("INSERT INTO main.ticket_words (rowid, subject, body, solution) SELECT rowid, subject, body, solution FROM whole.ticket_words")
    old.close()
    for end in ("", "-wal", "-shm"):
        if os.path.exists(whole + end):
            os.remove(whole + end)
    os.chmod(path, 0o600)


def statements_of(script):
    """Its statements, with triggers in one piece."""
    statement = ""
    for line in script.splitlines(True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""


def older_facts(path):
    """Version, integrity, tickets and journal lines of a store that is in nobody's use, read from a copy of it."""
    copy = path + ".read"
    ends = [end for end in ("", "-wal", "-journal") if os.path.exists(path + end)]
    for end in ends:
        subprocess.run(["cp", path + end, copy + end], check=True)
    try:
        store = sqlite3.connect(copy)
        ask = lambda sql: store.execute(sql).fetchone()[0]
        facts = (ask("PRAGMA user_version"), ask("PRAGMA integrity_check"), ask("SELECT count(*) FROM ticket"), ask("SELECT count(*) FROM journal"))
        store.close()
        return facts
    except sqlite3.DatabaseError as error:
        return str(error)
    finally:
        for end in ("", "-wal", "-shm", "-journal"):
            if os.path.exists(copy + end):
                os.remove(copy + end)
