// What a plain dump holds, learned from its text alone.
#include <doctest/doctest.h>

#include "verify/sql_dump_marks.hpp"
#include "verify/sql_dump_scan.hpp"

using namespace outdesk;

namespace {

/// Read in pieces of `step` bytes: where they end must not matter.
struct ScannedDump {
  explicit ScannedDump(SqlDialect dialect, std::string_view text, std::size_t step = 4096) : scan(dialect) {
    for (std::size_t at = 0; at < text.size(); at += step) scan.feed(text.substr(at, step));
    scan.finish();
  }
  std::int64_t rows(const std::string& table) const { return rows_of_table(scan.rows(), table).value_or(-1); }
  SqlDumpScan scan;
};

const std::string kPostgresDump = R"(--
-- PostgreSQL database dump
--

\restrict abcDEF

SET standard_conforming_strings = on;
CREATE TABLE public.orders (id integer, note text DEFAULT 'a;''b'::text, "select" text);
CREATE TABLE public.events (at date) PARTITION BY RANGE (at);
CREATE TABLE public.events_2025 (at date);
ALTER TABLE ONLY public.events ATTACH PARTITION public.events_2025 FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
CREATE TABLE "Odd.S"."t""; x" (a integer);
CREATE FUNCTION public.f() RETURNS integer LANGUAGE plpgsql AS $body$ BEGIN
  -- it's; COPY public.orders FROM stdin;
  RETURN $$1$$; \! echo
END $body$;
CREATE FUNCTION public.g(a integer) RETURNS integer LANGUAGE sql
    BEGIN ATOMIC
 SELECT CASE WHEN (a > 0) THEN 1 ELSE 2 END;
 SELECT a;
END;
/* a comment /* nested */ COPY public.orders FROM stdin; */
COPY public.orders (id, note, "select") FROM stdin;
1	one	\N
2	\\.	it's $$ quoted
3	-- PostgreSQL database dump complete	x
\.


COPY public.events_2025 (at) FROM stdin;
2025-01-01
2025-01-02
\.
INSERT INTO public.orders VALUES (4, 'a),(b', E'\'),(\\'), (5, '(', ')');
INSERT INTO "Odd.S"."t""; x" (a) OVERRIDING SYSTEM VALUE VALUES (1) ON CONFLICT DO NOTHING;
INSERT INTO public.nothing DEFAULT VALUES;
COMMENT ON TABLE public.orders IS 'a
\! id
comment';
--
-- PostgreSQL database dump complete
--

\unrestrict abcDEF
)";

const std::string kMysqlDump = R"(/*M!999999\- enable the sandbox mode */ 
-- MariaDB dump 10.19  Distrib 10.11.6-MariaDB, for debian-linux-gnu (x86_64)
/*!40111 SET @OLD_SQL_NOTES=@@SQL_NOTES, SQL_NOTES=0 */;
DROP TABLE IF EXISTS `orders`;
/*!40101 SET character_set_client = utf8 */;
CREATE TABLE `orders` (
  `id` int(11) NOT NULL, -- a comment; here
  `no``te` text DEFAULT 'x''y' # and; here
) ENGINE=InnoDB;
LOCK TABLES `orders` WRITE;
/*!40000 ALTER TABLE `orders` DISABLE KEYS */;
INSERT INTO `orders` VALUES
(1,'it\'s; -- \"x\" (),(2,\'y\')'),
(2,_binary 'raw \0 \\'),(3,"a;b");
REPLACE INTO `orders` VALUES (4,NULL);
INSERT  IGNORE INTO `orders` (`id`) VALUES (5--1,0xABCDEF);
UNLOCK TABLES;
DELIMITER ;;
/*!50003 CREATE*/ /*!50017 DEFINER=`a`@`%`*/ /*!50003 TRIGGER t BEFORE INSERT ON orders FOR EACH ROW BEGIN
  INSERT INTO log VALUES (1),(2);
END */;;
DELIMITER ;
CREATE DATABASE /*!32312 IF NOT EXISTS*/ `other`;
USE `other`;
CREATE TABLE `t` (a int);
INSERT INTO `t` VALUES (1),(2);
/*!40111 SET SQL_NOTES=@OLD_SQL_NOTES */;

-- Dump completed on 2026-11-26 17:04:28
)";

}  // namespace

