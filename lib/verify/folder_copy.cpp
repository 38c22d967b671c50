// Copies that lie as plain folder trees: kinds dir and rsnapshot.
#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <system_error>

#include "base/text.hpp"
#include "verify/copy_tree.hpp"
#include "verify/folder_content.hpp"
#include "verify/folder_place.hpp"
#include "verify/folder_points.hpp"
#include "verify/folder_walk.hpp"
#include "verify/path_tally.hpp"
#include "verify/shown_path.hpp"

namespace outdesk {

namespace {

/// Looks at everything without reading contents.
class FolderStructure : public FolderVisitor {
 public:
  bool enter(const std::string&, const struct stat&, int) override { return true; }
  void entry(const std::string& path, const struct stat& info, int parent, const char* name) override {
    if (S_ISREG(info.st_mode) && ::geteuid() != 0 && ::faccessat(parent, name, R_OK, AT_EACCESS | AT_SYMLINK_NOFOLLOW) != 0 && errno != ENOENT)
      unread(path, errno);
  }
  void unread(const std::string& path, int error) override {
    (disk_is_damaged(error) ? damaged_ : denied_).add(path, std::generic_category().message(error));
  }

  void report(const std::string& point, CopyFindings& findings) const {
    if (damaged_)
      findings.add(CheckLevel::structure, Verdict::fail, Fault::page_corrupt, damaged_.told("cannot be read: the disk or its file system is damaged"),
                   point);
    if (denied_)
      findings.add(CheckLevel::structure, Verdict::unknown, Fault::access_denied, denied_.told("cannot be read by us: run as a user who may"), point);
  }

 private:
  PathTally damaged_, denied_;
};

/// Paths of regular files.
class FolderNames : public FolderVisitor {
 public:
  explicit FolderNames(std::int64_t most) : most_(most) {}
  bool enter(const std::string&, const struct stat&, int) override { return true; }
  void entry(const std::string& path, const struct stat& info, int, const char*) override {
    if (S_ISREG(info.st_mode)) names.push_back(path);
  }
  void unread(const std::string&, int) override {}  // a fault of the structure, and told there
  bool enough() const override { return static_cast<std::int64_t>(names.size()) >= most_; }
  std::vector<std::string> names;

 private:
  std::int64_t most_;
};

/// Which files a tree has, by their inodes.
class FolderInodes : public FolderVisitor {
 public:
  bool enter(const std::string&, const struct stat&, int) override { return true; }
  void entry(const std::string&, const struct stat& info, int, const char*) override {
    if (S_ISREG(info.st_mode)) inodes.emplace_back(info.st_dev, info.st_ino);
  }
  void unread(const std::string&, int) override { complete = false; }
  std::vector<std::pair<dev_t, ino_t>> inodes;
  bool complete = true;
};

class FolderCopy : public Copy {
 public:
  FolderCopy(const BackupJob& job, const VerifyDesk& desk) : place_(job), desk_(desk) {
    if (auto found = job.select.find("config"); found != job.select.end()) configuration_ = found->second;
    keeps_.owner = ::geteuid() == 0;
  }

  std::vector<RestorePoint> points(CopyFindings& findings) override { return folder_points(place_, configuration_, findings); }

  void check_structure(const RestorePoint& point, CopyFindings& findings) override {
    FolderStructure structure;
    if (!walk(point, structure, CheckLevel::structure, findings)) return;
    structure.report(point.id, findings);
  }

  HashCover check_content(const RestorePoint& point, const CopyPart& part, const TreeManifest* manifest, CopyFindings& findings) override {
    HeldFd tree = open(point, CheckLevel::hash, findings);
    return tree ? read_folder_content(place_, point, std::move(tree), part, manifest, desk_, sums_, findings) : HashCover();
  }

  std::vector<std::string> entries(const RestorePoint& point, CopyFindings& findings) override {
    FolderNames names(desk_.max_entries);
    if (!walk(point, names, CheckLevel::structure, findings)) return {};
    std::sort(names.names.begin(), names.names.end());
    return std::move(names.names);
  }

