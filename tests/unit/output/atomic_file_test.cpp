#include "output/atomic_file.hpp"

#include <doctest/doctest.h>
#include <fcntl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "base/error.hpp"
#include "base/text.hpp"

using namespace outdesk;
namespace fs = std::filesystem;

namespace {

struct Folder {
  std::string path;
  Folder() {
    char name[] = "/tmp/outdesk-test-XXXXXX";
    path = ::mkdtemp(name);
  }
  ~Folder() { fs::remove_all(path); }
  std::string operator/(std::string_view name) const { return path + "/" + std::string(name); }
  std::size_t size() const { return static_cast<std::size_t>(std::distance(fs::directory_iterator(path), {})); }
};

std::string content(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

unsigned mode_of(const std::string& path) {
  struct stat info;
  REQUIRE(::stat(path.c_str(), &info) == 0);
  return info.st_mode & 07777;
}

}  // namespace

TEST_CASE("a file gets its content and exactly the mode that was asked for") {
  Folder folder;
  mode_t before = ::umask(077);
  write_file_atomically(folder / "a", 0644, "first");
  ::umask(before);
  CHECK(content(folder / "a") == "first");
  CHECK(mode_of(folder / "a") == 0644);
  write_file_atomically(folder / "a", 0600, "second");
  CHECK(content(folder / "a") == "second");
  CHECK(mode_of(folder / "a") == 0600);
  CHECK(folder.size() == 1);
}

TEST_CASE("a filler that fails leaves the old file and nothing else") {
  Folder folder;
  write_file_atomically(folder / "a", 0600, "old");
  auto fill = [](const auto& sink) {
    sink("half");
    throw std::runtime_error("source broke");
  };
  CHECK_THROWS_WITH(write_file_atomically(folder / "a", 0600, fill), "source broke");
  CHECK(content(folder / "a") == "old");
  CHECK(folder.size() == 1);
}

TEST_CASE("a full disk is a write error with a next step, and leaves nothing") {
  // A limit on the file size stands for the full disk; in a child, since limits cannot be raised again.
  Folder folder;
  pid_t child = ::fork();
  REQUIRE(child >= 0);
  if (child == 0) {
    ::signal(SIGXFSZ, SIG_IGN);
    rlimit limit{1000, 1000};
    ::setrlimit(RLIMIT_FSIZE, &limit);
    try {
      write_file_atomically(folder / "big", 0600, std::string(5000, 'x'));
    } catch (const WriteError& e) {
      ::_exit(e.exit() == Exit::write && !e.next_step().empty() ? 0 : 2);
    } catch (...) { ::_exit(3); }
    ::_exit(1);
  }
  int status = 0;
  REQUIRE(::waitpid(child, &status, 0) == child);
  CHECK(WEXITSTATUS(status) == 0);
  CHECK(folder.size() == 0);
}

TEST_CASE("the reason why nothing could be written is named") {
  Folder folder;
  CHECK_THROWS_WITH_AS(write_file_atomically(folder / "no/such", 0600, ""),
                       doctest::Contains("No such file or directory"), WriteError);
  CHECK_THROWS_WITH_AS(write_file_atomically(folder.path, 0600, ""), doctest::Contains("it is a folder"), WriteError);
  CHECK_THROWS_AS(write_file_atomically("", 0600, ""), WriteError);
  try {
    write_file_atomically(folder / "no\x1b[31m/such", 0600, "");
    FAIL("written");
  } catch (const WriteError& e) {
    CHECK(std::string(e.what()).find('\x1b') == std::string::npos);
    CHECK_FALSE(e.next_step().empty());
  }
}

TEST_CASE("a symbolic link goes on pointing at the file that was written") {
  Folder folder;
  write_file_atomically(folder / "real", 0600, "old");
  REQUIRE(::symlink("real", (folder / "link").c_str()) == 0);
  write_file_atomically(folder / "link", 0600, "new");
  CHECK(fs::is_symlink(folder / "link"));
  CHECK(content(folder / "real") == "new");
  CHECK(folder.size() == 2);
}

TEST_CASE("a device or a pipe is written to, never replaced") {
  write_file_atomically("/dev/null", 0600, "gone");
  struct stat info;
  REQUIRE(::stat("/dev/null", &info) == 0);
  CHECK(S_ISCHR(info.st_mode));
  CHECK_THROWS_WITH_AS(write_file_atomically("/dev/full", 0600, "x"), doctest::Contains("No space left"), WriteError);

  Folder folder;
  std::string pipe = folder / "pipe";
  REQUIRE(::mkfifo(pipe.c_str(), 0600) == 0);
  int reader = ::open(pipe.c_str(), O_RDONLY | O_NONBLOCK);
  write_file_atomically(pipe, 0600, "through");
  char buffer[16] = {};
  CHECK(::read(reader, buffer, sizeof buffer) == 7);
  CHECK(std::string(buffer) == "through");
  ::close(reader);
}
