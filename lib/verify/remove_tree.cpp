#include "verify/remove_tree.hpp"

#include <dirent.h>
#include <fcntl.h>
#include <linux/fs.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>
#include <utility>

#include "verify/shown_path.hpp"

namespace outdesk {

namespace {

constexpr std::size_t kMostLeftTold = 20;
constexpr int kRemovalPasses = 3;  // a file system may skip names while others are removed

/// Takes the flags away that forbid removal; true where there were any.
bool take_flags_away(int fd) {
  int flags = 0;
  if (::ioctl(fd, FS_IOC_GETFLAGS, &flags) != 0 || !(flags & (FS_IMMUTABLE_FL | FS_APPEND_FL))) return false;
  flags &= ~(FS_IMMUTABLE_FL | FS_APPEND_FL);
  return ::ioctl(fd, FS_IOC_SETFLAGS, &flags) == 0;
}

/// A bind mount has the device of the file system around it, so devices alone do not tell.
bool is_mount_point(int fd) {
  struct statx info{};
  if (::statx(fd, "", AT_EMPTY_PATH, STATX_TYPE, &info) != 0) return false;
  return (info.stx_attributes_mask & STATX_ATTR_MOUNT_ROOT) && (info.stx_attributes & STATX_ATTR_MOUNT_ROOT);
}

class TreeRemoval {
 public:
  TreeRemoval(HeldFd root, const std::string& keep, std::vector<std::string>& left) : way_(std::move(root)), keep_(keep), left_(left) {}

  bool run() {
    struct stat info;
    if (::fstat(way_.fd(), &info) != 0) return tell("", errno), false;
    device_ = info.st_dev;
    take_in("");
    while (true) {
      Level& level = levels_.back();
      if (!level.folders.empty()) {
        std::string name = std::move(level.folders.back());
        level.folders.pop_back();
        go_into(name);
      } else if (more_passes()) remove_files();
      else if (way_.depth() == 0) break;
      else if (!finish_folder()) return false;
    }
    return clean_;
  }

 private:
  struct Level {
    std::string name;                  ///< in the folder above
    std::size_t path_size;             ///< of the folder above
    std::vector<std::string> folders;  ///< still to be removed
    int passes;
    bool failed;                       ///< something in it stays, and was told
  };

  void go_into(const std::string& name) {
    // Folders of a restored tree may forbid even their owner to look in.
    if (!way_.enter(name.c_str())) {
      if (errno == EACCES && ::fchmodat(way_.fd(), name.c_str(), 0700, 0) == 0 && way_.enter(name.c_str())) return entered(name);
      if (errno != ENOENT) keep_here(name, errno);
      return;
    }
    entered(name);
  }

  void entered(const std::string& name) {
    struct stat info;
    bool ours = ::fstat(way_.fd(), &info) == 0 && info.st_dev == device_ && !is_mount_point(way_.fd());
    if (!ours) {
      way_.leave();
      return keep_here(name, EXDEV);
    }
    take_flags_away(way_.fd());
    if ((info.st_mode & 0700) != 0700) ::fchmod(way_.fd(), 0700);
    take_in(name);
  }

  void take_in(const std::string& name) {
    levels_.push_back({name, path_.size(), {}, 0, false});
    if (!name.empty()) path_ += (path_.empty() ? "" : "/") + name;
    remove_files();
  }

  /// Everything in the current folder that is no folder; those are noted.
  void remove_files() {
    ++levels_.back().passes;
    ::lseek(way_.fd(), 0, SEEK_SET);
    int error = for_each_name(way_.fd(), [&](const char* name, unsigned char type) {
      if (way_.depth() == 0 && keep_ == name) return true;
      if (type == DT_DIR || !unlinked(name)) levels_.back().folders.emplace_back(name);
      return true;
    });
    if (error) keep_here(".", error);
  }

  /// False where it is a folder.
  bool unlinked(const char* name) {
    if (::unlinkat(way_.fd(), name, 0) == 0 || errno == ENOENT) return true;
    if (errno == EISDIR) return false;
    int error = errno;
    struct stat info;
    if (::fstatat(way_.fd(), name, &info, AT_SYMLINK_NOFOLLOW) != 0) return keep_here(name, error), true;
    if (S_ISDIR(info.st_mode)) return false;
    HeldFd file;
    if (S_ISREG(info.st_mode) && info.st_nlink == 1) file = open_regular(way_.fd(), name);
    if (file && take_flags_away(file.fd()) && ::unlinkat(way_.fd(), name, 0) == 0) return true;
    keep_here(name, error);
    return true;
  }

  /// Goes back to the folder above and removes the one left; false where no way leads back.
  bool finish_folder() {
    Level level = std::move(levels_.back());
    levels_.pop_back();
    if (!way_.leave()) return tell(path_, ESTALE), false;
    path_.resize(level.path_size);
    if (level.failed) levels_.back().failed = true;
    else if (::unlinkat(way_.fd(), level.name.c_str(), AT_REMOVEDIR) != 0 && errno != ENOENT) keep_here(level.name, errno);
    return true;
  }

  bool more_passes() {
    if (levels_.back().passes >= kRemovalPasses || levels_.back().failed) return false;
    bool any = false;
    ::lseek(way_.fd(), 0, SEEK_SET);
    for_each_name(way_.fd(), [&](const char* name, unsigned char) { return !(any = way_.depth() > 0 || keep_ != name); });
    return any;
  }

  void keep_here(const std::string& name, int error) {
    levels_.back().failed = true;
    tell(path_.empty() ? name : path_ + "/" + name, error);
  }

  void tell(const std::string& path, int error) {
    clean_ = false;
    std::string why = error == EXDEV ? "another file system is mounted there" : std::generic_category().message(error);
    if (error == EPERM) why += " (an immutable flag? see lsattr)";
    if (left_.size() < kMostLeftTold) left_.push_back(shown_path(path) + ": " + why);
  }

  FolderStack way_;
  const std::string& keep_;
  std::vector<std::string>& left_;
  std::vector<Level> levels_;
  std::string path_;
  dev_t device_ = 0;
  bool clean_ = true;
};

}  // namespace

bool remove_contents(HeldFd folder, const std::string& keep, std::vector<std::string>& left) { return TreeRemoval(std::move(folder), keep, left).run(); }

}  // namespace outdesk
