#include "store/copy_draft.hpp"

#include <dirent.h>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/vfs.h>

#include <memory>

#include "base/error.hpp"
#include "base/text.hpp"
#include "store/place.hpp"
#include "store/whole_copy.hpp"

namespace outdesk {

namespace {

constexpr const char* kDraft = ".outdesk-part";
constexpr int kTries = 20, kPause = 10'000;  // microseconds: a run that removes what a dead one left holds it shortly

bool locks_hold(const std::string& folder) {
  struct statfs system;
  return ::statfs(folder.c_str(), &system) == 0 && !is_remote_file_system(static_cast<std::uint32_t>(system.f_type));
}

bool is_own_file(int fd) {
  struct stat info;
  return ::fstat(fd, &info) == 0 && S_ISREG(info.st_mode) && info.st_uid == ::geteuid();
}

bool is_new(int fd) {
  struct stat info;
  return ::fstat(fd, &info) == 0 && info.st_size == 0 && info.st_nlink == 1;
}

bool still_has_name(int fd, const std::string& path) {
  struct stat held, named;
  return ::fstat(fd, &held) == 0 && ::lstat(path.c_str(), &named) == 0 && held.st_dev == named.st_dev && held.st_ino == named.st_ino;
}

/// Whoever holds a draft that has its name may remove it or give it another; nobody else does.
bool held_by_us(int fd, const std::string& path) { return ::flock(fd, LOCK_EX | LOCK_NB) == 0 && still_has_name(fd, path); }

void remove_held(const std::string& path) {
  ::unlink((path + ".lock").c_str());
  remove_draft(path);
}

void remove_dead_drafts(const std::string& folder) {
  std::unique_ptr<DIR, int (*)(DIR*)> open(::opendir(folder.c_str()), &::closedir);
  if (!open) return;  // a folder that may be written but not read
  while (const dirent* entry = ::readdir(open.get())) {
    if (!is_draft_name(entry->d_name)) continue;
    std::string path = folder + "/" + entry->d_name;
    FileDescriptor file(::open(path.c_str(), O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC));
    if (file.fd() >= 0 && is_own_file(file.fd()) && held_by_us(file.fd(), path)) remove_held(path);
  }
}

FileDescriptor opened_draft(const std::string& path, int flags) {
  FileDescriptor file(::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK | flags, 0600));
  if (file.fd() < 0 && errno != EEXIST && errno != ELOOP)
    throw WriteError("cannot make " + in_quotes(path) + ": " + system_reason(), "check its folder, or name another file");
  if (file.fd() < 0 || !is_own_file(file.fd())) throw UsageError("there is a file " + in_quotes(path) + " already", "a copy that was broken off may have left it: remove it, or name a new file");
  return file;
}

FileDescriptor held_draft(const std::string& path, const std::string& file) {
  std::string folder = folder_of(path);
  if (!locks_hold(folder)) return opened_draft(path, O_EXCL);
  remove_dead_drafts(folder);
  for (int i = 0; i < kTries; ++i) {
    FileDescriptor draft = opened_draft(path, 0);
    bool held = held_by_us(draft.fd(), path);
    if (held && is_new(draft.fd())) {
      remove_beside(path);
      return draft;
    }
    if (held) remove_held(path);
    else ::usleep(kPause);
  }
  throw Busy("another run is making the copy " + in_quotes(file), "try again when it has finished, or name another file");
}

}  // namespace

CopyDraft::CopyDraft(const std::string& file) : file_(file), path_(file + kDraft), held_(held_draft(path_, file)) {
  if (::fchmod(held_.fd(), 0600) == 0) return;
  std::string why = system_reason();
  remove_held(path_);
  throw WriteError("cannot set the mode of " + in_quotes(path_) + ": " + why);
}

CopyDraft::~CopyDraft() {
  if (still_has_name(held_.fd(), path_)) remove_held(path_);
}

void CopyDraft::become_copy() { give_free_name(path_, file_); }

bool is_draft_name(const std::string& file) { return file.ends_with(kDraft); }

}  // namespace outdesk
