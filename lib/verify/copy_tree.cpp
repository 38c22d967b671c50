#include "verify/copy_tree.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <map>
#include <system_error>
#include <unordered_set>
#include <utility>

#include "base/error.hpp"
#include "base/interrupt.hpp"
#include "base/text.hpp"
#include "verify/copy_entry.hpp"
#include "verify/folder_walk.hpp"
#include "verify/path_tally.hpp"

namespace outdesk {

namespace {

using InodeKey = std::pair<dev_t, ino_t>;

const char* last_name(const std::string& path) {
  std::size_t slash = path.rfind('/');
  return path.c_str() + (slash == path.npos ? 0 : slash + 1);
}

/// The files that are ordered, and the folders on the way to them.  Everything where nothing is.
class OrderedPaths {
 public:
  explicit OrderedPaths(const std::vector<std::string>& paths) : files_(paths.begin(), paths.end()) {
    for (std::string path : paths)
      for (std::size_t slash = path.rfind('/'); slash != path.npos && slash > 0; slash = path.rfind('/')) {
        path.resize(slash);
        if (!folders_.insert(path).second) break;
      }
  }
  bool all() const { return files_.empty(); }
  bool wants(const std::string& path) const { return all() || files_.count(path) || folders_.count(path); }
  bool wants_file(const std::string& path) const { return all() || files_.count(path); }
  bool wants_folder(const std::string& path) const { return all() || path.empty() || folders_.count(path); }
  std::int64_t files() const { return static_cast<std::int64_t>(files_.size()); }

 private:
  std::unordered_set<std::string> files_, folders_;
};

/// First walk: which files have several names among those that are wanted.
class LinkFinder : public FolderVisitor {
 public:
  explicit LinkFinder(const OrderedPaths& ordered) : ordered_(ordered) {}
  bool wants(const std::string& path) override { return ordered_.wants(path); }
  bool enter(const std::string& path, const struct stat&, int) override { return ordered_.wants_folder(path); }
  void entry(const std::string& path, const struct stat& info, int, const char*) override {
    if (S_ISREG(info.st_mode) && info.st_nlink > 1 && ordered_.wants_file(path)) seen_.emplace_back(info.st_dev, info.st_ino);
  }
  void unread(const std::string&, int) override {}  // the second walk tells

  /// Sorted.
  std::vector<InodeKey> shared() {
    std::sort(seen_.begin(), seen_.end());
    std::vector<InodeKey> shared;
    for (std::size_t i = 1; i < seen_.size(); ++i)
      if (seen_[i] == seen_[i - 1] && (shared.empty() || shared.back() != seen_[i])) shared.push_back(seen_[i]);
    seen_ = {};
    return shared;
  }

 private:
  const OrderedPaths& ordered_;
  std::vector<InodeKey> seen_;
};

class TreeCopier : public FolderVisitor {
 public:
  TreeCopier(const RestoreOrder& order, const OrderedPaths& ordered, std::vector<InodeKey> shared, const VerifyDesk& desk)
      : target_path_(order.target), ordered_(ordered), shared_(std::move(shared)), desk_(desk), root_(open_target()), target_(open_target()),
        read_([&desk](std::uint64_t bytes) { stop_where_asked(); desk.read(bytes); }), copier_(read_) {}

  bool wants(const std::string& path) override { return !over_ && ordered_.wants(path); }
  bool enough() const override { return over_; }
  void unread(const std::string& path, int error) override {
    (disk_is_damaged(error) ? unread_ : denied_).add(path, std::generic_category().message(error));
  }

  bool enter(const std::string& path, const struct stat&, int) override {
    if (path.empty()) return true;
    if (!ordered_.wants_folder(path) || !room_for(0)) return false;
    if (::mkdirat(target_.fd(), last_name(path), 0700) == 0 && target_.enter(last_name(path))) return true;
    unwritten(path, errno);
    return false;
  }

  void leave(const std::string& path, const struct stat& info, int folder) override {
    note(path, EntryCopier::properties(folder, target_.fd(), info));
    if (!path.empty() && !target_.leave()) throw WriteError("the scratch folder " + in_quotes(target_path_) + " was changed while it was written");
  }

  void entry(const std::string& path, const struct stat& info, int parent, const char* name) override {
    if (!ordered_.wants_file(path)) return;
    switch (info.st_mode & S_IFMT) {
      case S_IFREG: return file(path, info, parent, name);
      case S_IFLNK: return other(path, name, &EntryCopier::link, info, parent);
      case S_IFIFO: return other(path, name, &EntryCopier::fifo, info, parent);
      default: ++copied_.left_out;
    }
  }

