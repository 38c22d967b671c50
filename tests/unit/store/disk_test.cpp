// Full and read-only disks.  Needs the right to mount; says so where it lacks it.
#include <doctest/doctest.h>
#include <sys/mount.h>
#include <unistd.h>

#include <cstdio>

#include "sample.hpp"

using namespace outdesk;

namespace {

/// A small file system in memory, in a folder of its own.
class SmallDisk {
 public:
  explicit SmallDisk(const char* size) {
    std::string options = std::string("mode=0755,size=") + size;
    mounted_ = ::mount("tmpfs", folder_.path().c_str(), "tmpfs", 0, options.c_str()) == 0;
    if (!mounted_) std::puts("skipped: tests of full and read-only disks need the right to mount");
  }
  ~SmallDisk() { if (mounted_) ::umount2(folder_.path().c_str(), MNT_DETACH); }
  bool usable() const { return mounted_; }
  std::string operator/(const std::string& name) const { return folder_ / name; }

  bool make_read_only() { return ::mount("tmpfs", folder_.path().c_str(), "tmpfs", MS_REMOUNT | MS_RDONLY, nullptr) == 0; }
  /// Fills the disk up to its last block.
  void fill() {
    std::FILE* file = std::fopen((folder_ / "ballast").c_str(), "wb");
    static const char block[4096] = {1};
    while (std::fwrite(block, 1, sizeof block, file) == sizeof block && std::fflush(file) == 0) {}
    std::fclose(file);
  }

 private:
  TempFolder folder_;
  bool mounted_ = false;
};

}  // namespace

TEST_CASE("a full disk refuses writes before anything is touched, and is still read") {
  SmallDisk disk("3m");
  if (!disk.usable()) return;
  std::string path = disk / "outdesk.db";
  { Store store = Store::open_to_write(path); add_client(store, "a"); }
  disk.fill();
  std::string before = content(path), log = content(path + "-wal");
  CHECK(refusal([&] { Store::open_to_write(path); }).rfind("6: less than 1 MB is free under ", 0) == 0);
  CHECK(refusal([&] { upgrade_store(path); }).rfind("6: less than 1 MB is free under ", 0) == 0);
  CHECK(content(path) == before);
  CHECK(content(path + "-wal") == log);
  CHECK(clients(path) == 1);
}

TEST_CASE("a disk that fills up during a write undoes the write") {
  SmallDisk disk("3m");
  if (!disk.usable()) return;
  std::string path = disk / "outdesk.db";
  { Store store = Store::open_to_write(path); add_client(store, "a"); }
  std::string words = refusal([&] {
    Store store = Store::open_to_write(path);
    Transaction transaction(store.db());
    for (int i = 0; i < 1000; ++i)
      store.db().run("INSERT INTO counter (name, value) VALUES ($1, 0)", std::to_string(i) + std::string(10000, 'x'));
    transaction.commit();
  });
  CHECK_MESSAGE(words.rfind("6: ", 0) == 0, words);
  CHECK_MESSAGE(words.find("full") != std::string::npos, words);
  CHECK(clients(path) == 1);
  Store store = Store::open_to_read(path);
  CHECK(store.db().integer("SELECT count(*) FROM counter") == 0);
  CHECK(database_damage(store.db()).empty());
}

TEST_CASE("a read-only disk is read, with and without a log, and not written") {
  SmallDisk disk("8m");
  if (!disk.usable()) return;
  std::string path = disk / "outdesk.db", bare = disk / "bare.db";
  { Store store = Store::open_to_write(path); add_client(store, "a"); }
  std::filesystem::copy_file(path, bare);  // without side files: what stood in the log is not in the copy
  REQUIRE(std::filesystem::file_size(path + "-wal") > 0);
  REQUIRE(disk.make_read_only());
  CHECK(clients(path) == 1);
  CHECK(clients(bare) == 0);
  CHECK(refusal([&] { Store::open_to_write(path); }).rfind("6: ", 0) == 0);
  CHECK(refusal([&] { Store::open_to_write(disk / "new.db"); }).rfind("6: ", 0) == 0);
}

TEST_CASE("a folder that may not be written is read by its readers") {
  if (::geteuid() == 0) {
    std::puts("skipped: root may write to every folder");
    return;
  }
  TempFolder folder;
  folder.folder("closed");
  std::string path = folder / "closed/outdesk.db";
  { Store store = Store::open_to_write(path); add_client(store, "a"); }
  ::chmod((folder / "closed").c_str(), 0555);
  CHECK(clients(path) == 1);
  CHECK(refusal([&] { Store::open_to_write(folder / "closed/new.db"); }).rfind("6: ", 0) == 0);
  ::chmod((folder / "closed").c_str(), 0755);
}
