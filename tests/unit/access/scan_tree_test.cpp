#include "access/scan_tree.hpp"

#include <doctest/doctest.h>
#include <fcntl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <sys/xattr.h>

#include <atomic>
#include <map>
#include <thread>

#include "access/descriptor.hpp"
#include "access/posix_acl.hpp"
#include "base/error.hpp"
#include "../temp_folder.hpp"

using namespace outdesk;
using Tag = AclEntry::Tag;

namespace {

Snapshot scan(const std::string& path, unsigned threads = 4) {
  ScanOptions options;
  options.threads = threads;
  return scan_tree(path, options, Instant{1000});
}

std::string path_in(const Snapshot& snapshot, std::uint32_t folder) {
  std::string path;
  for (; snapshot.folders[folder].parent != kNone; folder = snapshot.folders[folder].parent)
    path = std::string(snapshot.name(folder)) + (path.empty() ? "" : "/" + path);
  return path;
}

std::map<std::string, Unread> rows(const Snapshot& snapshot) {
  std::map<std::string, Unread> rows;
  for (std::uint32_t i = 0; i < snapshot.folders.size(); ++i) rows[path_in(snapshot, i)] = snapshot.folders[i].unread;
  return rows;
}

PosixDescriptor found(const Snapshot& snapshot, const std::string& path) {
  for (std::uint32_t i = 0; i < snapshot.folders.size(); ++i)
    if (path_in(snapshot, i) == path) return posix_descriptor(snapshot.descriptors.at(snapshot.folders[i].descriptor));
  FAIL("no folder " << path);
  return {};
}

/// Runs `body` in a child process, which may give up rights and lower limits; its result is the exit code.
int in_child(const std::function<int()>& body) {
  pid_t child = ::fork();
  if (child == 0) {
    try { ::_exit(body()); } catch (...) { ::_exit(99); }
  }
  int status = 0;
  ::waitpid(child, &status, 0);
  return WIFEXITED(status) ? WEXITSTATUS(status) : 100 + WTERMSIG(status);
}

}  // namespace

TEST_CASE("a scan has every folder and no file, depth first and by name") {
  TempFolder temp;
  temp.folder("Ель");
  temp.folder("ёж/б");
  temp.folder("ёж/А");
  temp.folder("z");
  ::close(::open((temp / "file").c_str(), O_CREAT | O_WRONLY, 0600));
  Snapshot snapshot = scan(temp.path());
  std::vector<std::string> paths;
  for (std::uint32_t i = 0; i < snapshot.folders.size(); ++i) paths.push_back(path_in(snapshot, i));
  CHECK(paths == std::vector<std::string>{"", "z", "ёж", "ёж/А", "ёж/б", "Ель"});
  CHECK(snapshot.root == std::filesystem::canonical(temp.path()).string());
  CHECK(snapshot.taken == Instant{1000});
  CHECK(snapshot.above.size() == 2);  // "/" and the folder for temporary things
}

TEST_CASE("owner, mode and both access lists are read, and equal ones kept once") {
  TempFolder temp;
  std::string anna = temp.folder("anna", 02750), same = temp.folder("same", 02750);
  std::string acl = posix_acl_bytes({{Tag::user_obj, 7}, {Tag::user, 5, 1001}, {Tag::group_obj, 5}, {Tag::mask, 5}, {Tag::other, 0}});
  for (const std::string& path : {anna, same}) {
    if (::setxattr(path.c_str(), "system.posix_acl_access", acl.data(), acl.size(), 0) != 0) {
      MESSAGE("skipped: this file system keeps no access lists");
      return;
    }
    ::setxattr(path.c_str(), "system.posix_acl_default", acl.data(), acl.size(), 0);
  }
  Snapshot snapshot = scan(temp.path());
  PosixDescriptor read = found(snapshot, "anna");
  CHECK(read.uid == ::geteuid());
  CHECK((read.mode & 07777) == 02750);
  CHECK(read.access_acl == acl);
  CHECK(read.default_acl == acl);
  CHECK(snapshot.folders[1].descriptor == snapshot.folders[2].descriptor);
  auto uids = uids_in(snapshot);
  CHECK(std::count(uids.begin(), uids.end(), 1001u) == 1);
}

TEST_CASE("links are not followed, out of the tree or round in circles") {
  TempFolder temp;
  temp.folder("tree/a");
  temp.folder("outside/secret");
  std::filesystem::create_symlink("..", temp / "tree/a/up");
  std::filesystem::create_symlink(temp / "outside", temp / "tree/out");
  CHECK(rows(scan(temp / "tree")).size() == 2);
  std::filesystem::create_symlink("tree", temp / "entry");
  CHECK(rows(scan(temp / "entry")).size() == 2);  // the path that was asked for may be one
}

TEST_CASE("names of any bytes are kept as they are") {
  TempFolder temp;
  std::string odd = "line\nbreak\t\"quote\" \xff\xed\xa0\x80";
  temp.folder(odd);
  CHECK(rows(scan(temp.path())).count(odd) == 1);
}

TEST_CASE("one thread and many find the same snapshot") {
  TempFolder temp(true);
  for (int i = 0; i < 40; ++i)
    for (int j = 0; j < 10; ++j) temp.folder("d" + std::to_string(i) + "/e" + std::to_string(j) + "/f", 0700 + static_cast<mode_t>(j));
  Snapshot one = scan(temp.path(), 1), many = scan(temp.path(), 16);
  REQUIRE(one.folders.size() == 1 + 40 + 400 + 400);
  CHECK(many.names == one.names);
  CHECK(rows(many) == rows(one));
}