  TreeCopied report(const std::string& point, CopyFindings& findings) {
    auto fault = [&](const PathTally& tally, Verdict verdict, Fault kind, const std::string& what) {
      if (tally) findings.add(CheckLevel::restore, verdict, kind, tally.told(what), point);
    };
    fault(unread_, Verdict::fail, Fault::restore_failed, "cannot be read");
    fault(denied_, Verdict::unknown, Fault::access_denied, "cannot be read by us");
    fault(changed_, Verdict::unknown, Fault::restore_failed, "changed while it was read: try again when nobody writes there");
    fault(unwritten_, Verdict::unknown, Fault::restore_failed, "cannot be made in the scratch folder");
    if (over_) findings.add(CheckLevel::restore, Verdict::fail, Fault::expansion_limit, over_why_, point);
    std::int64_t missing = ordered_.all() || over_ ? 0 : ordered_.files() - found_;
    if (missing > 0)
      findings.add(CheckLevel::restore, Verdict::fail, Fault::restore_failed,
                   std::to_string(missing) + " of the " + std::to_string(ordered_.files()) + " files that were asked for are not in the copy", point);
    copied_.done = !over_;
    return copied_;
  }

 private:
  HeldFd open_target() const {
    HeldFd target = open_subfolder(AT_FDCWD, target_path_.c_str());
    if (!target) throw WriteError("cannot write into the scratch folder " + in_quotes(target_path_) + ": " + std::generic_category().message(errno));
    return target;
  }

  /// False, and the end, where one more entry of that size is too much.
  bool room_for(std::int64_t size) {
    if (++entries_ > desk_.max_entries)
      over_why_ = "the copy has more than " + std::to_string(desk_.max_entries) + " entries; the restore was stopped there";
    else if (size > desk_.max_bytes - copied_.bytes)
      over_why_ = "the copy has more than " + std::to_string(desk_.max_bytes) + " bytes; the restore was stopped there (--max-bytes)";
    else return true;
    over_ = true;
    return false;
  }

  void file(const std::string& path, const struct stat& info, int parent, const char* name) {
    ++found_;
    InodeKey inode(info.st_dev, info.st_ino);
    bool shared = info.st_nlink > 1 && std::binary_search(shared_.begin(), shared_.end(), inode);
    auto first = shared ? first_names_.find(inode) : first_names_.end();
    if (first != first_names_.end() && linked_to(first->second, name)) {
      if (room_for(0)) ++copied_.files;
      return;
    }
    if (!room_for(info.st_size)) return;
    EntryCopied done = copier_.file(parent, target_.fd(), name, info);
    note(path, done);
    if (done.read_error || done.write_error) return;
    ++copied_.files;
    copied_.bytes += done.bytes;
    if (shared) first_names_.emplace(inode, path);
  }

  /// A second name for a file that is there already; false where that cannot be (it is then copied).
  bool linked_to(const std::string& first, const char* name) {
    std::size_t slash = first.rfind('/');
    HeldFd folder = open_folder_below(root_.fd(), slash == first.npos ? "." : first.substr(0, slash));
    return folder && ::linkat(folder.fd(), last_name(first), target_.fd(), name, 0) == 0;
  }

  void other(const std::string& path, const char* name, EntryCopied (EntryCopier::*copy)(int, int, const char*, const struct stat&),
             const struct stat& info, int parent) {
    if (!ordered_.all() || !room_for(0)) return;  // an order names regular files
    note(path, (copier_.*copy)(parent, target_.fd(), name, info));
  }

  void note(const std::string& path, const EntryCopied& done) {
    if (done.read_error) unread(path, done.read_error);
    else if (done.write_error) unwritten(path, done.write_error);
    else if (done.changed) changed_.add(path, {});
    copied_.attributes_lost += done.attributes_lost;
    copied_.owners_lost += done.owner_lost;
  }

  void unwritten(const std::string& path, int error) {
    if (error == ENOSPC || error == EDQUOT || error == EROFS || error == EIO)
      throw WriteError("cannot write into the scratch folder " + in_quotes(target_path_) + ": " + std::generic_category().message(error),
                       "make room there, or choose another place with --scratch");
    unwritten_.add(path, std::generic_category().message(error));
  }

  std::string target_path_;
  const OrderedPaths& ordered_;
  std::vector<InodeKey> shared_;
  const VerifyDesk& desk_;
  HeldFd root_;
  FolderStack target_;
  std::function<void(std::uint64_t)> read_;
  EntryCopier copier_;
  std::map<InodeKey, std::string> first_names_;
  TreeCopied copied_;
  std::int64_t entries_ = 0, found_ = 0;
  bool over_ = false;
  std::string over_why_;
  PathTally unread_, denied_, changed_, unwritten_;
};

}  // namespace

TreeCopied copy_tree(HeldFd source, const RestoreOrder& order, const VerifyDesk& desk, const std::string& point, CopyFindings& findings) {
  OrderedPaths ordered(order.paths);
  LinkFinder links(ordered);
  HeldFd again = open_subfolder(source.fd(), ".");
  if (again) walk_folder(std::move(again), links);
  TreeCopier copier(order, ordered, links.shared(), desk);
  walk_folder(std::move(source), copier);
  return copier.report(point, findings);
}

}  // namespace outdesk
