#include "verify/copy_entry.hpp"

#include <fcntl.h>
#include <sys/xattr.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>

#include "verify/folder_stack.hpp"
#include "verify/tree_entry_xattrs.hpp"

namespace outdesk {

namespace {

bool same_contents_state(const struct stat& a, const struct stat& b) {
  return a.st_dev == b.st_dev && a.st_ino == b.st_ino && a.st_size == b.st_size && a.st_mtim.tv_sec == b.st_mtim.tv_sec &&
         a.st_mtim.tv_nsec == b.st_mtim.tv_nsec;
}

/// What changed or vanished between two looks is no fault of the disk.
void note_read_error(EntryCopied& done, int error) {
  if (error == ENOENT || error == ELOOP || error == EBADF || error == ENOTDIR || error == EINVAL) done.changed = true;
  else done.read_error = error;
}

void times_of(const struct stat& seen, timespec (&times)[2]) {
  times[0] = {0, UTIME_OMIT};
  times[1] = seen.st_mtim;
}

/// As root; others cannot give files away.
template <class Set>
void copy_owner(EntryCopied& done, Set set) {
  if (::geteuid() != 0 || set() == 0) return;
  if (errno == EPERM || errno == EINVAL || errno == ENOSYS || errno == EOPNOTSUPP)
    done.owner_lost = true;  // an id that this container, or file system, does not have
  else done.write_error = errno;
}

/// `set` is given name and value, and returns 0 or -1 with errno.
template <class Set>
void copy_attributes(const XattrMap& attributes, EntryCopied& done, Set set) {
  for (const auto& [name, value] : attributes) {
    if (set(name.c_str(), value) == 0) continue;
    if (errno == ENOSPC || errno == EDQUOT || errno == EIO) done.write_error = errno;
    else done.attributes_lost = true;
  }
}

}  // namespace

EntryCopied EntryCopier::properties(int from, int to, const struct stat& seen) {
  EntryCopied done;
  // The owner first: its change takes capabilities and set-user bits away.
  copy_owner(done, [&] { return ::fchown(to, seen.st_uid, seen.st_gid); });
  XattrMap attributes;
  if (!read_xattrs(from, attributes).empty()) done.attributes_lost = true;
  copy_attributes(attributes, done, [&](const char* name, const std::string& value) { return ::fsetxattr(to, name, value.data(), value.size(), 0); });
  timespec times[2];
  times_of(seen, times);
  if (::fchmod(to, seen.st_mode & 07777) != 0 || ::futimens(to, times) != 0) done.write_error = errno;
  return done;
}

EntryCopied EntryCopier::file(int from, int to, const char* name, const struct stat& seen) {
  EntryCopied done;
  HeldFd source = open_regular(from, name);
  if (!source) {
    note_read_error(done, errno);
    return done;
  }
  struct stat before, after;
  if (::fstat(source.fd(), &before) != 0 || !same_contents_state(before, seen)) done.changed = true;
  HeldFd target(::openat(to, name, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600));
  if (!target) {
    done.write_error = errno;
    return done;
  }
  contents(source.fd(), target.fd(), seen, done);
  if (done.read_error || done.write_error) {
    ::unlinkat(to, name, 0);
    return done;
  }
  if (::fstat(source.fd(), &after) != 0 || !same_contents_state(after, seen)) done.changed = true;
  EntryCopied rest = properties(source.fd(), target.fd(), seen);
  done.write_error = rest.write_error;
  done.attributes_lost = rest.attributes_lost;
  done.owner_lost = rest.owner_lost;
  return done;
}

void EntryCopier::contents(int from, int to, const struct stat& seen, EntryCopied& done) {
  std::int64_t at = 0, size = seen.st_size;
  if (size > 0 && ::ftruncate(to, size) != 0) {
    done.write_error = errno;
    return;
  }
  while (at < size) {
    std::int64_t data = ::lseek(from, at, SEEK_DATA);
    if (data < 0 && errno == ENXIO) break;  // only a hole follows
    if (data < 0) data = at;
    std::int64_t hole = ::lseek(from, data, SEEK_HOLE);
    std::int64_t end = hole < 0 ? size : std::min(hole, size);
    if (data >= end) break;
    if (!piece(from, to, data, end, done)) return;
    at = end;
  }
  done.bytes = size;
}

bool EntryCopier::piece(int from, int to, std::int64_t begin, std::int64_t end, EntryCopied& done) {
  while (begin < end) {
    auto wanted = static_cast<std::size_t>(std::min<std::int64_t>(end - begin, static_cast<std::int64_t>(buffer_.size())));
    ssize_t size = ::pread(from, buffer_.data(), wanted, begin);
    if (size < 0 && errno == EINTR) continue;
    if (size <= 0) {  // an error, or the file became shorter
      done.read_error = size < 0 ? errno : 0;
      done.changed |= size == 0;
      return false;
    }
    for (ssize_t written = 0; written < size;) {
      ssize_t now = ::pwrite(to, buffer_.data() + written, static_cast<std::size_t>(size - written), begin + written);
      if (now < 0 && errno == EINTR) continue;
      if (now <= 0) {
        done.write_error = now < 0 ? errno : ENOSPC;
        return false;
      }
      written += now;
    }
    begin += size;
    read_(static_cast<std::uint64_t>(size));
  }
  return true;
}

EntryCopied EntryCopier::link(int from, int to, const char* name, const struct stat& seen) {
  EntryCopied done;
  char target[4097];
  ssize_t size = ::readlinkat(from, name, target, sizeof target - 1);
  if (size < 0) {
    note_read_error(done, errno);
    return done;
  }
  target[size] = '\0';
  timespec times[2];
  times_of(seen, times);
  bool made = ::symlinkat(target, to, name) == 0 && ::utimensat(to, name, times, AT_SYMLINK_NOFOLLOW) == 0;
  if (made) copy_owner(done, [&] { return ::fchownat(to, name, seen.st_uid, seen.st_gid, AT_SYMLINK_NOFOLLOW); });
  else done.write_error = errno;
  return done;
}

EntryCopied EntryCopier::fifo(int from, int to, const char* name, const struct stat& seen) {
  EntryCopied done;
  timespec times[2];
  times_of(seen, times);
  if (::mkfifoat(to, name, 0600) != 0) {
    done.write_error = errno;
    return done;
  }
  copy_owner(done, [&] { return ::fchownat(to, name, seen.st_uid, seen.st_gid, AT_SYMLINK_NOFOLLOW); });
  XattrMap attributes;
  if (!read_xattrs_at(from, name, attributes).empty()) done.attributes_lost = true;
  std::string path = "/proc/self/fd/" + std::to_string(to) + "/" + name;  // there is no setxattrat
  copy_attributes(attributes, done, [&](const char* attribute, const std::string& value) {
    return ::lsetxattr(path.c_str(), attribute, value.data(), value.size(), 0);
  });
  if (::fchmodat(to, name, seen.st_mode & 07777, 0) != 0 || ::utimensat(to, name, times, AT_SYMLINK_NOFOLLOW) != 0) done.write_error = errno;
  return done;
}

}  // namespace outdesk