TEST_CASE("the rows of COPY and INSERT are counted, whatever text they hold") {
  ScannedDump dump(SqlDialect::postgres, kPostgresDump);
  CHECK(dump.rows("orders") == 5);
  CHECK(dump.rows("public.events") == 2);  // through its partition
  CHECK(dump.rows("events_2025") == 2);
  CHECK(dump.rows("Odd.S.t\"; x") == 1);
  CHECK(dump.rows("nothing") == 1);
  CHECK(dump.rows("absent") == -1);
  CHECK(dump.rows("ORDERS") == 5);
  CHECK(dump.scan.tables_made() == 4);
  CHECK(dump.scan.closed());
  CHECK(dump.scan.cut().empty());
  CHECK(dump.scan.unsafe().empty());
  CHECK_FALSE(dump.scan.zero_at());
}

TEST_CASE("so are those of mysqldump, between its quotes, comments and delimiters") {
  ScannedDump dump(SqlDialect::mysql, kMysqlDump);
  CHECK(dump.rows("orders") == 5);
  CHECK(dump.rows("other.t") == 2);
  CHECK(dump.rows("log") == -1);
  CHECK(dump.scan.closed());
  CHECK(dump.scan.cut().empty());
  CHECK(dump.scan.unsafe().empty());
}

TEST_CASE("it does not matter in which pieces a dump comes") {
  for (const auto& [dialect, text] : {std::pair(SqlDialect::postgres, kPostgresDump), std::pair(SqlDialect::mysql, kMysqlDump)}) {
    TableRows whole = ScannedDump(dialect, text).scan.rows();
    for (std::size_t step : {1, 2, 3, 5, 7, 11, 13, 64}) {
      ScannedDump dump(dialect, text, step);
      CHECK(dump.scan.rows() == whole);
      CHECK(dump.scan.closed());
      CHECK(dump.scan.cut().empty());
    }
  }
}

TEST_CASE("a dump that is cut anywhere is not closed, and says where it ends unless that is between statements") {
  for (const auto& [dialect, text] : {std::pair(SqlDialect::postgres, kPostgresDump), std::pair(SqlDialect::mysql, kMysqlDump)}) {
    std::size_t closing = dialect == SqlDialect::mysql ? text.find("-- Dump completed") + 17 : text.rfind("dump complete") + 13;
    for (std::size_t size = 0; size < closing; ++size) CHECK_FALSE(ScannedDump(dialect, text.substr(0, size)).scan.closed());
  }
  auto cut = [](std::string_view after) { return ScannedDump(SqlDialect::postgres, kPostgresDump.substr(0, kPostgresDump.find(after) + after.size())).scan.cut(); };
  CHECK(cut("2\t\\\\.") == "in the rows of table 'public.orders', after 1 of them");
  CHECK(cut("-- PostgreSQL database dump complete\tx\n") == "in the rows of table 'public.orders', after 3 of them");
  CHECK(cut("RETURN") == "in a statement that begins on line 13");
  CHECK(cut("nested */") == "in a comment");
  CHECK(cut("DEFAULT VALUES;") == "");
}

TEST_CASE("what would act on the machine that loads a dump is told, and its look-alikes are not") {
  auto unsafe = [](SqlDialect dialect, std::string_view text) { return ScannedDump(dialect, text).scan.unsafe_count(); };
  CHECK(unsafe(SqlDialect::postgres, "\\! id\n") == 1);
  CHECK(unsafe(SqlDialect::postgres, "SELECT 1 \\! id\n;") == 1);
  CHECK(unsafe(SqlDialect::postgres, "\\copy t from 'x'\n\\i /etc/passwd\n") == 2);
  CHECK(unsafe(SqlDialect::postgres, "\\set x `id`\n") == 1);
  CHECK(unsafe(SqlDialect::postgres, "\\connect `id`\n") == 1);
  CHECK(unsafe(SqlDialect::postgres, "COPY t FROM PROGRAM 'id';") == 1);
  CHECK(unsafe(SqlDialect::postgres, "COPY t TO '/tmp/x';") == 1);
  CHECK(unsafe(SqlDialect::postgres, "SELECT 'x' AS \"\\! id\", E'\\'', $$\\! id$$; -- \\! id\n") == 0);
  CHECK(unsafe(SqlDialect::postgres, "SET standard_conforming_strings = off; SELECT '\\'; \\! id';") == 0);
  CHECK(unsafe(SqlDialect::postgres, "\\set ON_ERROR_STOP on\n\\echo done\n\\connect shop\n") == 0);
  CHECK(unsafe(SqlDialect::mysql, "LOAD DATA INFILE '/etc/passwd' INTO TABLE t;") == 1);
  CHECK(unsafe(SqlDialect::mysql, "SELECT 1 INTO OUTFILE '/tmp/x';") == 1);
}