TEST_CASE("a folder that may not be opened is a row with a reason, and the scan goes on") {
  if (::geteuid() != 0) { MESSAGE("skipped: needs root to become somebody else"); return; }
  TempFolder temp;
  temp.folder("closed/inner");
  ::chmod((temp / "closed").c_str(), 0700);
  temp.folder("open/inner");
  CHECK(in_child([&] {
    if (::setgid(65534) != 0 || ::setuid(65534) != 0) return 1;
    auto found = rows(scan(temp.path()));
    if (found.size() != 4) return 2;
    if (found.at("closed") != Unread::refused) return 3;
    return found.at("open/inner") == Unread::no ? 0 : 4;
  }) == 0);
}

TEST_CASE("a path that is no folder is refused in words") {
  TempFolder temp;
  ::close(::open((temp / "file").c_str(), O_CREAT | O_WRONLY, 0600));
  CHECK_THROWS_AS(scan(temp / "file"), NotFound);
  CHECK_THROWS_AS(scan(temp / "nothing"), NotFound);
}

TEST_CASE("a tree deeper than paths can say is walked, with few files open at a time") {
  TempFolder temp(true);
  CHECK(in_child([&] {
    int here = ::open(temp.path().c_str(), O_RDONLY | O_DIRECTORY);
    for (int depth = 0; depth < 1200; ++depth) {
      if (::mkdirat(here, "a folder with a long name", 0755) != 0 || ::mkdirat(here, "b", 0755) != 0 || ::mkdirat(here, "b/c", 0755) != 0) return 1;
      int next = ::openat(here, "a folder with a long name", O_RDONLY | O_DIRECTORY);
      ::close(here);
      here = next;
    }
    rlimit few{200, 200};
    if (::setrlimit(RLIMIT_NOFILE, &few) != 0) return 2;
    Snapshot snapshot = scan(temp.path());
    if (snapshot.folders.size() != 1 + 1200 * 3) return 3;
    for (const auto& folder : snapshot.folders)
      if (folder.unread != Unread::no) return 4;
    return 0;
  }) == 0);
}

TEST_CASE("below the deepest level there is a row that says so") {
  TempFolder temp(true);
  CHECK(in_child([&] {
    int here = ::open(temp.path().c_str(), O_RDONLY | O_DIRECTORY);
    for (std::uint32_t depth = 0; depth < kDeepest + 10; ++depth) {
      if (::mkdirat(here, "d", 0755) != 0) return 1;
      int next = ::openat(here, "d", O_RDONLY | O_DIRECTORY);
      ::close(here);
      here = next;
    }
    Snapshot snapshot = scan(temp.path());
    if (snapshot.folders.size() != kDeepest + 2) return 2;
    return snapshot.folders.back().unread == Unread::too_deep ? 0 : 3;
  }) == 0);
}

TEST_CASE("a scan leaves no trace in the times of the folders") {
  TempFolder folder;
  folder.folder("a");
  folder.folder("a/b");
  timespec old[2] = {{1'000'000'000, 0}, {1'500'000'000, 0}};  // read before it was changed: any reading would be noted
  for (const char* name : {"a/b", "a"}) REQUIRE(::utimensat(AT_FDCWD, (folder / name).c_str(), old, 0) == 0);
  scan_tree(folder / "a", {}, Instant{0});
  for (const char* name : {"a", "a/b"}) {
    struct stat info;
    REQUIRE(::stat((folder / name).c_str(), &info) == 0);
    CHECK_MESSAGE(info.st_atime == 1'000'000'000, name);
    CHECK(info.st_mtime == 1'500'000'000);
  }
}

TEST_CASE("a folder swapped for a link while the scan runs never leads out of the tree") {
  TempFolder temp;
  temp.folder("tree/victim/inner");
  temp.folder("outside/secret/deep");
  std::string victim = temp / "tree/victim", aside = temp / "tree/aside";
  std::atomic<bool> stop{false};
  std::thread attacker([&] {
    while (!stop) {
      std::error_code ignored;
      std::filesystem::rename(victim, aside, ignored);
      std::filesystem::create_symlink(temp / "outside", victim, ignored);
      std::filesystem::remove(victim, ignored);
      std::filesystem::rename(aside, victim, ignored);
    }
  });
  for (int round = 0; round < 400; ++round)
    for (const auto& [path, unread] : rows(scan(temp / "tree", 2))) {
      CHECK(path.find("secret") == path.npos);
      CHECK(unread == Unread::no);
    }
  stop = true;
  attacker.join();
}

TEST_CASE("folders that come and go while the scan runs are data, not failures") {
  TempFolder temp;
  for (int i = 0; i < 20; ++i) temp.folder("stays" + std::to_string(i));
  std::atomic<bool> stop{false};
  std::thread other([&] {
    while (!stop) {
      for (int i = 0; i < 20; ++i) ::mkdir((temp / ("goes" + std::to_string(i))).c_str(), 0700);
      for (int i = 0; i < 20; ++i) ::rmdir((temp / ("goes" + std::to_string(i))).c_str());
    }
  });
  for (int round = 0; round < 200; ++round) {
    auto found = rows(scan(temp.path(), 2));
    for (int i = 0; i < 20; ++i) CHECK(found.count("stays" + std::to_string(i)) == 1);
  }
  stop = true;
  other.join();
}
