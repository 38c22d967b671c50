#include "verify/folder_stack.hpp"

#include <dirent.h>
#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <utility>

namespace outdesk {

namespace {

constexpr std::size_t kFoldersHeldOpen = 64;

bool is_dot_name(const char* name) { return name[0] == '.' && (!name[1] || (name[1] == '.' && !name[2])); }

}  // namespace

HeldFd& HeldFd::operator=(HeldFd&& other) noexcept {
  if (this != &other) {
    reset();
    fd_ = other.release();
  }
  return *this;
}

int HeldFd::release() { return std::exchange(fd_, -1); }

void HeldFd::reset() {
  if (fd_ >= 0) ::close(fd_);
  fd_ = -1;
}

HeldFd open_unnoticed(int parent, const char* name, int flags) {
  flags |= O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY;
  HeldFd file(::openat(parent, name, flags | O_NOATIME));
  if (!file && errno == EPERM) file = HeldFd(::openat(parent, name, flags));  // O_NOATIME is for the owner and root only
  return file;
}

HeldFd open_subfolder(int parent, const char* name) { return open_unnoticed(parent, name, O_DIRECTORY | O_NOFOLLOW); }

HeldFd open_regular(int parent, const char* name) {
  HeldFd file = open_unnoticed(parent, name, O_NOFOLLOW);
  struct stat info;
  if (!file) return file;
  if (::fstat(file.fd(), &info) != 0) return HeldFd();
  if (!S_ISREG(info.st_mode)) return errno = EBADF, HeldFd();
  return file;
}

int for_each_name(int folder, const std::function<bool(const char*, unsigned char)>& visit) {
  alignas(dirent64) char buffer[32768];
  for (;;) {
    ssize_t size = ::getdents64(folder, buffer, sizeof buffer);
    if (size <= 0) return size == 0 ? 0 : errno;
    for (ssize_t at = 0; at < size;) {
      auto* entry = reinterpret_cast<const dirent64*>(buffer + at);
      at += entry->d_reclen;
      if (!is_dot_name(entry->d_name) && !visit(entry->d_name, entry->d_type)) return 0;
    }
  }
}

FolderStack::FolderStack(HeldFd root) { hold(std::move(root)); }

void FolderStack::hold(HeldFd folder) {
  struct stat info{};
  ::fstat(folder.fd(), &info);
  levels_.push_back({std::move(folder), info.st_dev, info.st_ino});
  if (levels_.size() > kFoldersHeldOpen) levels_[levels_.size() - 1 - kFoldersHeldOpen].file.reset();
}

bool FolderStack::enter(const char* name) {
  HeldFd folder = open_subfolder(fd(), name);
  if (!folder) return false;
  hold(std::move(folder));
  return true;
}

bool FolderStack::leave() {
  if (levels_.size() < 2) return false;
  Level& above = levels_[levels_.size() - 2];
  if (!above.file) {
    HeldFd found = open_subfolder(fd(), "..");
    struct stat info;
    if (!found || ::fstat(found.fd(), &info) != 0) return false;
    if (info.st_dev != above.device || info.st_ino != above.inode) return errno = ESTALE, false;
    above.file = std::move(found);
  }
  levels_.pop_back();
  return true;
}

}  // namespace outdesk