TEST_CASE("rows that lost their COPY, and blocks of zeros, are damage") {
  CHECK(ScannedDump(SqlDialect::postgres, "SELECT 1;\n1\t\\N\tx\n").scan.stray_rows() == 2);
  CHECK(ScannedDump(SqlDialect::postgres, "SELECT 1;\n\\.\n").scan.stray_rows() == 2);
  CHECK(ScannedDump(SqlDialect::mysql, std::string("SELECT 1;\n\0\0\0", 13)).scan.zero_at() == 10);
}

TEST_CASE("a row with more or fewer columns than its COPY names is damage") {
  auto odd = [](std::string_view rows, std::size_t step = 4096) { return ScannedDump(SqlDialect::postgres, "COPY public.t (a, \"b,(\", c) FROM stdin;\n" + std::string(rows) + "\\.\n", step).scan.odd_row(); };
  CHECK(odd("1\t2\t3\n\\t\t\\\\\t\\N\n").empty());
  CHECK(odd("1\t2\t3\n1\t2\n") == "line 3, table 'public.t'");
  CHECK(odd("1\t2\t3\t4\n", 1) == "line 2, table 'public.t'");
  CHECK(odd("\n") == "line 2, table 'public.t'");
  CHECK(ScannedDump(SqlDialect::postgres, "COPY t FROM stdin;\n\n\n\\.\nCOPY u (a, b) FROM stdin WITH (DELIMITER ',');\n1,2\n\\.\n").scan.odd_row().empty());
}

TEST_CASE("memory is bounded: a word, a quote or a statement without end is not kept") {
  SqlDumpScan scan(SqlDialect::postgres);
  std::string megabyte(1 << 20, 'x');
  scan.feed("SELECT 1");
  for (int i = 0; i < 64; ++i) scan.feed(megabyte);
  scan.feed(" '");
  for (int i = 0; i < 64; ++i) scan.feed(megabyte);
  scan.feed("' $");
  scan.feed(megabyte);
  scan.feed("$ \"");
  scan.feed(megabyte);
  scan.finish();
  CHECK(scan.cut() == "in a statement that begins on line 1");
}

TEST_CASE("a bare name is that of schema public where there is one, else of all schemas") {
  TableRows rows = {{"a.orders", 1}, {"b.orders", 2}, {"public.items", 3}, {"a.items", 4}, {"shop.public.x", 5}};
  CHECK(rows_of_table(rows, "orders") == 3);
  CHECK(rows_of_table(rows, "items") == 3);
  CHECK(rows_of_table(rows, "public.x") == 5);
  CHECK_FALSE(rows_of_table(rows, "rders"));
  CHECK(tables_short_of(rows, {{"orders", 4}, {"absent", 0}}) == std::vector<std::string>{"table 'absent' is not there", "table 'orders' has 3 of at least 4 rows"});
  CHECK(rows_as_wanted(rows, {{"x", 1}}).at("x") == 5);
}

TEST_CASE("dumps are known by their opening and closing comments") {
  CHECK(program_of_dump(kPostgresDump) == DumpProgram::pg_dump);
  CHECK(program_of_dump("--\r\n-- PostgreSQL database cluster dump\r\n--\r\n") == DumpProgram::pg_dumpall);
  CHECK(program_of_dump(kMysqlDump) == DumpProgram::mysqldump);
  CHECK(program_of_dump("-- MySQL dump 10.13  Distrib 8.0.36\n") == DumpProgram::mysqldump);
  CHECK(program_of_dump("x -- PostgreSQL database dump\n") == DumpProgram::none);
  CHECK(has_closing(DumpProgram::pg_dump, kPostgresDump));
  CHECK_FALSE(has_closing(DumpProgram::pg_dump, kPostgresDump.substr(0, kPostgresDump.rfind("--\n-- PostgreSQL"))));
  CHECK_FALSE(has_closing(DumpProgram::pg_dump, "-- PostgreSQL database dump complete\nCREATE TABLE x();\n"));
  CHECK(has_closing(DumpProgram::mysqldump, kMysqlDump));
  CHECK(settings_given_back(kMysqlDump, kMysqlDump));
  CHECK_FALSE(settings_given_back(kMysqlDump, "INSERT"));
  CHECK(looks_like_sql("/*!40101 SET x */;\n"));
  CHECK_FALSE(looks_like_sql("mysqldump: Got error: 1045: \"Access denied\"; sorry\n"));
  CHECK(kind_of_dump("SQLite format 3") == "an SQLite database");
  CHECK(kind_of_dump(std::string_view("\xFF\xFE-\0-\0", 6)).starts_with("text in UTF-16"));
}
