#include "verify/scratch.hpp"

#include <doctest/doctest.h>
#include <fcntl.h>
#include <linux/fs.h>
#include <signal.h>
#include <sys/ioctl.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <functional>

#include "../temp_folder.hpp"
#include "base/error.hpp"
#include "verify/remove_tree.hpp"

using namespace outdesk;

namespace {

void put_scratch_file(const std::string& path, const std::string& text = "x") { std::ofstream(path) << text; }

bool there(const std::string& path) {
  struct stat info;
  return ::lstat(path.c_str(), &info) == 0;
}

std::size_t count_in(const std::string& folder) {
  return static_cast<std::size_t>(std::distance(std::filesystem::directory_iterator(folder), std::filesystem::directory_iterator()));
}

/// Runs `body` in a child process that ends without cleaning up; returns its process number when it has ended.
template <class Body>
pid_t in_killed_child(Body body) {
  int ready[2];
  REQUIRE(::pipe(ready) == 0);
  pid_t child = ::fork();
  if (child == 0) {
    body();
    [[maybe_unused]] ssize_t written = ::write(ready[1], "r", 1);
    for (;;) ::pause();
  }
  char byte;
  REQUIRE(::read(ready[0], &byte, 1) == 1);
  ::kill(child, SIGKILL);
  ::waitpid(child, nullptr, 0);
  ::close(ready[0]);
  ::close(ready[1]);
  return child;
}

int as_nobody(const std::function<int()>& body) {
  pid_t child = ::fork();
  if (child == 0) {
    if (::setresgid(65534, 65534, 65534) != 0 || ::setresuid(65534, 65534, 65534) != 0) ::_exit(98);
    try { ::_exit(body()); } catch (...) { ::_exit(99); }
  }
  int status = 0;
  ::waitpid(child, &status, 0);
  return WIFEXITED(status) ? WEXITSTATUS(status) : 100 + WTERMSIG(status);
}

}  // namespace

TEST_CASE("a scratch folder is private, and gone with its owner") {
  TempFolder temp;
  std::string path;
  {
    ScratchFolder scratch(temp.path());
    path = scratch.path();
    struct stat info;
    REQUIRE(::lstat(path.c_str(), &info) == 0);
    CHECK((info.st_mode & 07777) == 0700);
    CHECK(scratch.free_bytes() > 0);
    std::string inner = scratch.inner("restored");
    CHECK(inner == path + "/restored");
    CHECK(scratch.inner("restored") == inner);
    put_scratch_file(inner + "/file");
  }
  CHECK_FALSE(there(path));
  CHECK(count_in(temp.path()) == 0);
}

TEST_CASE("removing a scratch folder leads nowhere else, whatever was restored into it") {
  TempFolder temp;
  std::string outside = temp.folder("outside");
  put_scratch_file(outside + "/canary");
  ScratchFolder scratch(temp.path());
  std::string root = scratch.inner("restored");
  ::symlink(outside.c_str(), (root + "/out").c_str());
  ::symlink("/", (root + "/root").c_str());
  ::link((outside + "/canary").c_str(), (root + "/hard").c_str());
  ::mkfifo((root + "/pipe").c_str(), 0600);
  ::mkdir((root + "/closed").c_str(), 0700);
  put_scratch_file(root + "/closed/file");
  put_scratch_file(root + "/closed/\x80\xff\n name");
  ::chmod((root + "/closed").c_str(), 0);
  ::chmod(root.c_str(), 0500);
  CHECK(scratch.remove());
  CHECK(scratch.remove());
  CHECK(scratch.left().empty());
  CHECK_FALSE(there(scratch.path()));
  CHECK(there(outside + "/canary"));
}

TEST_CASE("a tree deeper than a path may be long, and than files may be open, is removed") {
  TempFolder temp;
  ScratchFolder scratch(temp.path());
  int here = ::open(scratch.inner("deep").c_str(), O_RDONLY | O_DIRECTORY);
  const std::string name(200, 'd');
  for (int depth = 0; depth < 1100; ++depth) {
    REQUIRE(::mkdirat(here, name.c_str(), 0700) == 0);
    int next = ::openat(here, name.c_str(), O_RDONLY | O_DIRECTORY);
    ::close(here);
    here = next;
  }
  ::close(::openat(here, "file", O_CREAT | O_WRONLY, 0600));
  ::close(here);
  CHECK(scratch.remove());
  CHECK_FALSE(there(scratch.path()));
}

TEST_CASE("somebody without rights removes folders without a write bit") {
  if (::geteuid() != 0) return;
  TempFolder temp;
  ::chmod(temp.path().c_str(), 01777);
  CHECK(as_nobody([&] {
    ScratchFolder scratch(temp.path());
    std::string root = scratch.inner("restored");
    ::mkdir((root + "/a").c_str(), 0700);
    ::mkdir((root + "/a/b").c_str(), 0700);
    ::close(::open((root + "/a/b/file").c_str(), O_CREAT | O_WRONLY, 0));
    ::chmod((root + "/a/b").c_str(), 0);
    ::chmod((root + "/a").c_str(), 0444);
    return scratch.remove() && !there(scratch.path()) ? 0 : 1;
  }) == 0);
}

