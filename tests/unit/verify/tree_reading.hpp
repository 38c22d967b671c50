// Reading a tree in tests, and what that costs the process.
#pragma once

#include <doctest/doctest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <filesystem>
#include <fstream>
#include <map>
#include <string>

#include "base/text.hpp"
#include "verify/read_tree.hpp"

namespace outdesk {

struct ReadTree {
  std::map<std::string, TreeEntry> entries;
  std::vector<TreeUnread> unread;
  std::uint64_t bytes = 0;

  std::string reason(const std::string& path) const {
    for (const TreeUnread& one : unread)
      if (one.path == path) return one.reason;
    return "";
  }
};

inline ReadTree read_all(const std::string& root, const TreeReading& reading = {}, unsigned threads = 4, std::int64_t max_entries = 1'000'000) {
  ReadTree result;
  VerifyDesk desk;
  desk.threads = threads;
  desk.max_entries = max_entries;
  std::atomic<int> inside{0};
  desk.read = [&](std::uint64_t bytes) { result.bytes += bytes; };
  result.unread = read_tree(root, reading, desk, [&](TreeEntry&& entry) {
    CHECK(++inside == 1);
    CHECK_MESSAGE(result.entries.emplace(entry.path, entry).second, "twice: ", printable(entry.path));
    --inside;
  });
  return result;
}

inline void fill(const std::string& path, const std::string& content) { std::ofstream(path, std::ios::binary) << content; }

/// Runs `body` in a child process, which may give up rights and lower limits; its result is the exit code.
inline int tree_in_child(const std::function<int()>& body) {
  pid_t child = ::fork();
  if (child == 0) {
    try { ::_exit(body()); } catch (...) { ::_exit(99); }
  }
  int status = 0;
  ::waitpid(child, &status, 0);
  return WIFEXITED(status) ? WEXITSTATUS(status) : 100 + WTERMSIG(status);
}

inline std::size_t entries_in(const std::string& folder) {
  std::size_t count = 0;
  for ([[maybe_unused]] const auto& entry : std::filesystem::directory_iterator(folder)) ++count;
  return count;
}
inline std::size_t threads_now() { return entries_in("/proc/self/task"); }
inline std::size_t files_open_now() { return entries_in("/proc/self/fd"); }

}  // namespace outdesk
