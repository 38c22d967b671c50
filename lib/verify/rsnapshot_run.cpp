#include "verify/rsnapshot_run.hpp"

#include <fcntl.h>
#include <signal.h>
#include <sys/stat.h>

#include <cerrno>
#include <optional>
#include <vector>

#include "base/text.hpp"
#include "verify/folder_stack.hpp"
#include "verify/shown_path.hpp"

namespace outdesk {

namespace {

constexpr std::size_t kLargestRsnapshotFile = 1 << 20;

struct RsnapshotSettings {
  std::string root, lock, lowest;
  bool sync_first = false;
};

/// Links are followed: both files lie where the administrator put them.
std::optional<std::string> small_file(const std::string& path) {
  HeldFd file = open_unnoticed(AT_FDCWD, path.c_str(), 0);
  struct stat info;
  if (!file || ::fstat(file.fd(), &info) != 0 || !S_ISREG(info.st_mode)) return {};
  std::string text(kLargestRsnapshotFile, '\0');
  ssize_t size = ::pread(file.fd(), text.data(), text.size(), 0);
  if (size < 0) return {};
  text.resize(static_cast<std::size_t>(size));
  return text;
}

RsnapshotSettings settings_in(const std::string& text) {
  RsnapshotSettings settings;
  for (auto line : split(text, '\n')) {
    std::vector<std::string> words;
    for (auto word : split(line, '\t'))
      if (word = trimmed(word); !word.empty()) words.emplace_back(word);
    if (words.size() < 2 || words[0].starts_with('#')) continue;
    if (words[0] == "snapshot_root") settings.root = words[1];
    else if (words[0] == "lockfile") settings.lock = words[1];
    else if (words[0] == "sync_first") settings.sync_first = words[1] == "1";
    else if ((words[0] == "retain" || words[0] == "interval") && settings.lowest.empty()) settings.lowest = words[1];
  }
  return settings;
}

bool same_folder(const std::string& a, const std::string& b) {
  struct stat one, other;
  return ::stat(a.c_str(), &one) == 0 && ::stat(b.c_str(), &other) == 0 && one.st_dev == other.st_dev && one.st_ino == other.st_ino;
}

/// A later process may have got the number; rsnapshot is a Perl script.
bool rsnapshot_lives(std::int64_t pid) {
  if (pid <= 0 || pid > 1 << 30 || (::kill(static_cast<pid_t>(pid), 0) != 0 && errno == ESRCH)) return false;
  auto name = small_file("/proc/" + std::to_string(pid) + "/comm");
  return !name || trimmed(*name) == "rsnapshot" || trimmed(*name).starts_with("perl");
}

RsnapshotRun run_of_lock(const std::string& lock) {
  RsnapshotRun run;
  auto text = small_file(lock);
  auto pid = text ? parse_count(trimmed(*text)) : std::nullopt;
  if (!pid) return run;
  bool lives = rsnapshot_lives(*pid);
  run.state = lives ? RsnapshotRun::State::running : RsnapshotRun::State::broken_off;
  run.note = lives ? "rsnapshot is at work (process " + std::to_string(*pid) + ")"
                   : "the run that made it was broken off: " + shown_path(lock) + " names process " + std::to_string(*pid) + ", which is gone";
  return run;
}

}  // namespace

RsnapshotRun rsnapshot_run(const std::string& root, const std::string& configuration) {
  auto text = small_file(configuration);
  RsnapshotSettings settings = text ? settings_in(*text) : RsnapshotSettings();
  bool about_us = text && !settings.root.empty() && same_folder(settings.root, root);
  RsnapshotRun run;
  if (about_us && !settings.lock.empty()) run = run_of_lock(settings.lock);
  if (run.state == RsnapshotRun::State::idle) run = run_of_lock(root + "/rsnapshot.pid");
  if (about_us && settings.sync_first) return {};
  if (about_us && !settings.lowest.empty()) run.incomplete = settings.lowest + ".0";
  return run;
}

}  // namespace outdesk
