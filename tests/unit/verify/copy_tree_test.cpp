#include "verify/copy_tree.hpp"

#include <doctest/doctest.h>
#include <fcntl.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <sys/xattr.h>
#include <unistd.h>

#include <fstream>
#include <map>

#include "../temp_folder.hpp"
#include "base/error.hpp"
#include "verify/folder_walk.hpp"
#include "verify/read_tree.hpp"

using namespace outdesk;

namespace {

/// A tree to copy, a place to copy it to, and how it went.
struct CopyDesk {
  TempFolder temp;
  std::string source = temp.folder("source"), target = temp.folder("target", 0700);
  VerifyDesk desk;
  CopyFindings findings;
  TreeCopied copied;
  std::uint64_t told = 0;

  CopyDesk() {
    desk.read = [this](std::uint64_t bytes) { told += bytes; };
  }
  std::string in_source(const std::string& path) const { return source + "/" + path; }
  std::string in_target(const std::string& path) const { return target + "/" + path; }
  void put(const std::string& path, const std::string& content) const { std::ofstream(in_source(path), std::ios::binary) << content; }
  void copy(const std::vector<std::string>& paths = {}) { copied = copy_tree(open_named_folder(source), {target, paths}, desk, "p1", findings); }
};

std::map<std::string, TreeEntry> copied_tree_at(const std::string& path) {
  VerifyDesk desk;
  desk.read = [](std::uint64_t) {};
  std::map<std::string, TreeEntry> tree;
  CHECK(read_tree(path, {}, desk, [&](TreeEntry&& entry) { tree[entry.path] = std::move(entry); }).empty());
  return tree;
}

void check_same_trees(const std::string& a, const std::string& b) {
  auto one = copied_tree_at(a), other = copied_tree_at(b);
  REQUIRE(one.size() == other.size());
  for (const auto& named : one) {
    const TreeEntry& entry = named.second;
    INFO(entry.path);
    REQUIRE(other.count(entry.path));
    const TreeEntry& copy = other[entry.path];
    CHECK(copy.type == entry.type);
    CHECK(copy.mode == entry.mode);
    CHECK(copy.uid == entry.uid);
    CHECK(copy.gid == entry.gid);
    CHECK(copy.size == entry.size);
    CHECK(copy.mtime_ns == entry.mtime_ns);
    CHECK(copy.target == entry.target);
    CHECK(copy.linked_to == entry.linked_to);
    CHECK(copy.xattrs == entry.xattrs);
    CHECK(copy.sha256 == entry.sha256);
  }
}

void set_time(const std::string& path, std::int64_t seconds, long nanoseconds) {
  timespec times[2] = {{seconds, nanoseconds}, {seconds, nanoseconds}};
  REQUIRE(::utimensat(AT_FDCWD, path.c_str(), times, AT_SYMLINK_NOFOLLOW) == 0);
}

bool exists(const std::string& path) {
  struct stat info;
  return ::lstat(path.c_str(), &info) == 0;
}

}  // namespace

TEST_CASE("a tree is brought back with all that belongs to it") {
  CopyDesk d;
  ::mkdir(d.in_source("a").c_str(), 0750);
  ::mkdir(d.in_source("a/closed").c_str(), 0700);
  ::mkdir(d.in_source("empty").c_str(), 02775);
  d.put("a/file", std::string(300000, 'x') + "end");
  d.put("a/closed/secret", "s");
  d.put("zero", "");
  d.put("odd \xff\xfe\n name", "bytes");
  d.put("tool", "#!/bin/sh\n");
  ::symlink("../../etc/passwd", d.in_source("a/out").c_str());
  ::symlink("nowhere", d.in_source("broken").c_str());
  ::link(d.in_source("a/file").c_str(), d.in_source("second").c_str());
  ::link(d.in_source("a/file").c_str(), d.in_source("a/third").c_str());
  ::mkfifo(d.in_source("pipe").c_str(), 0640);
  ::setxattr(d.in_source("a/file").c_str(), "user.note", "\0\1\2", 3, 0);
  ::setxattr(d.in_source("a").c_str(), "user.folder", "yes", 3, 0);
  if (::geteuid() == 0) {
    ::chown(d.in_source("a/file").c_str(), 1234, 5678);
    ::lchown(d.in_source("broken").c_str(), 1111, 2222);
    ::chown(d.in_source("a").c_str(), 33, 44);
    const char net_raw[] = "\x01\0\0\x02\0\x20\0\0\0\0\0\0\0\0\0\0\0\0\0\0";  // cap_net_raw+ep
    CHECK(::setxattr(d.in_source("tool").c_str(), "security.capability", net_raw, 20, 0) == 0);
    const unsigned char list[] = {2, 0, 0,    0,    1,    0,    6,  0, 0xFF, 0xFF, 0xFF, 0xFF, 2,    0,    4,  0, 0xE8, 3, 0,    0,    4,    0,
                                  4, 0, 0xFF, 0xFF, 0xFF, 0xFF, 16, 0, 4,    0,    0xFF, 0xFF, 0xFF, 0xFF, 32, 0, 0,    0, 0xFF, 0xFF, 0xFF, 0xFF};
    CHECK(::setxattr(d.in_source("zero").c_str(), "system.posix_acl_access", list, sizeof list, 0) == 0);
    CHECK(::setxattr(d.in_source("a").c_str(), "system.posix_acl_default", list, sizeof list, 0) == 0);
  }
  ::chmod(d.in_source("tool").c_str(), 06755);
  ::chmod(d.in_source("a/closed").c_str(), 0500);
  ::chmod(d.in_source("a/closed/secret").c_str(), 0);
  set_time(d.in_source("a/file"), 1000000000, 123456789);
  set_time(d.in_source("broken"), -1000, 5);
  set_time(d.in_source("pipe"), 1234567890, 0);
  set_time(d.in_source("a/closed"), 86400, 0);
  set_time(d.in_source("a"), 86401, 0);
  set_time(d.source, 86402, 0);
  d.copy();
  CHECK(d.findings.all().empty());
  CHECK(d.copied.done);
  CHECK(d.copied.files == 7);
  CHECK(d.copied.bytes == 300003 + 1 + 5 + 10);
  CHECK(d.copied.left_out == 0);
  CHECK(d.copied.attributes_lost == 0);
  CHECK(d.told == 300003 + 1 + 5 + 10);
  check_same_trees(d.source, d.target);
}

