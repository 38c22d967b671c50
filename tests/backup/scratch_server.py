"""A PostgreSQL and a MariaDB server for as long as it takes to make dumps: on a socket in a folder of their own, no port."""

import os
import pwd
import shutil
import subprocess
import time
from contextlib import contextmanager
from glob import glob
from pathlib import Path

from bench import ENVIRONMENT, need, run
from case import Skip


def as_other(account, *command):
    """The command under another account where we are root, which servers refuse to be."""
    if os.geteuid() != 0:
        return command
    entry = pwd.getpwnam(account)
    return (need("setpriv"), f"--reuid={entry.pw_uid}", f"--regid={entry.pw_gid}", "--clear-groups", *command)


def in_background(*command):
    return subprocess.Popen([os.fspath(word) for word in command], env=ENVIRONMENT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def postgres_program(name):
    found = sorted(glob(f"/usr/lib/postgresql/*/bin/{name}"), key=lambda path: int(path.split("/")[4]))
    if not found:
        raise Skip(f"{name} is not installed")
    return found[-1]


@contextmanager
def postgres(folder):
    """Gives a function that runs a program of PostgreSQL against the server: call("psql", "-c", ...)."""
    data, sockets = folder / "data", folder / "s"
    account = "postgres"
    sockets.mkdir()
    if os.geteuid() == 0:
        shutil.chown(folder, account)
        shutil.chown(sockets, account)
    initdb, server = postgres_program("initdb"), postgres_program("postgres")
    run(*as_other(account, initdb, "-D", data, "-U", "admin", "-A", "trust", "--no-sync", "-E", "UTF8", "--locale=C.UTF-8"))
    process = in_background(*as_other(account, server, "-D", data, "-k", sockets, "-c", "listen_addresses=", "-c", "fsync=off"))
    def call(program, *words, stdin=None):
        return run(postgres_program(program), "-h", sockets, "-U", "admin", *words, stdin=stdin)
    try:
        wait_for(lambda: call("psql", "-d", "postgres", "-c", "SELECT 1"))
        yield call
    finally:
        process.terminate()
        process.wait(30)
        shutil.rmtree(data)


@contextmanager
def mariadb(folder):
    """Gives a function that runs a client of MariaDB against the server."""
    data, socket = folder / "data", Path("/tmp") / f"corpus-{os.getpid()}.sock"  # the path of a socket may have 107 bytes
    server = need("mariadbd")
    account = ("--user=root",) if os.geteuid() == 0 else ()
    run(need("mariadb-install-db"), "--no-defaults", f"--datadir={data}", "--auth-root-authentication-method=normal", "--skip-test-db", *account)
    process = in_background(server, "--no-defaults", f"--datadir={data}", f"--socket={socket}", "--skip-networking", *account)
    def call(program, *words, stdin=None):
        return run(need(program), "--no-defaults", f"--socket={socket}", "-u", "root", *words, stdin=stdin)
    try:
        wait_for(lambda: call("mariadb", "-e", "SELECT 1"))
        yield call
    finally:
        process.terminate()
        process.wait(30)
        shutil.rmtree(data)
        socket.unlink(missing_ok=True)


def wait_for(attempt, seconds=30):
    end = time.monotonic() + seconds
    while True:
        try:
            return attempt()
        except RuntimeError:
            if time.monotonic() > end:
                raise
            time.sleep(0.1)
