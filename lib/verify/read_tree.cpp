#include "verify/read_tree.hpp"

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>

#include <algorithm>
#include <cerrno>
#include <thread>

#include "base/interrupt.hpp"
#include "base/threads.hpp"
#include "verify/folder_stack.hpp"
#include "verify/tree_entry_xattrs.hpp"
#include "verify/tree_visit.hpp"

namespace outdesk {

namespace {

constexpr std::size_t kItemsInBatch = 4096, kLongestTreePath = 65536;
constexpr unsigned kMostHashThreads = 32;

/// Threads that end before the object does, whatever happens.
class TreeThreads {
 public:
  TreeThreads(TreeVisit& visit, TreeBatches& batches, unsigned wanted) : batches_(batches) {
    wanted = std::clamp(wanted, 1u, kMostHashThreads);
    while (workers_.size() < wanted) workers_.push_back(std::make_unique<TreeWorker>(visit, batches));
    threads_ = start_threads(wanted, [this](unsigned i) { workers_[i]->run(); });
    if (threads_.empty()) throw std::bad_alloc();
  }
  TreeThreads(const TreeThreads&) = delete;
  ~TreeThreads() { end(); }
  unsigned count() const { return static_cast<unsigned>(threads_.size()); }

 private:
  void end() {
    batches_.stop();
    for (std::thread& thread : threads_) thread.join();
  }
  TreeBatches& batches_;
  std::vector<std::unique_ptr<TreeWorker>> workers_;
  std::vector<std::thread> threads_;
};

/// Goes through the folders on the calling thread, depth first; everything else is laid down for the threads.
class FolderWalk {
 public:
  FolderWalk(TreeVisit& visit, TreeBatches& batches, std::int64_t max_entries) : visit_(visit), batches_(batches), left_(max_entries) {}

  void run(HeldFd root) {
    FolderStack stack(std::move(root));
    stack_ = &stack;
    enter();
    while (!levels_.empty()) {
      stop_where_asked();
      Level& level = levels_.back();
      if (level.subfolders.empty()) leave();
      else go_down(next_of(level.subfolders));
    }
  }

 private:
  struct Level {
    std::size_t path_size;   ///< of path_, with "/" behind
    std::string subfolders;  ///< names still to be gone into, each with a NUL behind
  };

  static std::string next_of(std::string& names) {
    std::size_t end = names.size() - 1, from = names.rfind('\0', end - 1);
    from = end && from != names.npos ? from + 1 : 0;
    std::string name = names.substr(from, end - from);
    names.resize(from);
    return name;
  }

  void leave() {
    levels_.pop_back();
    if (levels_.empty()) return;
    path_.resize(levels_.back().path_size);
    if (stack_->leave()) return;
    // Moved while we were below: no way leads back, so what still waits above is out of reach.
    for (; !levels_.empty(); levels_.pop_back()) {
      path_.resize(levels_.back().path_size);
      while (!levels_.back().subfolders.empty())
        visit_.unread(path_ + next_of(levels_.back().subfolders), {TreeProblem::Kind::changing, "a folder above it was moved while the tree was read"});
    }
  }

  void go_down(const std::string& name) {
    if (path_.size() + name.size() > kLongestTreePath) return visit_.unread(path_ + name, {TreeProblem::Kind::too_much, "it lies too deep"});
    if (stack_->enter(name.c_str())) {
      path_ += name + "/";
      return enter();
    }
    int error = errno;
    struct stat info;
    bool there = ::fstatat(stack_->fd(), name.c_str(), &info, AT_SYMLINK_NOFOLLOW) == 0;
    bool still = there && S_ISDIR(info.st_mode);
    visit_.unread(path_ + name, still ? problem_of_errno(error) : problem_of_opening(ENOTDIR));
    if (still) visit_.take(tree_entry_of(path_ + name, info));
  }

  /// Takes in the current folder, and what lies in it.
  void enter() {
    std::string path = path_.empty() ? "" : path_.substr(0, path_.size() - 1);
    levels_.push_back({path_.size(), {}});
    struct stat info;
    if (::fstat(stack_->fd(), &info) != 0) return visit_.unread(path, problem_of_errno(errno));
    TreeEntry entry = tree_entry_of(path, info);
    if (visit_.reading().xattrs)
      if (TreeProblem problem = read_xattrs(stack_->fd(), entry.xattrs); !problem.empty()) visit_.unread(path, problem, false);
    visit_.take(std::move(entry));
    if (int error = list(); error) visit_.unread(path, problem_of_errno(error));
  }

