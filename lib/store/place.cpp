#include "store/place.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <sys/vfs.h>

#include <cerrno>
#include <cstring>

#include "base/error.hpp"
#include "base/text.hpp"
#include "store/file_descriptor.hpp"

namespace outdesk {

namespace {

constexpr std::uint64_t kLeastFree = 1u << 20;  // bytes; see rule 6 of store.hpp

}  // namespace

bool is_remote_file_system(std::uint32_t kind) {
  constexpr std::uint32_t kNfs = 0x6969, kSmb = 0x517B, kCifs = 0xFF534D42, kSmb2 = 0xFE534D42, kFuse = 0x65735546;
  return kind == kNfs || kind == kSmb || kind == kCifs || kind == kSmb2 || kind == kFuse;
}

void sync_names(const std::string& folder) {
  FileDescriptor open(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (open.fd() < 0) return;  // a folder that may be written but not read
  if (::fsync(open.fd()) != 0 && errno != EINVAL && errno != ENOTSUP)
    throw WriteError("cannot flush the folder " + in_quotes(folder) + ": " + std::strerror(errno), "check the disk");
}

void make_folders(const std::string& folder) {
  struct stat info;
  if (::stat(folder.c_str(), &info) == 0) return;
  if (folder != "/" && folder != ".") make_folders(folder_of(folder));
  if (::mkdir(folder.c_str(), 0700) != 0 && errno != EEXIST)
    throw WriteError("cannot make the folder " + in_quotes(folder) + ": " + std::strerror(errno),
                     "make it by hand, or name another store with --store");
  sync_names(folder_of(folder));
}

/// Refuses file systems whose locks and syncs cannot be trusted, and places anybody may write to.
void check_place(const std::string& folder) {
  struct statfs system;
  if (::statfs(folder.c_str(), &system) == 0) {
    if (is_remote_file_system(static_cast<std::uint32_t>(system.f_type)))
      throw StoreError("the folder " + in_quotes(folder) + " lies on a network or user-space file system",
                       "put the store on a local disk: locks do not hold there");
  }
  struct stat info;
  if (::stat(folder.c_str(), &info) == 0 && (info.st_mode & S_IWOTH) && !(info.st_mode & S_ISVTX))
    throw StoreError("anybody may write to the folder " + in_quotes(folder),
                     "take the right away: chmod o-w " + printable(folder));
}

void check_store_file(const std::string& path) {
  struct stat info;
  if (::stat(path.c_str(), &info) != 0)
    throw NotFound("there is no store at " + in_quotes(path),
                   "set the first client with 'outdesk client set FILE', or name the store with --store");
  if (!S_ISREG(info.st_mode)) throw StoreError(in_quotes(path) + " is not a file", "name another file with --store");
  if (info.st_mode & S_IWOTH)
    throw StoreError("anybody may write to the store " + in_quotes(path), "take the right away with chmod o-w");
}

void check_free_space(const std::string& folder) {
  struct statvfs system;
  if (::statvfs(folder.c_str(), &system) != 0) return;
  if (system.f_bavail * system.f_frsize < kLeastFree)
    throw WriteError("less than 1 MB is free under " + in_quotes(folder),
                     "nothing was changed; free some space and repeat");
}

unsigned mode_for(const std::string& folder) {
  struct stat info;
  return ::stat(folder.c_str(), &info) == 0 && (info.st_mode & S_ISGID) ? 0660 : 0600;
}

}  // namespace outdesk
