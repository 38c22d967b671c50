#include "access/tree_walk.hpp"

#include <linux/magic.h>
#include <sys/resource.h>
#include <sys/vfs.h>

#include <cerrno>
#include <chrono>
#include <thread>
#include <utility>

#include "base/error.hpp"
#include "base/threads.hpp"

namespace outdesk {

namespace {

constexpr long kFilesForOthers = 128, kMostOpenFiles = 60000;
constexpr std::uint32_t kXfsMagic = 0x58465342;

/// True where a folder with two links surely has no subfolders: reading its entries can be left out.
bool counts_subfolders(int fd) {
  struct statfs system;
  if (::fstatfs(fd, &system) != 0) return false;
  auto kind = static_cast<std::uint32_t>(system.f_type);
  return kind == EXT4_SUPER_MAGIC || kind == kXfsMagic || kind == TMPFS_MAGIC;
}

/// Raises the process's own limit on open files as far as it may go, while the object lives.
class MoreOpenFiles {
 public:
  MoreOpenFiles() {
    if (::getrlimit(RLIMIT_NOFILE, &before_) != 0) before_ = {256, 256};
    now_ = before_;
    now_.rlim_cur = std::min<rlim_t>(before_.rlim_max, kMostOpenFiles);
    if (now_.rlim_cur <= before_.rlim_cur || ::setrlimit(RLIMIT_NOFILE, &now_) != 0) now_ = before_;
  }
  ~MoreOpenFiles() {
    if (now_.rlim_cur != before_.rlim_cur) ::setrlimit(RLIMIT_NOFILE, &before_);
  }
  long usable() const {
    return std::max(8l, static_cast<long>(std::min<rlim_t>(now_.rlim_cur, kMostOpenFiles)) - kFilesForOthers);
  }

 private:
  rlimit before_{}, now_{};
};

}  // namespace

class TreeWalk::Worker {
 public:
  Worker(TreeWalk& walk, WalkShare& share) : walk_(walk), share_(share) {}

  void run() {
    try {
      for (stack_ = walk_.more_work(); !stack_.empty(); stack_ = walk_.more_work()) work_off();
    } catch (...) {
      walk_.stop(std::current_exception());
    }
  }

  /// Takes in the root, and leaves its subfolders to whoever comes.
  void begin(OpenFile root, const struct stat& info) {
    enter(std::move(root), info, WalkTask());
    if (!stack_.empty()) walk_.give_away(std::move(stack_));
  }

 private:
  /// Takes in an open folder, and puts its subfolders on the stack.
  void enter(OpenFile file, const struct stat& info, const WalkTask& task) {
    Unread unread = read_descriptor(file.fd(), info, walk_.options_.samba, bytes_);
    if (info.st_dev != walk_.device_) unread = Unread::other_device;
    std::uint32_t descriptor = unread == Unread::failed ? kNone : share_.descriptors.id_of(bytes_);
    std::size_t place = share_.found.size();
    std::uint32_t id = record(task, descriptor, unread);
    bool leaf = walk_.counts_subfolders_ && info.st_nlink == 2;
    if (unread != Unread::no || leaf) return;
    if (!open_up(std::move(file), info, task, id)) share_.found[place].unread = Unread::failed;
  }

  void work_off() {
    while (!stack_.empty()) {
      if (walk_.waiting_.load(std::memory_order_relaxed) > 0 && stack_.size() > 1) share_stack();
      WalkTask task = std::move(stack_.back());
      stack_.pop_back();
      take(task);
    }
  }

  void share_stack() {
    auto half = stack_.begin() + static_cast<std::ptrdiff_t>(stack_.size() / 2);
    std::vector<WalkTask> given(std::make_move_iterator(stack_.begin()), std::make_move_iterator(half));
    stack_.erase(stack_.begin(), half);
    walk_.give_away(std::move(given));
  }

  void take(const WalkTask& task) {
    if (task.depth > kDeepest) { record(task, kNone, Unread::too_deep); return; }
    OpenFile file = open(task);
    struct stat info;
    if (file && ::fstat(file.fd(), &info) == 0) return enter(std::move(file), info, task);
    switch (errno) {
      case ENOENT: case ENOTDIR: case ELOOP: case ESTALE: ++share_.vanished; break;
      case EACCES: case EPERM: record(task, kNone, Unread::refused); break;
      default: record(task, kNone, Unread::failed);
    }
  }

  OpenFile open(const WalkTask& task) {
    const HeldFolder& parent = *task.parent;
    if (parent.file) return open_folder(parent.file.fd(), task.name.c_str());
    if (found_again_for_ != task.parent) {
      found_again_ = find_again(parent);
      found_again_for_ = found_again_ ? task.parent : nullptr;
    }
    return found_again_ ? open_folder(found_again_.fd(), task.name.c_str()) : OpenFile();
  }

