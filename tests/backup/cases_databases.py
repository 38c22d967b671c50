"""Dumps of PostgreSQL and MariaDB, and files of SQLite."""

import make_mysql
import make_postgres
import make_sqlite
from case import OK, answers, fail
from cases_folders import rows
from make_tar import ERROR_PAGE
from tree import flip

ROWS_MISSING = fail("restore", "rows-missing")
NOT_LOADED = fail("restore", "restore-failed")
UNREADABLE = answers("unknown", "structure", "access-denied")
FUTURE = answers("fail warn", "freshness", "clock-future")
# pg_restore -f /dev/null reads all of a dump: to one this is a walk, to another a reading.
READ = "structure hash"
# Refused before it is loaded, or refused by a server and an account that may not do it.
HOSTILE = fail("structure", "unsafe-entry") + fail("restore", "restore-failed")

POSTGRES = rows("pg", [
    ("good", make_postgres.good("plain"), OK, "the footer is not the last line since 15.14, owners are roles that a scratch server does not have"),
    ("good, as older releases end it", make_postgres.good_old, OK, "the footer is the last line"),
    ("good, custom", make_postgres.good("custom", "shop.dump"), OK, "rows are as expected"),
    ("good, custom, not compressed", make_postgres.good("custom0", "shop.dump"), OK, "rows are as expected"),
    ("good, directory", make_postgres.good_directory, OK, "rows are as expected"),
    ("good, inserts", make_postgres.good("inserts"), OK, "rows come as INSERT, not as COPY"),
    ("good, makes its database", make_postgres.good("create"), OK, "pg_dump --create: the rows are in the database that it makes"),
    ("good, cleans before", make_postgres.good("clean"), OK, "pg_dump --clean --if-exists: there is nothing to drop"),
    ("good, only structure, nothing expected", make_postgres.good("schema", rows=False), OK + answers("warn", "structure restore", "empty rows-missing"), "somebody may want just that; a remark is fair"),
    ("good, table named with its schema", make_postgres.good_qualified, OK, "public.orders is orders"),
    ("no bytes", make_postgres.holds(b""), fail("freshness", "empty"), "the listing says 0 bytes"),
    ("only a head", make_postgres.rewritten("plain", make_postgres.only_head), fail("structure", "truncated"), "the connection broke at once; there is no footer"),
    ("half a dump", make_postgres.cut("plain", 0.5), fail("structure", "truncated"), "no footer"),
    ("cut in the rows of a table", make_postgres.rewritten("plain", make_postgres.cut_in_rows), fail("structure", "truncated"), "no footer"),
    ("cut behind a row that reads as the footer", make_postgres.rewritten("plain", make_postgres.cut_behind_false_footer), fail("structure", "truncated") + NOT_LOADED,
     "the last line of the file is the footer, word for word, inside a COPY: who knows that is at structure, else the load fails"),
    ("only structure", make_postgres.good("schema"), ROWS_MISSING, "no table has the rows that are expected"),
    ("rows missing", make_postgres.rewritten("plain", make_postgres.rows_gone, expect={"rows": make_postgres.ROWS}), ROWS_MISSING, "2,000 orders of 3,000"),
    ("a table's rows missing", make_postgres.rewritten("plain", make_postgres.table_gone, expect={"rows": make_postgres.ROWS}), ROWS_MISSING, "no orders at all"),
    ("an expected table missing", make_postgres.rewritten("plain", lambda content: content, expect={"rows": {"ledger": 1}}), ROWS_MISSING, "there is no table of that name"),
    ("the middle missing", make_postgres.rewritten("plain", make_postgres.middle_gone, expect={"rows": make_postgres.ROWS}), fail("structure", "truncated") + fail("restore", "restore-failed rows-missing"),
     "head and footer are there, rows stand where statements are expected"),
    ("a letter in a number", make_postgres.rewritten("plain", make_postgres.letter_in_number), NOT_LOADED, "one bit; only the server's types see it"),
    ("a letter in a number, custom", make_postgres.rewritten("custom0", make_postgres.letter_in_custom, "shop.dump"), NOT_LOADED, "no sum covers it; only the server's types see it"),
    ("custom cut", make_postgres.cut("custom", 0.7, file="shop.dump"), fail(READ, "truncated"), "pg_restore -l finds nothing wrong"),
    ("custom cut in its list", make_postgres.cut("custom", 0.02, file="shop.dump"), fail("structure", "truncated bad-magic catalog-missing"), "the list of contents is not whole"),
    ("custom flips", make_postgres.rewritten("custom", flip(0.6), "shop.dump"), fail(READ, "decompress truncated block-crc header-checksum"), "pg_restore -l finds nothing wrong; which word depends on whether data or a header of it was hit"),
    ("custom without its magic", make_postgres.rewritten("custom", flip(1), "shop.dump"), fail("structure", "bad-magic"), "not PGDMP any more"),
    ("directory without its list", make_postgres.directory_without("toc.dat"), fail("structure", "catalog-missing bad-magic index-missing volume-missing entry-missing"), "nobody knows what the files are"),
    ("directory without a file", make_postgres.directory_without("data"), fail(READ, "volume-missing entry-missing"), "pg_restore -l finds nothing wrong"),
    ("directory, a bit flips", make_postgres.directory_flipped, fail(READ, "decompress block-crc"), "pg_restore -l finds nothing wrong"),
    ("random bytes", make_postgres.random_bytes, fail("structure", "bad-magic"), "the dump was encrypted"),
    ("what pg_dump said", make_postgres.holds(b'pg_dump: error: connection to server at "db1", port 5432 failed: Connection refused\n'), fail("structure", "bad-magic truncated"), "an error message where the dump should be"),
    ("is a dump of MariaDB", make_mysql.good("plain"), fail("structure", "bad-magic truncated"), "another kind than agreed; a reader that looks for the footer only says truncated"),
    ("stale", make_postgres.aged(10, rpo="24h", grace="2h"), fail("freshness", "stale"), "ten days old, agreed are 24 hours"),
    ("time in the future", make_postgres.aged(-3, rpo="24h"), FUTURE, "three days from now: no usable point"),
    ("newest of the series small", make_postgres.series_small, fail("freshness", "size-anomaly"), "a tenth of the four nights before"),
    ("nowhere", make_postgres.nowhere, fail("freshness", "no-points"), "the path does not exist"),
    ("unreadable", make_postgres.unreadable, UNREADABLE, "we may not read it, so we do not know"),
    ("hostile: shell", make_postgres.hostile("\\! touch {canary}/evil"), HOSTILE, "psql would run it"),
    ("hostile: shell behind a statement", make_postgres.hostile("SELECT 1 \\g |touch {canary}/evil"), HOSTILE, "psql would run it"),
    ("hostile: shell in a variable", make_postgres.hostile("\\set x `touch {canary}/evil`"), HOSTILE, "psql would run it"),
    ("hostile: output to a file", make_postgres.hostile("\\o {canary}/evil\nSELECT 1;\n\\o"), HOSTILE, "psql would write it"),
    ("hostile: COPY FROM PROGRAM", make_postgres.hostile("COPY notes (body) FROM PROGRAM 'touch {canary}/evil';"), HOSTILE, "a server would run it for its administrator"),
    ("hostile: COPY TO a file", make_postgres.hostile("COPY (SELECT 1) TO '{canary}/evil';"), HOSTILE, "a server would write it for its administrator"),
])

