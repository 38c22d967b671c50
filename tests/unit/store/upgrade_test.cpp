#include <doctest/doctest.h>

#include "sample.hpp"

using namespace outdesk;

namespace {

/// The shipped schema with one more step, as the next release would have it.
Schema next_schema(std::string_view step = "ALTER TABLE client ADD COLUMN note TEXT NOT NULL DEFAULT 'none';") {
  Schema next = schema();
  next.steps.push_back({step, {}, {}});
  return next;
}

}  // namespace

TEST_CASE("an older store is refused until it is upgraded, and a copy of before is kept") {
  TempFolder folder;
  std::string path = folder / "outdesk.db";
  { Store store = Store::open_to_write(path); add_client(store, "a"); }
  Schema next = next_schema();
  CHECK(refusal([&] { Store::open_to_read(path, next); }).find("older schema version") != std::string::npos);
  CHECK(refusal([&] { Store::open_to_write(path, next); }).find("bring it up to date with 'outdesk store upgrade'") != std::string::npos);

  Upgraded done = upgrade_store(path, next);
  CHECK(done.from == schema_version());
  Store store = Store::open_to_read(path, next);
  Rows rows = store.db().query("SELECT key, note FROM client ORDER BY id");
  REQUIRE(rows.next());
  CHECK(rows.text(0) == "a");
  CHECK(rows.text(1) == "none");
  std::string copy = path + ".before-v" + std::to_string(next.version());
  CHECK(done.copy == copy);
  CHECK(clients(copy) == 1);
  CHECK(mode_of(copy) == 0600);
}

TEST_CASE("an upgrade that fails changes nothing") {
  TempFolder folder;
  std::string path = folder / "outdesk.db";
  { Store store = Store::open_to_write(path); add_client(store, "a"); }
  CHECK(refusal([&] { upgrade_store(path, next_schema("DROP TABLE counter; DROP TABLE no_such_table;")); }).rfind("4: ", 0) == 0);
  Store store = Store::open_to_read(path);
  CHECK(store.db().integer("SELECT count(*) FROM counter") == 0);
}

// An upgrade that was killed between its schema and its index of words left a store that said it was new, and whose
// search found nothing.
TEST_CASE("a new schema and what fills it come together or not at all") {
  TempFolder folder;
  std::string path = folder / "outdesk.db";
  { Store store = Store::open_to_write(path); add_client(store, "a"); }
  Schema next = next_schema();
  CHECK_THROWS(upgrade_store(path, next, [](Db& db) {
    db.run("UPDATE client SET note = 'filled'");
    throw StoreError("dies here");
  }));
  CHECK(clients(path) == 1);  // of the schema of before, as this program reads it
  CHECK(upgrade_store(path, next, [](Db& db) { db.run("UPDATE client SET note = 'filled'"); }).from == schema_version());
  CHECK(Store::open_to_read(path, next).db().integer("SELECT count(*) FROM client WHERE note = 'filled'") == 1);
}

TEST_CASE("a store that is up to date is left alone, an empty one is refused") {
  TempFolder folder;
  std::string path = folder / "outdesk.db";
  { Store store = Store::open_to_write(path); }
  CHECK(upgrade_store(path).from == schema_version());
  CHECK(upgrade_store(path).copy.empty());
  CHECK_FALSE(exists(path + ".before-v" + std::to_string(schema_version())));
  { std::ofstream file(folder / "empty.db"); }
  CHECK(refusal([&] { upgrade_store(folder / "empty.db"); }).find("is an empty file") != std::string::npos);
  CHECK(refusal([&] { upgrade_store(folder / "none.db"); }).rfind("3: ", 0) == 0);
}