  /// Opens a folder anew by the names from the nearest open one above; ENOENT where another thing
  /// stands there by now.
  static OpenFile find_again(const HeldFolder& folder) {
    std::vector<const HeldFolder*> way;
    const HeldFolder* above = &folder;
    for (; !above->file; above = above->parent.get()) way.push_back(above);
    OpenFile here;
    int fd = above->file.fd();
    for (; !way.empty(); way.pop_back()) {
      OpenFile next = open_folder(fd, way.back()->name.c_str());
      struct stat info;
      if (!next || ::fstat(next.fd(), &info) != 0) return OpenFile();
      if (info.st_dev != way.back()->device || info.st_ino != way.back()->inode) return errno = ENOENT, OpenFile();
      here = std::move(next);
      fd = here.fd();
    }
    return here;
  }

  std::uint32_t record(const WalkTask& task, std::uint32_t descriptor, Unread unread) {
    std::uint32_t id = walk_.next_id_.fetch_add(1, std::memory_order_relaxed);
    share_.found.push_back({id, task.parent_id, descriptor, static_cast<std::uint32_t>(share_.names.size()),
                            static_cast<std::uint32_t>(task.name.size()), unread});
    share_.names += task.name;
    return id;
  }

  bool open_up(OpenFile file, const struct stat& info, const WalkTask& task, std::uint32_t id) {
    std::shared_ptr<HeldFolder> held;
    bool read = for_each_subfolder(file.fd(), [&](const char* name) {
      if (!held) held = std::make_shared<HeldFolder>();
      stack_.push_back({held, name, id, task.depth + 1});
    });
    if (held) hold(*held, std::move(file), info, task);
    return read;
  }

  void hold(HeldFolder& held, OpenFile file, const struct stat& info, const WalkTask& task) {
    held.name = task.name;
    held.device = info.st_dev;
    held.inode = info.st_ino;
    if (task.parent && walk_.open_files_.load(std::memory_order_relaxed) >= walk_.most_open_files_) {
      held.parent = task.parent;
      return;
    }
    held.file = std::move(file);
    held.open_files = &walk_.open_files_;
    ++walk_.open_files_;
  }

  TreeWalk& walk_;
  WalkShare& share_;
  std::vector<WalkTask> stack_;
  std::string bytes_;
  OpenFile found_again_;
  std::shared_ptr<HeldFolder> found_again_for_;
};

TreeWalk::TreeWalk(const ScanOptions& options) : options_(options), threads_(std::max(1u, options.threads)) {}

std::vector<WalkTask> TreeWalk::more_work() {
  std::unique_lock lock(mutex_);
  if (++waiting_ == threads_ && offered_.empty()) {
    done_ = true;
    work_there_.notify_all();
  }
  work_there_.wait(lock, [this] { return done_ || !offered_.empty(); });
  --waiting_;
  if (done_) {
    if (++finished_ == threads_) all_done_.notify_all();
    return {};
  }
  std::vector<WalkTask> tasks = std::move(offered_.back());
  offered_.pop_back();
  return tasks;
}

void TreeWalk::give_away(std::vector<WalkTask> tasks) {
  std::lock_guard lock(mutex_);
  offered_.push_back(std::move(tasks));
  work_there_.notify_one();
}

void TreeWalk::stop(std::exception_ptr why) {
  std::lock_guard lock(mutex_);
  if (!failure_) failure_ = std::move(why);
  done_ = true;
  offered_.clear();
  ++finished_;
  work_there_.notify_all();
  all_done_.notify_all();
}

std::vector<WalkShare> TreeWalk::run(OpenFile root) {
  MoreOpenFiles more_open_files;
  most_open_files_ = more_open_files.usable();
  struct stat info;
  if (::fstat(root.fd(), &info) != 0) throw MissingSource("the folder cannot be read");
  device_ = info.st_dev;
  counts_subfolders_ = counts_subfolders(root.fd());
  std::vector<WalkShare> shares(threads_);
  Worker(*this, shares[0]).begin(std::move(root), info);
  std::vector<std::thread> threads;
  {
    std::lock_guard lock(mutex_);  // nobody finds out that all wait before it is known how many there are
    threads = start_threads(threads_, [this, &shares](unsigned i) { Worker(*this, shares[i]).run(); });
    threads_ = std::max(1u, static_cast<unsigned>(threads.size()));
  }
  if (threads.empty()) Worker(*this, shares[0]).run();
  watch();
  for (std::thread& thread : threads) thread.join();
  if (failure_) std::rethrow_exception(failure_);
  return shares;
}

void TreeWalk::watch() {
  std::unique_lock lock(mutex_);
  while (finished_ < threads_) {
    all_done_.wait_for(lock, std::chrono::milliseconds(200));
    if (!options_.progress || finished_ == threads_) continue;
    lock.unlock();
    options_.progress(next_id_);
    lock.lock();
  }
}

}  // namespace outdesk
