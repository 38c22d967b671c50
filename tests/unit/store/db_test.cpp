#include <doctest/doctest.h>

#include "sample.hpp"

using namespace outdesk;

namespace {

struct Bench {
  TempFolder folder;
  Store store = Store::open_to_write(folder / "outdesk.db");
  Db& db = store.db();
  Bench() { db.run_script("CREATE TABLE t (a INTEGER, b TEXT, c BLOB) STRICT"); }
};

}  // namespace

TEST_CASE_FIXTURE(Bench, "values come back as they went in") {
  std::string text = "Ёлка 'quoted' \"twice\" %_", bytes("\0\xFF\n", 3);
  db.run("INSERT INTO t VALUES ($1, $2, $3)", INT64_MIN, text, Blob{bytes});
  db.run("INSERT INTO t VALUES ($1, $2, $3)", std::optional<std::int64_t>{}, std::optional<std::string>{}, Blob{""});
  Rows rows = db.query("SELECT a, b, c FROM t ORDER BY rowid");
  REQUIRE(rows.next());
  CHECK(rows.integer(0) == INT64_MIN);
  CHECK(rows.text(1) == text);
  CHECK(rows.blob(2) == bytes);
  REQUIRE(rows.next());
  CHECK_FALSE(rows.maybe_integer(0));
  CHECK(rows.null(1));
  CHECK_FALSE(rows.null(2));
  CHECK_FALSE(rows.next());
}

TEST_CASE_FIXTURE(Bench, "a parameter is the one of its number, wherever and however often it stands") {
  db.run("INSERT INTO t (b, a) VALUES ($2, $1)", 7, "seven");
  CHECK(db.integer("SELECT a FROM t WHERE b = $2 AND a = $1", 7, "seven") == 7);
  CHECK(db.integer("SELECT count(*) FROM t WHERE ($2 = '' OR b = $2) AND a = $1", 7, "") == 1);
  CHECK(db.run("UPDATE t SET b = $2, a = $3 WHERE a = $1", 7, "eight", 8) == 1);
  CHECK(db.integer("SELECT a FROM t WHERE b = $1", "eight") == 8);
}

TEST_CASE_FIXTURE(Bench, "twelve parameters are told apart") {
  CHECK(db.integer("SELECT $12 * 100 + $1", 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12) == 1201);
}

TEST_CASE_FIXTURE(Bench, "the same query can run inside itself") {
  for (int i = 1; i <= 3; ++i) db.run("INSERT INTO t (a) VALUES ($1)", i);
  std::int64_t sum = 0;
  Rows outer = db.query("SELECT a FROM t ORDER BY a");
  while (outer.next())
    for (Rows inner = db.query("SELECT a FROM t ORDER BY a"); inner.next();) sum += outer.integer(0) * inner.integer(0);
  CHECK(sum == 36);
}

TEST_CASE_FIXTURE(Bench, "a query that is left half read can be asked again") {
  for (int i = 1; i <= 3; ++i) db.run("INSERT INTO t (a) VALUES ($1)", i);
  for (int i = 0; i < 3; ++i) CHECK(db.integer("SELECT a FROM t ORDER BY a") == 1);
}

TEST_CASE_FIXTURE(Bench, "text is data, never SQL") {
  std::string evil = "x'); DROP TABLE t; --";
  db.run("INSERT INTO t (b) VALUES ($1)", evil);
  CHECK(db.integer("SELECT count(*) FROM t WHERE b = $1", evil) == 1);
}

TEST_CASE_FIXTURE(Bench, "a double-quoted word is a name, not a text") {
  CHECK_THROWS_AS(db.integer("SELECT \"no such column\" FROM t"), StoreError);
}