  /// Sorts the names of the current folder into work and subfolders.  Returns 0 or errno.
  int list() {
    alignas(dirent64) char buffer[32768];
    for (;;) {
      ssize_t size = ::getdents64(stack_->fd(), buffer, sizeof buffer);
      int error = size < 0 ? errno : 0;
      for (ssize_t at = 0; at < size;) {
        auto* found = reinterpret_cast<const dirent64*>(buffer + at);
        at += found->d_reclen;
        std::string_view name(found->d_name);
        if (name != "." && name != ".." && !note(name, *found)) return lay_down(), 0;
      }
      if (size > 0) continue;
      lay_down();
      return error;
    }
  }

  /// False where the tree has too many entries.
  bool note(std::string_view name, const dirent64& found) {
    if (left_-- <= 0) {
      if (left_ == -1) visit_.unread("", {TreeProblem::Kind::too_much, "the tree has more entries than may be read"});
      return false;
    }
    unsigned char type = found.d_type;
    struct stat info;
    // Where the file system does not tell types, folders must be told from the rest here.
    if (type == DT_UNKNOWN && ::fstatat(stack_->fd(), found.d_name, &info, AT_SYMLINK_NOFOLLOW) == 0 && S_ISDIR(info.st_mode)) type = DT_DIR;
    if (type == DT_DIR) {
      levels_.back().subfolders.append(name).push_back('\0');
      return true;
    }
    if (!batch_) batch_ = std::make_unique<TreeBatch>();
    batch_->items.push_back({found.d_ino, static_cast<std::uint32_t>(batch_->names.size()), type});
    batch_->names.append(name).push_back('\0');
    if (batch_->items.size() == kItemsInBatch) lay_down();
    return true;
  }

  void lay_down() {
    if (!batch_) return;
    // In the order of inodes, which on a disk that turns is nearly that of places.
    std::sort(batch_->items.begin(), batch_->items.end(), [](const auto& a, const auto& b) { return a.inode < b.inode; });
    batch_->path = path_;
    batch_->folder = HeldFd(::fcntl(stack_->fd(), F_DUPFD_CLOEXEC, 3));
    auto batch = std::move(batch_);
    if (batch->folder) batches_.add(std::move(batch));
    else visit_.unread(path_.substr(0, path_.empty() ? 0 : path_.size() - 1), problem_of_errno(errno));
  }

  TreeVisit& visit_;
  TreeBatches& batches_;
  std::int64_t left_;
  FolderStack* stack_ = nullptr;
  std::string path_;
  std::vector<Level> levels_;
  std::unique_ptr<TreeBatch> batch_;
};

HeldFd open_tree_root(const std::string& root, TreeProblem& problem) {
  HeldFd folder = open_subfolder(AT_FDCWD, root.c_str());
  if (folder) return folder;
  problem = problem_of_errno(errno);
  if (problem.kind == TreeProblem::Kind::changing) problem.kind = TreeProblem::Kind::other;  // there is no such place
  struct stat info;
  bool other = ::lstat(root.c_str(), &info) == 0 && !S_ISDIR(info.st_mode);
  if (other) problem.words = S_ISLNK(info.st_mode) ? "it is a symbolic link, not a folder" : "it is not a folder";
  return folder;
}

}  // namespace

std::vector<TreeUnread> read_tree(const std::string& root, const TreeReading& reading, const VerifyDesk& desk,
                                  const std::function<void(TreeEntry&&)>& take) {
  TreeVisit visit(reading, desk, take);
  TreeProblem problem;
  HeldFd folder = open_tree_root(root, problem);
  if (!folder) {
    visit.unread("", problem);
    return visit.all_unread();
  }
  {
    TreeBatches batches;
    TreeThreads threads(visit, batches, desk.threads);
    FolderWalk(visit, batches, desk.max_entries).run(std::move(folder));
    batches.finish(threads.count());
  }
  visit.links().deliver([&](TreeEntry&& entry) {
    stop_where_asked();
    visit.take(std::move(entry));
  });
  return visit.all_unread();
}

}  // namespace outdesk
