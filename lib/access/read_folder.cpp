#include "access/read_folder.hpp"

#include <dirent.h>
#include <fcntl.h>
#include <sys/xattr.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "access/descriptor.hpp"

namespace outdesk {

namespace {

constexpr std::size_t kLargestAttribute = 65536;

/// The attribute's bytes appended to `out` behind their length; false where it is there and cannot be read.
bool append_attribute(int fd, const char* name, std::string& out) {
  char buffer[1024];
  std::string large;
  ssize_t size = ::fgetxattr(fd, name, buffer, sizeof buffer);
  const char* bytes = buffer;
  if (size < 0 && errno == ERANGE) {
    large.resize(kLargestAttribute);
    size = ::fgetxattr(fd, name, large.data(), large.size());
    bytes = large.data();
  }
  if (size < 0 && errno != ENODATA && errno != ENOTSUP) return false;
  append_field(out, std::string_view(bytes, size < 0 ? 0 : static_cast<std::size_t>(size)));
  return true;
}

bool is_dot(const char* name) { return name[0] == '.' && (!name[1] || (name[1] == '.' && !name[2])); }

}  // namespace

OpenFile& OpenFile::operator=(OpenFile&& other) noexcept {
  if (this != &other) {
    reset();
    fd_ = other.release();
  }
  return *this;
}

int OpenFile::release() { return std::exchange(fd_, -1); }

void OpenFile::reset() {
  if (fd_ >= 0) ::close(fd_);
  fd_ = -1;
}

OpenFile open_folder(int parent, const char* name) {
  constexpr int flags = O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC;
  OpenFile file(::openat(parent, name, flags | O_NOATIME));
  if (!file && errno == EPERM) file = OpenFile(::openat(parent, name, flags));  // O_NOATIME is for the owner and root only
  return file;
}

Unread read_descriptor(int fd, const struct stat& info, bool samba, std::string& out) {
  begin_posix_descriptor(out, info.st_uid, info.st_gid, info.st_mode);
  bool read = append_attribute(fd, "system.posix_acl_access", out) && append_attribute(fd, "system.posix_acl_default", out);
  if (read && samba) read = append_attribute(fd, "security.NTACL", out);
  else if (read) append_field(out, "");
  return read ? Unread::no : Unread::failed;
}

bool for_each_subfolder(int fd, const std::function<void(const char*)>& visit) {
  alignas(dirent64) char buffer[32768];
  for (;;) {
    ssize_t size = ::getdents64(fd, buffer, sizeof buffer);
    if (size <= 0) return size == 0;
    for (ssize_t at = 0; at < size;) {
      auto* entry = reinterpret_cast<const dirent64*>(buffer + at);
      at += entry->d_reclen;
      bool maybe_folder = entry->d_type == DT_DIR || entry->d_type == DT_UNKNOWN;
      if (maybe_folder && !is_dot(entry->d_name)) visit(entry->d_name);
    }
  }
}

}  // namespace outdesk
