#include "verify/folder_walk.hpp"

#include <dirent.h>
#include <fcntl.h>

#include <cerrno>
#include <utility>
#include <vector>

#include "base/interrupt.hpp"
#include "base/text.hpp"

namespace outdesk {

namespace {

constexpr std::size_t kLongestWalkedPath = 65536;

class NameWalk {
 public:
  NameWalk(HeldFd root, FolderVisitor& visitor) : way_(std::move(root)), visitor_(visitor) {}

  void run() {
    struct stat info;
    if (::fstat(way_.fd(), &info) != 0) return visitor_.unread("", errno);
    look_into(info);
    while (!levels_.empty() && !visitor_.enough()) {
      if (levels_.back().folders.empty()) {
        if (!go_back()) return;
        continue;
      }
      std::string name = std::move(levels_.back().folders.back());
      levels_.back().folders.pop_back();
      go_into(name);
    }
  }

 private:
  struct Level {
    struct stat info;
    std::size_t path_size;             ///< of the folder's path
    std::vector<std::string> folders;  ///< still to be entered
  };

  void go_into(const std::string& name) {
    std::size_t above = path_.size();
    extend(name.c_str());
    struct stat info;
    if (path_.size() > kLongestWalkedPath) visitor_.unread(path_, ENAMETOOLONG);
    else if (!way_.enter(name.c_str())) tell(errno);
    else {
      if (::fstat(way_.fd(), &info) == 0) {
        if (look_into(info)) return;
      } else tell(errno);
      way_.leave();
    }
    path_.resize(above);
  }

  /// The folder at the end of the way: tells what is in it, and notes its subfolders.  False where the visitor wants none of it.
  bool look_into(const struct stat& info) {
    stop_where_asked();
    if (!visitor_.enter(path_, info, way_.fd())) return false;
    levels_.push_back({info, path_.size(), {}});
    std::uint64_t seen = 0;
    int error = for_each_name(way_.fd(), [&](const char* name, unsigned char type) {
      if (++seen % 4096 == 0) stop_where_asked();
      look_at(name, type);
      return !visitor_.enough();
    });
    if (error) tell(error);
    return true;
  }

  void look_at(const char* name, unsigned char type) {
    std::size_t above = path_.size();
    extend(name);
    if (visitor_.wants(path_)) sort_in(name, type);
    path_.resize(above);
  }

  void sort_in(const char* name, unsigned char type) {
    struct stat info;
    bool folder = type == DT_DIR;
    if (!folder && ::fstatat(way_.fd(), name, &info, AT_SYMLINK_NOFOLLOW | AT_NO_AUTOMOUNT) != 0) return tell(errno);
    if (folder || S_ISDIR(info.st_mode)) levels_.back().folders.emplace_back(name);
    else visitor_.entry(path_, info, way_.fd(), name);
  }

  bool go_back() {
    path_.resize(levels_.back().path_size);
    visitor_.leave(path_, levels_.back().info, way_.fd());
    levels_.pop_back();
    if (levels_.empty()) return false;
    path_.resize(levels_.back().path_size);
    if (way_.leave()) return true;
    visitor_.unread(path_, errno);
    return false;
  }

  void extend(const char* name) {
    if (!path_.empty()) path_ += '/';
    path_ += name;
  }

  void tell(int error) {
    if (error == ENOENT || error == ENOTDIR || error == ELOOP) return;  // removed or replaced meanwhile
    visitor_.unread(path_, error);
  }

  FolderStack way_;
  FolderVisitor& visitor_;
  std::vector<Level> levels_;
  std::string path_;
};

}  // namespace

void walk_folder(HeldFd root, FolderVisitor& visitor) { NameWalk(std::move(root), visitor).run(); }

bool disk_is_damaged(int error) { return error == EIO || error == EUCLEAN || error == EBADMSG || error == EREMOTEIO || error == ENODATA; }

HeldFd open_named_folder(const std::string& path) {
  return open_unnoticed(AT_FDCWD, path.c_str(), O_DIRECTORY);
}

HeldFd open_folder_below(int root, const std::string& path) {
  if (path.starts_with('/')) return errno = ENOENT, HeldFd();
  HeldFd here = open_subfolder(root, ".");
  for (auto part : split(path, '/')) {
    if (!here) break;
    if (part.empty() || part == ".") continue;
    if (part == "..") return errno = ENOENT, HeldFd();
    here = open_subfolder(here.fd(), std::string(part).c_str());
  }
  return here;
}

}  // namespace outdesk
