#include "verify/tree_entry_xattrs.hpp"

#include <sys/xattr.h>

#include <cerrno>
#include <functional>
#include <limits>
#include <string_view>

#include "base/text.hpp"

namespace outdesk {

namespace {

constexpr std::size_t kXattrLimit = 65536;  // the kernel's own, for a list and for a value

/// The list and the values by two calls with (buffer, size); nearly all files have no attribute, so the list is asked
/// for with a small buffer first.
TreeProblem collect_xattrs(const std::function<ssize_t(char*, std::size_t)>& list,
                           const std::function<ssize_t(const char*, char*, std::size_t)>& get, XattrMap& xattrs) {
  char small[512];
  std::string large;
  ssize_t size = list(small, sizeof small);
  std::string_view names(small, size > 0 ? static_cast<std::size_t>(size) : 0);
  if (size < 0 && errno == ERANGE) {
    large.resize(kXattrLimit);
    size = list(large.data(), large.size());
    names = std::string_view(large).substr(0, size > 0 ? static_cast<std::size_t>(size) : 0);
  }
  if (size < 0) return errno == ENOTSUP ? TreeProblem() : problem_of_errno(errno, "its attributes cannot be listed: ");
  std::string value;
  while (!names.empty()) {
    std::string name(names.substr(0, names.find('\0')));
    names.remove_prefix(std::min(names.size(), name.size() + 1));
    value.resize(kXattrLimit);
    ssize_t length = get(name.c_str(), value.data(), value.size());
    if (length < 0 && (errno == ENODATA || errno == ENOTSUP)) continue;
    if (length < 0) return problem_of_errno(errno, "its attribute " + in_quotes(name) + " cannot be read: ");
    xattrs[name] = value.substr(0, static_cast<std::size_t>(length));
  }
  return {};
}

TreeEntry::Type type_of_mode(mode_t mode) {
  switch (mode & S_IFMT) {
    case S_IFDIR: return TreeEntry::Type::folder;
    case S_IFLNK: return TreeEntry::Type::link;
    case S_IFIFO: return TreeEntry::Type::fifo;
    case S_IFSOCK: return TreeEntry::Type::socket;
    case S_IFCHR: return TreeEntry::Type::character;
    case S_IFBLK: return TreeEntry::Type::block;
    default: return TreeEntry::Type::file;
  }
}

}  // namespace

TreeProblem read_xattrs(int fd, XattrMap& xattrs) {
  return collect_xattrs([fd](char* out, std::size_t size) { return ::flistxattr(fd, out, size); },
                        [fd](const char* name, char* out, std::size_t size) { return ::fgetxattr(fd, name, out, size); }, xattrs);
}

TreeProblem read_xattrs_at(int folder, const std::string& name, XattrMap& xattrs) {
  // There is no llistxattrat; below /proc the way starts at the open folder all the same.
  std::string path = "/proc/self/fd/" + std::to_string(folder) + "/" + name;
  return collect_xattrs([&](char* out, std::size_t size) { return ::llistxattr(path.c_str(), out, size); },
                        [&](const char* attribute, char* out, std::size_t size) { return ::lgetxattr(path.c_str(), attribute, out, size); }, xattrs);
}

std::int64_t nanoseconds_since_1970(std::int64_t seconds, std::int64_t nanoseconds) {
  std::int64_t all = 0;
  bool fits = !__builtin_mul_overflow(seconds, std::int64_t{1'000'000'000}, &all) && !__builtin_add_overflow(all, nanoseconds, &all);
  if (fits) return all;
  return seconds < 0 ? std::numeric_limits<std::int64_t>::min() : std::numeric_limits<std::int64_t>::max();
}

TreeEntry tree_entry_of(std::string path, const struct stat& info) {
  TreeEntry entry;
  entry.path = std::move(path);
  entry.type = type_of_mode(info.st_mode);
  entry.mode = info.st_mode & 07777;
  entry.uid = info.st_uid;
  entry.gid = info.st_gid;
  if (entry.type == TreeEntry::Type::file) entry.size = info.st_size;
  entry.mtime_ns = nanoseconds_since_1970(info.st_mtim.tv_sec, info.st_mtim.tv_nsec);
  entry.ctime_ns = nanoseconds_since_1970(info.st_ctim.tv_sec, info.st_ctim.tv_nsec);
  return entry;
}

}  // namespace outdesk
