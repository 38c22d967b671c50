#include <doctest/doctest.h>

#include "sample.hpp"

using namespace outdesk;

TEST_CASE("the store and its side files are for their owner alone, whatever the umask") {
  for (mode_t mask : {0000, 0022, 0077}) {
    TempFolder folder;
    std::string path = folder / "outdesk.db";
    mode_t before = ::umask(mask);
    { Store store = Store::open_to_write(path); add_client(store, "a"); }
    ::umask(before);
    for (const char* suffix : {"", ".lock", "-wal", "-shm"}) CHECK_MESSAGE(mode_of(path + suffix) == 0600, suffix);
  }
}

TEST_CASE("in a team's folder, which has the set-group-id bit, the group may write too") {
  TempFolder folder;
  folder.folder("team", 02770);
  mode_t before = ::umask(0077);
  { Store store = Store::open_to_write(folder / "team/outdesk.db"); add_client(store, "a"); }
  ::umask(before);
  for (const char* suffix : {"", ".lock", "-wal", "-shm"}) CHECK_MESSAGE(mode_of(folder / "team/outdesk.db" + suffix) == 0660, suffix);
}

TEST_CASE("folders above the store are made for their owner alone") {
  TempFolder folder;
  { Store store = Store::open_to_write(folder / "a/b/outdesk.db"); }
  CHECK(mode_of(folder / "a") == 0700);
  CHECK(mode_of(folder / "a/b") == 0700);
}

TEST_CASE("a store that is not there cannot be read, and is not made by reading") {
  TempFolder folder;
  std::string path = folder / "outdesk.db";
  CHECK(refusal([&] { Store::open_to_read(path); }).rfind("3: there is no store at '" + path + "' | ", 0) == 0);
  CHECK_FALSE(exists(path));
  CHECK_FALSE(exists(path + ".lock"));
}

TEST_CASE("names that mean something to the database are names of files here") {
  TempFolder folder;
  std::string before = std::filesystem::current_path();
  std::filesystem::current_path(folder.path());
  for (const char* name : {":memory:", "file:x?mode=memory", "plain.db"}) {
    { Store store = Store::open_to_write(name); add_client(store, "a"); }
    CHECK(clients(name) == 1);
    CHECK(exists(folder / name));
  }
  std::filesystem::current_path(before);
}

TEST_CASE("a store's name may hold the signs of a URL") {
  TempFolder folder;
  std::string path = folder / "100% sure? #1.db";
  { Store store = Store::open_to_write("sqlite:" + path); add_client(store, "a"); }
  CHECK(clients(path) == 1);
}

TEST_CASE("a server's URL and an empty name are refused in words") {
  CHECK(refusal([] { Store::open_to_write("postgresql://h/db"); }).rfind("5: this program does not know stores on a server", 0) == 0);
  CHECK(refusal([] { Store::open_to_write("sqlite:"); }).rfind("2: the store 'sqlite:' names no file", 0) == 0);
}

TEST_CASE("a new store is whole in its main file: a copy of that file alone is a store") {
  TempFolder folder;
  { Store store = Store::open_to_write(folder / "outdesk.db"); }
  std::filesystem::copy_file(folder / "outdesk.db", folder / "copy.db");
  CHECK(clients(folder / "copy.db") == 0);
}
