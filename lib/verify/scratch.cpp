#include "verify/scratch.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <sys/xattr.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <limits>
#include <system_error>
#include <utility>

#include "base/error.hpp"
#include "base/text.hpp"
#include "verify/remove_tree.hpp"
#include "verify/scratch_note.hpp"

namespace outdesk {

namespace {

constexpr const char* kScratchPrefix = "outdesk-scratch-";
constexpr const char* kChooseScratch = "name another folder with --scratch";

[[noreturn]] void refuse_scratch(const std::string& base, const std::string& why) {
  throw WriteError("cannot make a scratch folder in " + in_quotes(base) + ": " + why, kChooseScratch);
}

/// The base, opened; refused where others could put something else in our folder's place.
HeldFd open_base(const std::string& base) {
  HeldFd folder(::open(base.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  struct stat info;
  if (!folder || ::fstat(folder.fd(), &info) != 0) refuse_scratch(base, std::generic_category().message(errno));
  if (info.st_uid != 0 && info.st_uid != ::geteuid())
    refuse_scratch(base, "it belongs to user " + std::to_string(info.st_uid) + ", who could exchange what is in it");
  if ((info.st_mode & S_IWOTH) && !(info.st_mode & S_ISVTX))
    refuse_scratch(base, "everybody may exchange what is in it (chmod o-w or +t mends that)");
  return folder;
}

std::string resolved_base(const std::string& base) {
  char* path = ::realpath(base.c_str(), nullptr);
  if (!path) refuse_scratch(base, std::generic_category().message(errno));
  std::string resolved(path);
  std::free(path);
  return resolved;
}

/// Whatever the umask; and without the lists that a base may hand down to all that is made in it.
void make_private(int folder) {
  ::fremovexattr(folder, "system.posix_acl_default");
  ::fremovexattr(folder, "system.posix_acl_access");
  ::fchmod(folder, 0700);
}

}  // namespace

ScratchFolder::ScratchFolder(const std::string& base) : base_(open_base(base)), owner_(::getpid()) {
  std::string resolved = resolved_base(base);
  path_ = (resolved == "/" ? "" : resolved) + "/" + kScratchPrefix + "XXXXXX";
  if (!::mkdtemp(path_.data())) refuse_scratch(base, std::generic_category().message(errno));
  name_ = path_.substr(path_.rfind('/') + 1);
  HeldFd folder = open_subfolder(base_.fd(), name_.c_str());
  if (folder) make_private(folder.fd());
  if (folder) note_ = write_scratch_note(folder.fd());
  if (note_) return;
  std::string why = std::generic_category().message(errno);
  ::unlinkat(base_.fd(), (name_ + "/" + kScratchNote).c_str(), 0);
  ::unlinkat(base_.fd(), name_.c_str(), AT_REMOVEDIR);
  refuse_scratch(base, why);
}

ScratchFolder::~ScratchFolder() {
  if (::getpid() != owner_) return;
  try {
    remove();
  } catch (const std::bad_alloc&) {  // a later run removes it
  }
}

std::string ScratchFolder::inner(const std::string& name) const {
  std::string path = path_ + "/" + name;
  struct stat info;
  if (::mkdir(path.c_str(), 0700) == 0) return path;
  if (errno == EEXIST && ::lstat(path.c_str(), &info) == 0 && S_ISDIR(info.st_mode)) return path;
  throw WriteError("cannot make a folder in the scratch folder " + in_quotes(path_) + ": " + std::generic_category().message(errno), kChooseScratch);
}

bool ScratchFolder::remove() {
  if (gone_) return true;
  left_.clear();
  gone_ = remove_scratch_folder(base_.fd(), name_, left_);
  if (gone_) note_.reset();
  return gone_;
}

std::int64_t ScratchFolder::free_bytes() const {
  struct statvfs info;
  std::int64_t bytes = 0;
  if (::statvfs(path_.c_str(), &info) != 0) return 0;
  bool fits = !__builtin_mul_overflow(info.f_bavail, info.f_frsize, &bytes);
  return fits ? bytes : std::numeric_limits<std::int64_t>::max();
}

AbandonedScratch remove_abandoned(const std::string& base) {
  AbandonedScratch result;
  HeldFd folder(::open(base.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (!folder) return result;
  std::vector<std::string> names;
  for_each_name(folder.fd(), [&](const char* name, unsigned char) {
    if (std::string_view(name).starts_with(kScratchPrefix)) names.emplace_back(name);
    return true;
  });
  for (const std::string& name : names) {
    HeldFd found = open_subfolder(folder.fd(), name.c_str());
    struct stat info;
    if (!found || ::fstat(found.fd(), &info) != 0 || info.st_uid != ::geteuid()) continue;
    HeldFd lock;
    if (!is_abandoned(found.fd(), lock)) continue;
    std::vector<std::string> left;
    if (remove_scratch_folder(folder.fd(), name, left)) ++result.removed;
    for (std::string& line : left) result.left.push_back(in_quotes(name) + ", " + line);
  }
  return result;
}

}  // namespace outdesk