TEST_CASE("only ordered files come back, with the folders above them") {
  CopyDesk d;
  ::mkdir(d.in_source("a").c_str(), 0711);
  ::mkdir(d.in_source("a/b").c_str(), 0700);
  ::mkdir(d.in_source("c").c_str(), 0700);
  d.put("a/b/one", "1");
  d.put("a/b/two", "22");
  d.put("a/three", "333");
  d.put("c/four", "4444");
  ::link(d.in_source("a/three").c_str(), d.in_source("c/five").c_str());
  ::symlink("three", d.in_source("a/link").c_str());
  d.copy({"a/b/one", "a/three", "c/five"});
  CHECK(d.findings.all().empty());
  CHECK(d.copied.files == 3);
  auto tree = copied_tree_at(d.target);
  std::string names;
  for (const auto& [path, entry] : tree) names += path + ";";
  CHECK(names == ";a;a/b;a/b/one;a/three;c;c/five;");
  CHECK(tree["a"].mode == 0711);
  CHECK(tree["c/five"].linked_to == "a/three");
}

TEST_CASE("an order that leads out brings nothing, and is a fault") {
  CopyDesk d;
  std::ofstream(d.temp / "outside") << "secret";
  d.put("in", "x");
  d.copy({"in", "../outside", "/etc/passwd", "a/../../outside", ""});
  REQUIRE(d.findings.all().size() == 1);
  CHECK(d.findings.all()[0].fault == Fault::restore_failed);
  CHECK(d.findings.all()[0].detail.find("4 of the 5") != std::string::npos);
  CHECK(copied_tree_at(d.target).size() == 2);
}

TEST_CASE("holes stay holes, and a giant of them stops at the limit") {
  CopyDesk d;
  d.put("sparse", "begin");
  REQUIRE(::truncate(d.in_source("sparse").c_str(), 1 << 30) == 0);
  {
    std::fstream end(d.in_source("sparse"), std::ios::binary | std::ios::in | std::ios::out);
    end.seekp(500'000'000);
    end << "middle";
  }
  d.copy();
  struct stat info;
  REQUIRE(::stat(d.in_target("sparse").c_str(), &info) == 0);
  CHECK(info.st_size == 1 << 30);
  CHECK(info.st_blocks < 1000);
  CHECK(d.told < 100000);
  std::string got(6, '\0');
  std::ifstream in(d.in_target("sparse"), std::ios::binary);
  in.seekg(500'000'000);
  in.read(got.data(), 6);
  CHECK(got == "middle");

  CopyDesk giant;
  giant.put("giant", "");
  giant.put("small", "x");
  if (::truncate(giant.in_source("giant").c_str(), std::int64_t{1} << 43) != 0) return;
  giant.copy();
  REQUIRE(giant.findings.all().size() == 1);
  CHECK(giant.findings.all()[0].level == CheckLevel::restore);
  CHECK(giant.findings.all()[0].verdict == Verdict::fail);
  CHECK(giant.findings.all()[0].fault == Fault::expansion_limit);
  CHECK_FALSE(giant.copied.done);
}

