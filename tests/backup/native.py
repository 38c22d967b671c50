"""The check that people have in their scripts today, one for each kind: what it misses is what the command is for."""

import subprocess
import tempfile
from pathlib import Path

import make_borg
from bench import ENVIRONMENT


def succeeds(*command, environment=None, seconds=60):
    try:
        done = subprocess.run([str(word) for word in command], env={**ENVIRONMENT, **(environment or {})}, timeout=seconds, check=False,
                              stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    except subprocess.TimeoutExpired:
        return False
    return done.returncode == 0


def secret_of(asked):
    """The password that the script has: the file that the policy names."""
    return {"RESTIC_PASSWORD": asked.secret or "", "BORG_PASSPHRASE": asked.secret or ""}


def restic_check(asked):
    return succeeds("restic", "-r", asked.where, "--no-cache", "--no-lock", "check", environment=secret_of(asked))


def borg_check(asked):
    with tempfile.TemporaryDirectory() as base:
        return succeeds("borg", "check", asked.where, environment={**secret_of(asked), **make_borg.UNASKED, "BORG_BASE_DIR": base})


def postgres_check(asked):
    where = Path(asked.where)
    if where.is_dir() or where.read_bytes()[:5] == b"PGDMP":
        return succeeds("pg_restore", "-l", where)
    return b"PostgreSQL database dump complete" in where.read_bytes()[-4096:]


def mysql_check(asked):
    return b"-- Dump completed" in Path(asked.where).read_bytes()[-4096:]


def sqlite_check(asked):
    return succeeds("sh", "-c", '[ "$(sqlite3 -readonly "$1" "PRAGMA integrity_check")" = ok ]', "sh", asked.where)


CHECKS = {
    "dir": lambda asked: Path(asked.where).is_dir(),
    "rsnapshot": lambda asked: Path(asked.where, "daily.0").is_dir(),
    "tar": lambda asked: succeeds("tar", "-tf", asked.where),
    "tgz": lambda asked: succeeds("gzip", "-t", asked.where),
    "txz": lambda asked: succeeds("xz", "-t", asked.where),
    "tzst": lambda asked: succeeds("zstd", "-qt", asked.where),
    "zip": lambda asked: succeeds("unzip", "-tqq", asked.where),
    "restic": restic_check,
    "borg": borg_check,
    "pg": postgres_check,
    "mysql": mysql_check,
    "sqlite": sqlite_check,
}


def routine_check(kind, asked):
    """True where the routine says that all is well.  Of a series the newest file is asked."""
    where = Path(asked.where)
    pattern = asked.policy.get("select", {}).get("pattern")
    if pattern:
        files = sorted(where.glob(pattern), key=lambda file: file.stat().st_mtime)
        if not files:
            return False
        asked.where = files[-1]
    if not Path(asked.where).exists():
        return False
    return CHECKS[kind](asked)