MYSQL = rows("mysql", [
    ("good", make_mysql.good("plain"), OK, "rows are as expected; a view and a trigger have an owner that a scratch server does not have"),
    ("good, routines and hexadecimal", make_mysql.good("all"), OK, "DELIMITER and procedures"),
    ("good, makes its database", make_mysql.good("databases"), OK, "mysqldump --databases: the rows are in the database that it makes"),
    ("good, a statement for each row", make_mysql.good("rows"), OK, "--skip-extended-insert"),
    ("good, no comments by agreement", make_mysql.good("silent", dump_footer=False), OK, "--skip-comments leaves the footer out, and the policy says so"),
    ("good, only structure, nothing expected", make_mysql.rewritten("schema", lambda content: content), OK + answers("warn", "structure restore", "empty rows-missing"), "somebody may want just that; a remark is fair"),
    ("no bytes", make_mysql.holds(b""), fail("freshness", "empty"), "the listing says 0 bytes"),
    ("only a head", make_mysql.rewritten("plain", make_mysql.only_head), fail("structure", "truncated"), "the connection broke at once; there is no footer"),
    ("half a dump", make_mysql.cut("plain", 0.5), fail("structure", "truncated"), "no footer"),
    ("cut behind a statement", make_mysql.rewritten("rows", make_mysql.cut_behind_statement), fail("structure", "truncated"), "good SQL to its end, and no footer"),
    ("cut behind the footer's words in a row", make_mysql.rewritten("plain", make_mysql.cut_behind_false_footer), fail("structure", "truncated"), "a footer begins a line, this is inside a value"),
    ("no footer by agreement, half a dump", make_mysql.cut("silent", 0.5, expect={"dump_footer": False, "rows": make_mysql.ROWS}), fail("structure", "truncated") + fail("restore", "restore-failed rows-missing"),
     "a statement has no end; who does not see that loads it and fails"),
    ("no footer by agreement, cut behind a statement", make_mysql.rewritten("silent rows", make_mysql.cut_behind_statement, expect={"dump_footer": False, "rows": make_mysql.ROWS}), fail("structure", "truncated") + ROWS_MISSING,
     "good SQL, 2,000 of 3,000 rows; the closing lines that mysqldump always writes are missing too"),
    ("only structure", make_mysql.good("schema"), ROWS_MISSING, "no table has the rows that are expected"),
    ("rows missing", make_mysql.rewritten("rows", make_mysql.rows_gone, expect={"rows": make_mysql.ROWS}), ROWS_MISSING, "2,000 orders of 3,000"),
    ("an expected table missing", make_mysql.rewritten("plain", lambda content: content, expect={"rows": {"ledger": 1}}), ROWS_MISSING, "there is no table of that name"),
    ("a quote flips", make_mysql.rewritten("plain", make_mysql.quote_flips), NOT_LOADED + fail("structure", "truncated"), "the statement cannot be read; a reader that follows quotes sees that it has no end"),
    ("random bytes", make_mysql.random_bytes, fail("structure", "bad-magic"), "the dump was encrypted"),
    ("what mysqldump said", make_mysql.holds(b'mysqldump: Got error: 2002: "Can\'t connect to local server through socket" when trying to connect\n'), fail("structure", "bad-magic truncated"), "an error message where the dump should be"),
    ("an error page", make_mysql.holds(ERROR_PAGE), fail("structure", "bad-magic truncated"), "somebody kept what the web server said"),
    ("is a dump of PostgreSQL", make_postgres.good("plain"), fail("structure", "bad-magic truncated"), "another kind than agreed; a reader that looks for the footer only says truncated"),
    ("stale", make_mysql.aged(10, rpo="24h", grace="2h"), fail("freshness", "stale"), "ten days old, agreed are 24 hours"),
    ("time in the future", make_mysql.aged(-3, rpo="24h"), FUTURE, "three days from now: no usable point"),
    ("newest of the series small", make_mysql.series_small, fail("freshness", "size-anomaly"), "a tenth of the four nights before"),
    ("nowhere", make_mysql.nowhere, fail("freshness", "no-points"), "the path does not exist"),
    ("unreadable", make_mysql.unreadable, UNREADABLE, "we may not read it, so we do not know"),
    ("hostile: shell", make_mysql.hostile("\\! touch {canary}/evil"), HOSTILE, "the client would run it"),
    ("hostile: shell in words", make_mysql.hostile("system touch {canary}/evil"), HOSTILE, "the client would run it"),
    ("hostile: output to a file", make_mysql.hostile("\\T {canary}/evil\nSELECT 1;\n\\t"), HOSTILE, "the client would write it"),
    ("hostile: INTO OUTFILE", make_mysql.hostile("SELECT 1 INTO OUTFILE '{canary}/evil';"), HOSTILE, "a server would write it"),
])

