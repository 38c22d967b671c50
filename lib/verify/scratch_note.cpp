#include "verify/scratch_note.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <ctime>
#include <system_error>

#include "base/text.hpp"
#include "verify/remove_tree.hpp"
#include "verify/shown_path.hpp"

namespace outdesk {

namespace {

constexpr std::time_t kNoNoteAge = 3600;

std::string first_bytes(int fd) {
  char buffer[1024];
  ssize_t size = ::pread(fd, buffer, sizeof buffer, 0);
  return std::string(buffer, size > 0 ? static_cast<std::size_t>(size) : 0);
}

/// When a process began, in clock ticks since the machine did: tells it from a later one of the same number.  Empty where
/// there is none.
std::string beginning_of(const std::string& pid) {
  HeldFd file(::open(("/proc/" + pid + "/stat").c_str(), O_RDONLY | O_CLOEXEC));
  if (!file) return {};
  std::string text = first_bytes(file.fd());
  std::size_t name_end = text.rfind(')');
  if (name_end == text.npos || name_end + 2 > text.size()) return {};
  auto fields = split(std::string_view(text).substr(name_end + 2), ' ');
  bool dead = !fields.empty() && (fields[0] == "Z" || fields[0] == "X");
  return fields.size() > 19 && !dead ? std::string(fields[19]) : std::string();
}

/// "PID BEGINNING\n"; false for any other text.
bool names_living_process(const std::string& note, bool& valid) {
  auto words = split(trimmed(note), ' ');
  valid = words.size() == 2 && parse_count(words[0]) && parse_count(words[1]);
  return valid && beginning_of(std::string(words[0])) == words[1];
}

bool is_empty_and_old(int folder) {
  struct stat info;
  bool any = false;
  for_each_name(folder, [&](const char*, unsigned char) { return any = true, false; });
  return !any && ::fstat(folder, &info) == 0 && info.st_ctim.tv_sec < std::time(nullptr) - kNoNoteAge;
}

}  // namespace

HeldFd write_scratch_note(int folder) {
  HeldFd note(::openat(folder, kScratchNote, O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600));
  if (!note) return note;
  ::flock(note.fd(), LOCK_EX | LOCK_NB);  // where the file system has no locks, the process number must do
  std::string pid = std::to_string(::getpid()), text = pid + " " + beginning_of(pid) + "\n";
  if (::write(note.fd(), text.data(), text.size()) == static_cast<ssize_t>(text.size())) return note;
  return HeldFd();
}

bool is_abandoned(int folder, HeldFd& lock) {
  lock = HeldFd(::openat(folder, kScratchNote, O_RDWR | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC));
  if (!lock) return errno == ENOENT && is_empty_and_old(folder);
  struct stat info;
  if (::fstat(lock.fd(), &info) != 0 || !S_ISREG(info.st_mode) || info.st_uid != ::geteuid()) return false;
  bool locked = ::flock(lock.fd(), LOCK_EX | LOCK_NB) == 0;
  if (!locked && errno == EWOULDBLOCK) return false;
  bool valid = false;
  bool lives = names_living_process(first_bytes(lock.fd()), valid);
  bool cut = !valid && locked && info.st_ctim.tv_sec < std::time(nullptr) - kNoNoteAge;  // killed, or out of room, while it was written
  return !lives && (valid || cut);
}

bool remove_scratch_folder(int base, const std::string& name, std::vector<std::string>& left) {
  HeldFd folder = open_subfolder(base, name.c_str());
  if (!folder) {
    if (errno == ENOENT) return true;
    left.push_back(shown_path(name) + ": " + std::generic_category().message(errno));
    return false;
  }
  ::fchmod(folder.fd(), 0700);
  HeldFd inside = open_subfolder(folder.fd(), ".");
  if (!inside || !remove_contents(std::move(inside), kScratchNote, left)) return false;
  bool gone =
      (::unlinkat(folder.fd(), kScratchNote, 0) == 0 || errno == ENOENT) && (::unlinkat(base, name.c_str(), AT_REMOVEDIR) == 0 || errno == ENOENT);
  if (!gone) left.push_back(shown_path(name) + ": " + std::generic_category().message(errno));
  return gone;
}

}  // namespace outdesk