TEST_CASE("bytes and entries are bounded, names of one file counted once") {
  CopyDesk d;
  d.put("a", std::string(1000, 'a'));
  ::link(d.in_source("a").c_str(), d.in_source("b").c_str());
  d.desk.max_bytes = 1000;
  d.copy();
  CHECK(d.findings.all().empty());
  CHECK(d.copied.done);

  CopyDesk many;
  for (int i = 0; i < 20; ++i) many.put("f" + std::to_string(i), "x");
  many.desk.max_entries = 10;
  many.copy();
  CHECK(many.findings.any(Fault::expansion_limit));
  CHECK(many.copied.files == 10);
}

TEST_CASE("devices and sockets are counted and not made") {
  if (::geteuid() != 0) return;
  CopyDesk d;
  if (::mknod(d.in_source("null").c_str(), S_IFCHR | 0666, makedev(1, 3)) != 0) return;
  REQUIRE(::mknod(d.in_source("socket").c_str(), S_IFSOCK | 0666, 0) == 0);
  d.put("file", "x");
  d.copy();
  CHECK(d.findings.all().empty());
  CHECK(d.copied.left_out == 2);
  CHECK_FALSE(exists(d.in_target("null")));
  CHECK_FALSE(exists(d.in_target("socket")));
}

TEST_CASE("a full scratch disk is an error of writing that names the folder") {
  if (::geteuid() != 0) return;
  CopyDesk d;
  d.put("large", std::string(3 << 20, 'x'));
  if (::mount("tmpfs", d.target.c_str(), "tmpfs", 0, "size=1m") != 0) {
    MESSAGE("mounting is not allowed here");
    return;
  }
  std::string problem;
  try {
    d.copy();
  } catch (const WriteError& error) {
    problem = error.what();
  }
  CHECK(::umount(d.target.c_str()) == 0);
  CHECK(problem.find("'" + d.target + "'") != std::string::npos);
  CHECK(problem.find("No space left") != std::string::npos);
}

TEST_CASE("a file system that takes no attributes costs attributes, not files") {
  if (::geteuid() != 0) return;
  CopyDesk d;
  d.put("file", "x");
  d.put("other", "y");
  ::setxattr(d.in_source("file").c_str(), "user.note", "1", 1, 0);
  if (::mount("ramfs", d.target.c_str(), "ramfs", 0, nullptr) != 0) return;
  d.copy();
  CHECK(d.findings.all().empty());
  CHECK(d.copied.files == 2);
  CHECK(d.copied.attributes_lost == 1);
  CHECK(::umount(d.target.c_str()) == 0);
}

TEST_CASE("a tree deeper than a path may be long comes back") {
  CopyDesk d;
  const std::string name(200, 'd');
  auto down = [&](const std::string& root, int depth, bool make) {
    int here = ::open(root.c_str(), O_RDONLY | O_DIRECTORY);
    for (int i = 0; i < depth && here >= 0; ++i) {
      if (make) ::mkdirat(here, name.c_str(), 0700);
      int next = ::openat(here, name.c_str(), O_RDONLY | O_DIRECTORY);
      ::close(here);
      here = next;
    }
    return here;
  };
  int bottom = down(d.source, 300, true);
  int file = ::openat(bottom, "file", O_CREAT | O_WRONLY, 0600);
  CHECK(::write(file, "deep", 4) == 4);
  CHECK(::linkat(bottom, "file", bottom, "file2", 0) == 0);
  ::close(file);
  ::close(bottom);
  d.copy();
  CHECK(d.findings.all().empty());
  CHECK(d.copied.files == 2);
  int copied = down(d.target, 300, false);
  REQUIRE(copied >= 0);
  struct stat one, two;
  CHECK(::fstatat(copied, "file", &one, 0) == 0);
  CHECK(::fstatat(copied, "file2", &two, 0) == 0);
  CHECK(one.st_ino == two.st_ino);
  ::close(copied);

  CopyDesk deeper;
  ::close(down(deeper.source, 400, true));
  deeper.copy();
  REQUIRE(deeper.findings.all().size() == 1);
  CHECK(deeper.findings.all()[0].verdict == Verdict::unknown);
  CHECK(deeper.findings.all()[0].detail.find("too long") != std::string::npos);
}

TEST_CASE("a target that is a link is not written through") {
  CopyDesk d;
  d.put("file", "x");
  std::string outside = d.temp.folder("outside");
  ::rmdir(d.target.c_str());
  ::symlink(outside.c_str(), d.target.c_str());
  CHECK_THROWS_AS(d.copy(), WriteError);
  CHECK_FALSE(exists(outside + "/file"));
}
