#include <doctest/doctest.h>

#include "sample.hpp"

using namespace outdesk;

TEST_CASE("a write that ends in an exception is undone whole") {
  TempFolder folder;
  std::string path = folder / "outdesk.db";
  Store store = Store::open_to_write(path);
  add_client(store, "kept");
  CHECK_THROWS_AS(
      [&] {
        Transaction transaction(store.db());
        store.db().run("INSERT INTO client (key) VALUES ($1)", "lost");
        throw UsageError("something else went wrong");
      }(),
      UsageError);
  CHECK(store.db().integer("SELECT count(*) FROM client") == 1);
  add_client(store, "later");  // the connection is usable again
  CHECK(clients(path) == 2);
}

TEST_CASE("a write that never reaches commit is undone") {
  TempFolder folder;
  Store store = Store::open_to_write(folder / "outdesk.db");
  {
    Transaction transaction(store.db());
    store.db().run("INSERT INTO client (key) VALUES ($1)", "lost");
  }
  CHECK(store.db().integer("SELECT count(*) FROM client") == 0);
}

TEST_CASE("a broken rule of the schema is an error, and the write is undone") {
  TempFolder folder;
  Store store = Store::open_to_write(folder / "outdesk.db");
  add_client(store, "a");
  CHECK(refusal([&] { add_client(store, "a"); }).rfind("4: ", 0) == 0);  // UNIQUE
  CHECK(refusal([&] {
          Transaction transaction(store.db());
          store.db().run("INSERT INTO contract (client, valid_from, revision, entered, entered_by, body, hash) VALUES (99, '', 1, 0, '', '', x'')");
          transaction.commit();
        }).find("FOREIGN KEY") != std::string::npos);
  CHECK(refusal([&] { store.db().run("INSERT INTO counter (name, value) VALUES ('x', 'not a number')"); }).rfind("4: ", 0) == 0);  // STRICT
  CHECK(store.db().integer("SELECT count(*) FROM contract") == 0);
}

TEST_CASE("a reader sees one moment, whatever is written meanwhile") {
  TempFolder folder;
  std::string path = folder / "outdesk.db";
  { Store store = Store::open_to_write(path); add_client(store, "a"); }
  Store reader = Store::open_to_read(path);
  ReadTransaction moment(reader.db());
  CHECK(reader.db().integer("SELECT count(*) FROM client") == 1);
  { Store writer = Store::open_to_write(path); add_client(writer, "b"); }
  CHECK(reader.db().integer("SELECT count(*) FROM client") == 1);
  CHECK(clients(path) == 2);
}

TEST_CASE("the log is brought into the main file when it has grown") {
  TempFolder folder;
  std::string path = folder / "outdesk.db";
  { Store store = Store::open_to_write(path); add_client(store, "small"); }
  CHECK(std::filesystem::file_size(path + "-wal") > 0);
  {
    Store store = Store::open_to_write(path);
    for (int i = 0; i < 100; ++i) add_client(store, "client" + std::to_string(i));
  }
  CHECK(std::filesystem::file_size(path + "-wal") == 0);
  CHECK(clients(path) == 101);
}