SQLITE = rows("sqlite", [
    ("good", make_sqlite.made(), OK, "rows are as expected"),
    ("good, pages of 64 KiB", make_sqlite.made(page_size=65_536), OK, "the header says 1 where it means 65,536"),
    ("good, UTF-16 and auto-vacuum", make_sqlite.made(encoding="'UTF-16'", auto_vacuum=1), OK, "pages of pointers among the others"),
    ("good, written before 3.7", make_sqlite.made(change=make_sqlite.without_page_count), OK, "the header does not say how many pages there are"),
    ("good, closed with a log", make_sqlite.made(journal_mode="wal"), OK, "made with write-ahead log and closed: no log beside it"),
    ("good, live with its log", make_sqlite.live_with_log, OK, "half of the rows are in the log; reading must not put them into the copy"),
    ("good, live with its journal", make_sqlite.hot_journal, OK, "an unfinished transaction goes back, in a copy of the copy"),
    ("good, a schema that would call the shell", make_sqlite.trigger_inside, OK, "nobody calls it; integrity is as it should be"),
    ("no bytes", make_sqlite.holds(b""), fail("freshness", "empty"), "the listing says 0 bytes, and SQLite says ok"),
    ("live without its log", make_sqlite.live_without_log, ROWS_MISSING, "half of the rows stayed in the log; integrity_check says ok"),
    ("half of the rows deleted", make_sqlite.half_deleted, ROWS_MISSING, "integrity_check says ok"),
    ("an expected table missing", make_sqlite.without_table, ROWS_MISSING, "integrity_check says ok"),
    ("a page of zeros", make_sqlite.made(change=make_sqlite.zero_page), fail("structure", "page-corrupt"), "what a disk leaves after a crash"),
    ("a bit flips in the head of a page", make_sqlite.made(change=make_sqlite.flip_in_page_header), fail("structure", "page-corrupt"), "more cells than a page has"),
    ("a bit flips in an indexed number", make_sqlite.made(change=make_sqlite.flip_in_total), fail("structure", "page-corrupt"), "table and index disagree"),
    ("cut at a page", make_sqlite.made(change=make_sqlite.cut(0.6)), fail("structure", "truncated"), "the header says more pages"),
    ("cut inside a page", make_sqlite.made(change=make_sqlite.cut(0.6, exact=False)), fail("structure", "truncated"), "the length is no whole number of pages"),
    ("without its magic", make_sqlite.made(change=flip(3)), fail("structure", "bad-magic"), "not a database any more"),
    ("only a header", make_sqlite.made(change=lambda content: content[:100]), fail("structure", "truncated"), "a hundred bytes"),
    ("random bytes", make_sqlite.random_bytes, fail("structure", "bad-magic"), "encrypted"),
    ("a dump as text", make_sqlite.holds(b"PRAGMA foreign_keys=OFF;\nBEGIN TRANSACTION;\nCREATE TABLE orders (id INTEGER);\nCOMMIT;\n"), fail("structure", "bad-magic"), "another kind than agreed"),
    ("stale", make_sqlite.aged(10, rpo="24h", grace="2h"), fail("freshness", "stale"), "ten days old, agreed are 24 hours"),
    ("time in the future", make_sqlite.aged(-3, rpo="24h"), FUTURE, "three days from now: no usable point"),
    ("newest of the series small", make_sqlite.series_small, fail("freshness", "size-anomaly"), "a fiftieth of the four nights before"),
    ("nowhere", make_sqlite.nowhere, fail("freshness", "no-points"), "the path does not exist"),
    ("unreadable", make_sqlite.unreadable, UNREADABLE, "we may not read it, so we do not know"),
])
