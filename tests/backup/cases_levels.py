"""How the command is asked: only cheap levels, and without the programs that it would call."""

import damage
import make_borg
import make_dir
import make_mysql
import make_postgres
import make_restic
import make_tar
from bench import need, need_root
from case import OK, answers, fail
from cases_folders import rows


def only(level, maker):
    """A maker: the same copy, asked at `level` and cheaper."""
    def make(bench):
        asked = maker(bench)
        asked.level = level
        return asked
    return make


def without(programs, maker):
    """A maker: the same copy on a machine that lacks the programs.  A device that is nothing lies over each, for this command alone."""
    def make(bench):
        need_root()
        asked = maker(bench)
        hide = "; ".join(f"for p in {program}; do [ -e $p ] && mount --bind /dev/null $p; done" for program in programs)
        asked.wrapped_in = (need("unshare"), "-m", "--propagation", "private", "sh", "-c", hide + '; exec "$@"', "sh")
        return asked
    return make


TOOL_MISSING = answers("unknown", "freshness structure hash restore", "tool-missing")  # at whichever level it is first wanted
POSTGRES_SERVER = ("/usr/lib/postgresql/*/bin/postgres", "/usr/lib/postgresql/*/bin/initdb")
MARIADB_SERVER = ("/usr/sbin/mariadbd", "/usr/sbin/mysqld")

LEVELS_ASKED = rows("dir", [
    ("asked for freshness only: a file missing", only("freshness", make_dir.changed_without_table(damage.lose_file)), OK, "nothing was read"),
    ("asked for structure only: a bit flips", only("structure", make_dir.changed_without_table(damage.flip_in_photo)), OK, "no content was read"),
    ("asked for hash only: a bit flips", only("hash", make_dir.changed_without_table(damage.flip_in_photo)), fail("hash", "content-changed"),
     "the level that sees it"),
]) + rows("tgz", [
    ("asked for freshness only: cut", only("freshness", make_tar.cut(0.5)), OK, "nothing was read"),
    ("asked for structure only: cut", only("structure", make_tar.cut(0.5)), fail("structure", "truncated"), "the level that sees it"),
    ("asked for structure only: other content", only("structure", make_tar.changed_sums_only(damage.other_content)), OK, "no content was compared"),
]) + rows("restic", [
    ("asked for structure only: a bit flips in a data pack", only("structure", make_restic.damaged(make_restic.flip_data_pack)), OK,
     "no data was read"),
    ("without restic", without(["/usr/bin/restic"], make_restic.good), TOOL_MISSING, "nobody looked, so nobody knows"),
]) + rows("borg", [
    ("asked for structure only: a bit flips, CRC repaired", only("structure", make_borg.damaged(make_borg.flip_and_repair)), OK, "CRCs are right"),
    ("without borg", without(["/usr/bin/borg"], make_borg.good), TOOL_MISSING, "nobody looked, so nobody knows"),
]) + rows("pg", [
    ("without a server", without(POSTGRES_SERVER, make_postgres.good("plain")), OK + answers("unknown", "restore", "tool-missing"),
     "rows can be counted in the text; to say that nothing was loaded is fair"),
    ("without a server: rows missing",
     without(POSTGRES_SERVER, make_postgres.rewritten("plain", make_postgres.rows_gone, expect={"rows": make_postgres.ROWS})),
     fail("restore", "rows-missing") + answers("unknown", "restore", "tool-missing"), "counted in the text, or not known"),
    ("without a server: half a dump", without(POSTGRES_SERVER, make_postgres.cut("plain", 0.5)), fail("structure", "truncated"),
     "the footer is looked for without any program"),
]) + rows("mysql", [
    ("without a server", without(MARIADB_SERVER, make_mysql.good("plain")), OK + answers("unknown", "restore", "tool-missing"),
     "rows can be counted in the text; to say that nothing was loaded is fair"),
    ("without a server: half a dump", without(MARIADB_SERVER, make_mysql.cut("plain", 0.5)), fail("structure", "truncated"),
     "the footer is looked for without any program"),
])
