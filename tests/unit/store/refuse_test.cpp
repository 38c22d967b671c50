#include <doctest/doctest.h>

#include "sample.hpp"
#include "store/place.hpp"

using namespace outdesk;

namespace {

/// Reading, writing and upgrading are all refused with the exit code of a bad store; nothing changes.
void check_refused(const TempFolder& folder, const std::string& name, const std::string& problem) {
  std::string path = folder / name, before = content(path);
  for (auto attempt : {+[](const std::string& p) { Store::open_to_read(p); }, +[](const std::string& p) { Store::open_to_write(p); },
                       +[](const std::string& p) { upgrade_store(p); }}) {
    std::string words = refusal([&] { attempt(path); });
    CHECK_MESSAGE(words.rfind("4: ", 0) == 0, words);
    CHECK_MESSAGE(words.find(problem) != std::string::npos, words);
  }
  CHECK(content(path) == before);
  for (const char* suffix : {".lock", "-wal", "-shm", "-journal"}) CHECK_MESSAGE(!exists(path + suffix), suffix);
}

}  // namespace

TEST_CASE("a text file is no store, and nothing is made beside it") {
  TempFolder folder;
  std::ofstream(folder / "notes.txt") << "Shopping list\n";
  check_refused(folder, "notes.txt", "is not an outdesk store | name another file with --store");
  std::ofstream(folder / "long.txt") << std::string(100000, 'x');
  check_refused(folder, "long.txt", "is not an outdesk store");
}

TEST_CASE("another program's database is no store, and nothing is made beside it") {
  TempFolder folder;
  run_outside(folder / "other.db", "CREATE TABLE t (x); INSERT INTO t VALUES (1)");
  check_refused(folder, "other.db", "is a database, but not an outdesk store");
  run_outside(folder / "app.db", "PRAGMA application_id = 252006673; CREATE TABLE t (x)");
  check_refused(folder, "app.db", "is a database, but not an outdesk store");
}

TEST_CASE("a store of a newer version is refused with both versions") {
  TempFolder folder;
  { Store store = Store::open_to_write(folder / "outdesk.db"); }
  run_outside(folder / "outdesk.db", "PRAGMA user_version = 99");
  std::string words = refusal([&] { Store::open_to_read(folder / "outdesk.db"); });
  CHECK(words.find("has schema version 99, and this program knows versions up to " + std::to_string(schema_version())) != std::string::npos);
  CHECK(refusal([&] { Store::open_to_write(folder / "outdesk.db"); }).rfind("4: ", 0) == 0);
  CHECK(refusal([&] { upgrade_store(folder / "outdesk.db"); }).rfind("4: ", 0) == 0);
}

TEST_CASE("an empty file is no store to read, and becomes one when written") {
  TempFolder folder;
  { std::ofstream file(folder / "empty.db"); }
  CHECK(refusal([&] { Store::open_to_read(folder / "empty.db"); }).find("is an empty file") != std::string::npos);
  { Store store = Store::open_to_write(folder / "empty.db"); }
  CHECK(clients(folder / "empty.db") == 0);
}

TEST_CASE("a store that was being made when its process died is made anew") {
  TempFolder folder;
  run_outside(folder / "half.db", "PRAGMA journal_mode = WAL");
  { Store store = Store::open_to_write(folder / "half.db"); add_client(store, "a"); }
  CHECK(clients(folder / "half.db") == 1);
}

TEST_CASE("a damaged page is called damage, not something else") {
  TempFolder folder;
  std::string path = folder / "outdesk.db";
  { Store store = Store::open_to_write(path); }
  std::fstream file(path, std::ios::in | std::ios::out | std::ios::binary);
  file.seekp(100);
  file << std::string(900, '\xA5');
  file.close();
  CHECK(refusal([&] { Store::open_to_read(path); }).rfind("4: ", 0) == 0);
}

TEST_CASE("a folder, a pipe or a link to nowhere is no store") {
  TempFolder folder;
  folder.folder("folder.db");
  ::mkfifo((folder / "pipe.db").c_str(), 0600);
  for (const char* name : {"folder.db", "pipe.db"}) {
    CHECK(refusal([&] { Store::open_to_read(folder / name); }).find("is not a file") != std::string::npos);
    CHECK(refusal([&] { Store::open_to_write(folder / name); }).find("is not a file") != std::string::npos);
    CHECK_FALSE(exists(folder / name + ".lock"));
  }
}

TEST_CASE("a store or folder that anybody may write to is refused") {
  TempFolder folder;
  std::string path = folder / "outdesk.db";
  { Store store = Store::open_to_write(path); }
  ::chmod(path.c_str(), 0666);
  CHECK(refusal([&] { Store::open_to_read(path); }).find("anybody may write to the store") != std::string::npos);
  CHECK(refusal([&] { Store::open_to_write(path); }).find("anybody may write to the store") != std::string::npos);
  folder.folder("open", 0777);
  CHECK(refusal([&] { Store::open_to_write(folder / "open/outdesk.db"); }).find("anybody may write to the folder") != std::string::npos);
  CHECK_FALSE(exists(folder / "open/outdesk.db"));
}

TEST_CASE("network and user-space file systems are known by their magic numbers") {
  CHECK(is_remote_file_system(0x6969));          // NFS
  CHECK(is_remote_file_system(0xFF534D42));      // CIFS
  CHECK(is_remote_file_system(0xFE534D42));      // SMB2
  CHECK(is_remote_file_system(0x517B));          // SMB
  CHECK(is_remote_file_system(0x65735546));      // FUSE
  CHECK_FALSE(is_remote_file_system(0xEF53));    // ext4
  CHECK_FALSE(is_remote_file_system(0x01021994));  // tmpfs
  CHECK_FALSE(is_remote_file_system(0x58465342));  // XFS
}