TEST_CASE("an immutable file is removed by root, or told") {
  TempFolder temp;
  ScratchFolder scratch(temp.path());
  std::string root = scratch.inner("restored");
  put_scratch_file(root + "/fixed");
  put_scratch_file(root + "/twice");
  ::link((root + "/twice").c_str(), (root + "/twice2").c_str());
  ::mkdir((root + "/folder").c_str(), 0700);
  put_scratch_file(root + "/folder/file");
  auto set_flags = [](const std::string& path, int flags) {
    HeldFd file(::open(path.c_str(), O_RDONLY));
    int now = 0;
    return ::ioctl(file.fd(), FS_IOC_GETFLAGS, &now) == 0 && (now = (now & ~FS_IMMUTABLE_FL) | flags, ::ioctl(file.fd(), FS_IOC_SETFLAGS, &now) == 0);
  };
  if (!set_flags(root + "/fixed", FS_IMMUTABLE_FL)) {
    MESSAGE("no immutable flag here");
    return;
  }
  REQUIRE(set_flags(root + "/folder", FS_IMMUTABLE_FL));
  REQUIRE(set_flags(root + "/twice", FS_IMMUTABLE_FL));
  CHECK_FALSE(scratch.remove());  // the file with two names might be somebody else's
  CHECK_FALSE(there(root + "/fixed"));
  CHECK_FALSE(there(root + "/folder"));
  CHECK(there(scratch.path() + "/outdesk-scratch"));
  REQUIRE(scratch.left().size() == 2);
  CHECK(scratch.left()[0].find("twice") != std::string::npos);
  CHECK(scratch.left()[0].find("immutable") != std::string::npos);
  REQUIRE(set_flags(root + "/twice", 0));
  CHECK(scratch.remove());
}

TEST_CASE("what is mounted in a scratch folder is left alone") {
  TempFolder temp;
  std::string outside = temp.folder("outside");
  put_scratch_file(outside + "/canary");
  ScratchFolder scratch(temp.path());
  std::string inner = scratch.inner("mounted");
  if (::mount(outside.c_str(), inner.c_str(), nullptr, MS_BIND, nullptr) != 0) {
    MESSAGE("mounting is not allowed here");
    return;
  }
  CHECK_FALSE(scratch.remove());
  CHECK(there(outside + "/canary"));
  REQUIRE(scratch.left().size() == 1);
  CHECK(scratch.left()[0].find("mounted") != std::string::npos);
  ::umount(inner.c_str());
  CHECK(scratch.remove());
}

TEST_CASE("a later run removes what a killed one left, and nothing else") {
  TempFolder temp;
  ScratchFolder living(temp.path());
  in_killed_child([&] {
    auto* scratch = new ScratchFolder(temp.path());
    put_scratch_file(scratch->inner("restored") + "/secret");
  });
  temp.folder("outdesk-scratch-nonote");  // somebody's, or just being made
  put_scratch_file(temp.folder("outdesk-scratch-other") + "/data");
  std::string forged = temp.folder("outdesk-scratch-forged");
  put_scratch_file(forged + "/outdesk-scratch", "not a note");
  ::symlink("outside", (temp / "outdesk-scratch-link").c_str());
  CHECK(count_in(temp.path()) == 6);
  AbandonedScratch result = remove_abandoned(temp.path());
  CHECK(result.removed == 1);
  CHECK(result.left.empty());
  CHECK(there(living.path()));
  CHECK(count_in(temp.path()) == 5);
  CHECK(remove_abandoned(temp.path()).removed == 0);
  CHECK(remove_abandoned(temp / "absent").removed == 0);
}

TEST_CASE("a note that names a process of the same number that began later is a dead one's") {
  TempFolder temp;
  std::string folder = temp.folder("outdesk-scratch-reused");
  put_scratch_file(folder + "/outdesk-scratch", std::to_string(::getpid()) + " 1\n");
  CHECK(remove_abandoned(temp.path()).removed == 1);
  CHECK_FALSE(there(folder));
}

TEST_CASE("only what is our own is removed") {
  if (::geteuid() != 0) return;
  TempFolder temp;
  ::chmod(temp.path().c_str(), 01777);
  std::string folder = temp.folder("outdesk-scratch-theirs");
  put_scratch_file(folder + "/outdesk-scratch", "4000000000 1\n");
  ::chown(folder.c_str(), 65534, 65534);
  CHECK(remove_abandoned(temp.path()).removed == 0);
  CHECK(there(folder + "/outdesk-scratch"));
}

TEST_CASE("a base where others could exchange the scratch folder is refused") {
  TempFolder temp;
  CHECK_THROWS_AS(ScratchFolder(temp / "absent"), WriteError);
  put_scratch_file(temp / "file");
  CHECK_THROWS_AS(ScratchFolder(temp / "file"), WriteError);
  CHECK_THROWS_AS(ScratchFolder(temp.folder("open", 0777)), WriteError);
  CHECK_NOTHROW(ScratchFolder(temp.folder("sticky", 01777)));
  if (::geteuid() != 0) return;
  std::string theirs = temp.folder("theirs");
  ::chown(theirs.c_str(), 65534, 65534);
  CHECK_THROWS_AS(ScratchFolder{theirs}, WriteError);
}

TEST_CASE("a child process does not take the scratch folder along") {
  TempFolder temp;
  ScratchFolder scratch(temp.path());
  pid_t child = ::fork();
  if (child == 0) {
    scratch.~ScratchFolder();
    ::_exit(0);
  }
  ::waitpid(child, nullptr, 0);
  CHECK(there(scratch.path()));
}
