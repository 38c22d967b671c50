#include "store/place.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <sys/vfs.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <optional>

#include "base/error.hpp"
#include "base/text.hpp"
#include "store/access_list.hpp"
#include "store/accounts.hpp"
#include "store/file_descriptor.hpp"
#include "store/other_names.hpp"

namespace outdesk {

namespace {

constexpr std::uint64_t kLeastFree = 1u << 20;  // bytes; see rule 6 of store.hpp

bool is_teams(const struct stat& folder) { return (folder.st_mode & S_ISGID) != 0; }

bool is_strangers(const struct stat& info, bool team) {
  uid_t us = ::geteuid();
  if (us == 0 || info.st_uid == 0 || info.st_uid == us) return false;
  return !(team && (info.st_mode & S_IWGRP) && in_group(info.st_gid));
}

/// The group of a team's folder.
std::optional<gid_t> team_of(const struct stat& folder) {
  if (!is_teams(folder)) return {};
  return folder.st_gid;
}

void refuse_listed(const std::string& path, const struct stat& info, const std::string& subject, const ListedWriters& listed, std::optional<gid_t> team) {
  auto refuse = [&](const std::string& who, const std::string& entry) {
    throw StoreError("the access list lets " + who + " write to the " + subject, "take the right away: setfacl -x " + printable(entry) + " " + printable(path));
  };
  for (uid_t user : listed.users)
    if (user != 0 && user != ::geteuid() && user != info.st_uid) refuse("the user " + in_quotes(user_name(user)), "u:" + user_name(user));
  for (gid_t group : listed.groups)
    if (group != team && !is_group_of_one(group, info.st_uid)) refuse("the group " + in_quotes(group_name(group)), "g:" + group_name(group));
}

/// `subject`: "store 'x'", …; `team`: the group that may write here; `besides`: another next step than to take the right away.
void refuse_writers(const std::string& path, const struct stat& info, const std::string& subject, std::optional<gid_t> team, const std::string& besides = "") {
  if (info.st_mode & S_IWOTH)
    throw StoreError("anybody may write to the " + subject, "take the right away: chmod o-w " + printable(path));
  ListedWriters listed = writers_of(path, info);
  if (listed.group && !team && !is_group_of_one(info.st_gid, info.st_uid))
    throw StoreError("the group " + in_quotes(group_name(info.st_gid)) + " may write to the " + subject, "take the right away: chmod g-w " + printable(path) + besides);
  refuse_listed(path, info, subject, listed, team);
}

/// `what`: "store", "folder", …
void refuse_others(const std::string& path, const struct stat& info, const std::string& what, std::optional<gid_t> team) {
  std::string subject = what + " " + in_quotes(path);
  refuse_writers(path, info, subject, team, "; a team's store is made by 'outdesk store init --group GROUP'");
  if (is_strangers(info, team.has_value()))
    throw StoreError("the " + subject + " belongs to " + in_quotes(user_name(info.st_uid)) + ", who may change it",
                     "use a store of your own, or one of your team ('outdesk store init --group GROUP')");
}

/// Whoever may rename a folder above puts another store in the place of ours.  Set-group-id folders are a team's, or the
/// system's own (Debian's /usr/local).
void check_folders_above(const std::string& folder) {
  std::unique_ptr<char, void (*)(void*)> real(::realpath(folder.c_str(), nullptr), &std::free);
  if (!real) return;
  struct stat info;
  for (std::string above = folder_of(real.get());; above = folder_of(above)) {
    if (::stat(above.c_str(), &info) == 0 && !(info.st_mode & S_ISVTX))
      refuse_writers(above, info, "folder " + in_quotes(above) + ", in which the store's folder lies", team_of(info));
    if (above == "/" || above == ".") return;
  }
}

/// Where it is a sticky folder (/tmp), others may write there and still not replace what is ours.
void check_folder_rights(const std::string& folder) {
  struct stat info;
  if (::stat(folder.c_str(), &info) != 0) return;
  if (!(info.st_mode & S_ISVTX)) refuse_others(folder, info, "folder", team_of(info));
  check_folders_above(folder);
}

/// A log or journal of a stranger's making would be read as the end of our store.
void check_side_files(const std::string& path, std::optional<gid_t> team) {
  for (const char* suffix : {".lock", "-wal", "-shm", "-journal"}) {
    std::string side = path + suffix;
    struct stat info;
    if (::lstat(side.c_str(), &info) != 0) continue;
    if (!S_ISREG(info.st_mode)) throw StoreError(in_quotes(side) + " beside the store is not a file", "remove it when nothing uses the store");
    refuse_others(side, info, "file", team);
    refuse_other_names(path, suffix, info);
  }
}

[[noreturn]] void refuse_link(const std::string& path) {
  std::unique_ptr<char, void (*)(void*)> real(::realpath(path.c_str(), nullptr), &std::free);
  if (!real) throw NotFound("the store " + in_quotes(path) + " is a link to nothing", "name the file itself with --store");
  // Lock and log lie beside the name: by two names, two writers would not see each other.
  throw StoreError("the store " + in_quotes(path) + " is a link", "name the file itself: --store " + printable(real.get()));
}

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

void check_place(const std::string& folder) {
  struct statfs system;
  if (::statfs(folder.c_str(), &system) == 0) {
    if (is_remote_file_system(static_cast<std::uint32_t>(system.f_type)))
      throw StoreError("the folder " + in_quotes(folder) + " lies on a network or user-space file system",
                       "put the store on a local disk: locks do not hold there");
  }
  check_folder_rights(folder);
}

void check_store_file(const std::string& path) {
  struct stat info, folder;
  if (::lstat(path.c_str(), &info) != 0) {
    if (errno == EACCES)
      throw StoreError("you may not look into the folder of the store " + in_quotes(path),
                       "a team's store is for the members of its group: ask root to make you one (usermod -aG GROUP USER), and log in again");
    throw NotFound("there is no store at " + in_quotes(path),
                   "set the first client with 'outdesk client set FILE', or name the store with --store");
  }
  if (S_ISLNK(info.st_mode)) refuse_link(path);
  if (!S_ISREG(info.st_mode)) throw StoreError(in_quotes(path) + " is not a file", "name another file with --store");
  std::optional<gid_t> team;
  if (::stat(folder_of(path).c_str(), &folder) == 0) team = team_of(folder);
  refuse_others(path, info, "store", team);
  refuse_other_names(path, "", info);
  check_side_files(path, team);
  check_folder_rights(folder_of(path));
}

bool has_room_for_index(const std::string& folder) {
  constexpr std::uint64_t kIndex = 64u << 10;  // bytes; twice what it takes
  struct statvfs system;
  return ::statvfs(folder.c_str(), &system) != 0 || system.f_bavail * system.f_frsize >= kIndex;
}

void check_free_space(const std::string& folder) {
  struct statvfs system;
  if (::statvfs(folder.c_str(), &system) != 0) return;
  if (system.f_bavail * system.f_frsize < kLeastFree)
    throw WriteError("less than 1 MB is free under " + in_quotes(folder),
                     "nothing was changed; free some space and repeat");
}

void check_room(const std::string& folder, std::uint64_t bytes) {
  check_free_space(folder);
  struct statvfs system;
  if (::statvfs(folder.c_str(), &system) != 0) return;
  std::uint64_t free = system.f_bavail * system.f_frsize, needed = bytes + kLeastFree;
  if (free < needed)
    throw WriteError(std::to_string(needed >> 20) + " MB are needed under " + in_quotes(folder) + ", and " + std::to_string(free >> 20) + " MB are free",
                     "nothing was changed; free some space and repeat");
}

bool is_teams_folder(const std::string& folder) {
  struct stat info;
  return ::stat(folder.c_str(), &info) == 0 && is_teams(info);
}

unsigned mode_for(const std::string& folder) { return is_teams_folder(folder) ? 0660 : 0600; }

unsigned folder_mode_for(const std::string& folder) { return is_teams_folder(folder) ? 02770 : 0700; }

std::uint64_t bytes_of_store(const std::string& path) {
  std::uint64_t bytes = 0;
  struct stat info;
  for (const char* suffix : {"", "-wal"})
    if (::stat((path + suffix).c_str(), &info) == 0) bytes += static_cast<std::uint64_t>(info.st_size);
  return bytes;
}

}  // namespace outdesk
