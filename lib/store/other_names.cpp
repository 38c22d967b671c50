#include "store/other_names.hpp"

#include <dirent.h>
#include <fcntl.h>

#include <memory>

#include "base/error.hpp"
#include "base/text.hpp"

namespace outdesk {

namespace {

bool is_same_file(const struct stat& one, const struct stat& other) { return one.st_dev == other.st_dev && one.st_ino == other.st_ino; }

}  // namespace

std::vector<std::string> names_of_killed_restores(const std::string& store, const std::string& suffix) {
  std::vector<std::string> names;
  std::string folder = folder_of(store), start = store.substr(store.find_last_of('/') + 1) + kReplacedStore;
  struct stat file, other;
  std::unique_ptr<DIR, int (*)(DIR*)> open(::opendir(folder.c_str()), &::closedir);
  if (!open || ::lstat((store + suffix).c_str(), &file) != 0) return names;
  while (const dirent* entry = ::readdir(open.get())) {
    std::string name = entry->d_name;
    if (name.starts_with(start) && name.ends_with(suffix) && ::fstatat(::dirfd(open.get()), name.c_str(), &other, AT_SYMLINK_NOFOLLOW) == 0 && is_same_file(file, other))
      names.push_back(folder + "/" + name);
  }
  return names;
}

void refuse_other_names(const std::string& store, const std::string& suffix, const struct stat& info) {
  if (info.st_nlink < 2 || info.st_nlink == names_of_killed_restores(store, suffix).size() + 1) return;
  std::string path = store + suffix;
  throw StoreError((suffix.empty() ? "the store " : "the file ") + in_quotes(path) + " has another name, by which another run would write to it unseen",
                   "find it with 'find FOLDER -samefile " + printable(path) + "', and remove one of the names when nothing uses the store");
}

}  // namespace outdesk