  std::optional<std::int64_t> restore_size(const RestorePoint& point, CopyFindings& findings) override {
    HeldFd tree = open(point, CheckLevel::restore, findings);
    return tree ? std::optional(count_folder(std::move(tree)).bytes) : std::nullopt;
  }

  Restored restore(const RestorePoint& point, const RestoreOrder& order, CopyFindings& findings) override {
    Restored restored;
    HeldFd tree = open(point, CheckLevel::restore, findings);
    if (!tree) return restored;
    TreeCopied copied = copy_tree(std::move(tree), order, desk_, point.id, findings);
    restored.done = copied.done;
    restored.root = order.target;
    restored.files = copied.files;
    restored.bytes = copied.bytes;
    // What cannot be made here is no fault of the copy; owners and attributes are compared at level hash, where it lies.
    keeps_.specials = keeps_.specials && copied.left_out == 0;
    keeps_.xattrs = keeps_.xattrs && copied.attributes_lost == 0;
    keeps_.owner = keeps_.owner && copied.owners_lost == 0;
    auto tell = [&](std::int64_t count, const char* what) {
      if (count > 0) restored.log_tail += std::to_string(count) + what;
    };
    tell(copied.left_out, " devices or sockets were not made\n");
    tell(copied.attributes_lost, " files or folders have attributes that cannot be set here\n");
    tell(copied.owners_lost, " files or folders have an owner that cannot be set here\n");
    return restored;
  }

  std::optional<double> changed_share(const RestorePoint& older, const RestorePoint& newer) override {
    if (!place_.has_many()) return {};
    CopyFindings unused;
    FolderInodes before, after;
    if (!walk(older, before, CheckLevel::freshness, unused) || !walk(newer, after, CheckLevel::freshness, unused) || !before.complete ||
        !after.complete)
      return {};
    if (before.inodes.empty() || after.inodes.empty()) return {};
    std::sort(before.inodes.begin(), before.inodes.end());
    auto changed = std::count_if(after.inodes.begin(), after.inodes.end(),
                                 [&](const auto& inode) { return !std::binary_search(before.inodes.begin(), before.inodes.end(), inode); });
    bool nothing_shared = changed == static_cast<std::ptrdiff_t>(after.inodes.size());
    if (nothing_shared && !place_.is_rsnapshot()) return {};  // copies that do not share files at all tell nothing
    return static_cast<double>(changed) / static_cast<double>(after.inodes.size());
  }

  Keeps keeps() const override { return keeps_; }

 private:
  /// A folder that is gone since it was listed was rotated away: nothing is known of it.
  HeldFd open(const RestorePoint& point, CheckLevel level, CopyFindings& findings) const {
    HeldFd tree = place_.open_point(point);
    if (tree) return tree;
    int error = errno;
    std::string what = shown_path(place_.where()) + (place_.inner().empty() ? "" : ", " + shown_path(place_.inner()) + " in it,");
    std::string why = " cannot be opened (" + std::generic_category().message(error) + ")";
    bool gone = error == ENOENT || error == ENOTDIR || error == ELOOP;
    if (gone)
      findings.add(level, Verdict::unknown, Fault::locked, "the point is not there any more: it was rotated or moved meanwhile; check again",
                   point.id);
    else if (disk_is_damaged(error))
      findings.add(level, Verdict::fail, level == CheckLevel::restore ? Fault::restore_failed : Fault::page_corrupt, what + why, point.id);
    else findings.add(level, Verdict::unknown, Fault::access_denied, what + why, point.id);
    return tree;
  }

  bool walk(const RestorePoint& point, FolderVisitor& visitor, CheckLevel level, CopyFindings& findings) const {
    HeldFd tree = open(point, level, findings);
    if (!tree) return false;
    walk_folder(std::move(tree), visitor);
    return true;
  }

  FolderPlace place_;
  const VerifyDesk& desk_;
  std::string configuration_ = "/etc/rsnapshot.conf";
  Keeps keeps_;
  InodeSums sums_;
};

}  // namespace

std::unique_ptr<Copy> open_folder_copy(const BackupJob& job, const VerifyDesk& desk) { return std::make_unique<FolderCopy>(job, desk); }

}  // namespace outdesk
