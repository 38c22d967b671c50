#include "store/make_store.hpp"

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>

#include <memory>

#include "base/error.hpp"
#include "base/text.hpp"
#include "store/accounts.hpp"
#include "store/file_descriptor.hpp"
#include "store/place.hpp"
#include "store/store.hpp"
#include "store/whole_copy.hpp"

namespace outdesk {

namespace {

constexpr mode_t kTeamFolder = 02770;

bool is_empty_folder(const std::string& folder) {
  std::unique_ptr<DIR, int (*)(DIR*)> open(::opendir(folder.c_str()), &::closedir);
  if (!open) return false;
  while (const dirent* entry = ::readdir(open.get()))
    if (std::string name = entry->d_name; name != "." && name != "..") return false;
  return true;
}

gid_t group_to_share(const std::string& name) {
  auto group = group_of(name);
  if (!group) throw NotFound("there is no group " + in_quotes(name), "let root make it: groupadd " + printable(name) + "; usermod -aG " + printable(name) + " USER");
  if (::geteuid() != 0 && !in_group(*group))
    throw WriteError("you are not a member of the group " + in_quotes(name), "let root make you one: usermod -aG " + printable(name) + " USER; then log in again");
  return *group;
}

/// Sets group and mode through one descriptor: nobody can put another folder in between.
void give_to_team(const std::string& folder, gid_t group) {
  FileDescriptor open(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
  struct stat info;
  if (open.fd() < 0 || ::fstat(open.fd(), &info) != 0)
    throw WriteError("cannot open the folder " + in_quotes(folder) + ": " + system_reason(), "name a store in a folder of its own with --store");
  if (info.st_gid == group && (info.st_mode & 07777) == kTeamFolder) return;
  if (!is_empty_folder(folder))
    throw UsageError("the folder " + in_quotes(folder) + " holds other files, which would become the group's", "name a store in a folder of its own with --store");
  if (::fchown(open.fd(), static_cast<uid_t>(-1), group) != 0 || ::fchmod(open.fd(), kTeamFolder) != 0)
    throw WriteError("cannot give the folder " + in_quotes(folder) + " to the group " + in_quotes(group_name(group)) + ": " + system_reason(),
                     "let root make the store");
}

void refuse_second(const std::string& path) {
  struct stat info;
  if (::lstat(path.c_str(), &info) == 0) throw UsageError("there is a file " + in_quotes(path) + " already", "use it, or name another with --store");
  if (errno == EACCES) check_store_file(path);  // says so
}

void make_server_store(const std::string& url) {
  try {
    Store::open_to_read(url);
  } catch (const NotFound&) {
    Store::open_to_write(url);
    return;
  }
  throw UsageError("there is a store in the database " + in_quotes(url) + " already", "use it, or name another with --store");
}

}  // namespace

void make_store(const std::string& url) {
  if (is_server_url(url)) return make_server_store(url);
  refuse_second(store_path_of(url));
  Store::open_to_write(url);
}

void make_team_store(const std::string& url, const std::string& group) {
  if (is_server_url(url)) throw UsageError("who may use a store on a server is said there, not with --group", "GRANT the team's role what it needs on the database");
  std::string path = store_path_of(url);
  gid_t shared = group_to_share(group);
  refuse_second(path);
  std::string above = folder_of(folder_of(path));
  if (!is_there(above)) throw UsageError("there is no folder " + in_quotes(above), "make it so that the group may pass through it: install -d -m 755 " + printable(above));
  make_folders(folder_of(path));
  give_to_team(folder_of(path), shared);
  Store::open_to_write(url);
}

}  // namespace outdesk
