#include "verify/tree_visit.hpp"

#include <dirent.h>
#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <utility>

#include "verify/tree_entry_xattrs.hpp"

namespace outdesk {

namespace {

constexpr std::size_t kMostUnread = 1000;
constexpr std::uint64_t kTellBytes = 128 * 1024;

/// Opens a regular file and nothing else, without waiting.  Empty, with errno, on failure.
HeldFd open_with_stat(int folder, const char* name, struct stat& info) {
  HeldFd file = open_unnoticed(folder, name, O_NOFOLLOW);
  if (!file || ::fstat(file.fd(), &info) != 0) return HeldFd();
  if (!S_ISREG(info.st_mode)) return errno = EBADF, HeldFd();
  return file;
}

/// Empty, with errno, where the link cannot be read; the kernel has no longer ones than PATH_MAX.
std::string link_target(int folder, const char* name) {
  char target[4097];
  ssize_t size = ::readlinkat(folder, name, target, sizeof target);
  return std::string(target, size > 0 ? static_cast<std::size_t>(size) : 0);
}

}  // namespace

void TreeVisit::unread(const std::string& path, const TreeProblem& problem, bool below) {
  std::lock_guard lock(taking_);
  TreeUnread unread{path, problem.words, below, problem.kind};
  if (reading_.unread) reading_.unread(unread);
  if (unread_.size() < kMostUnread) unread_.push_back(std::move(unread));
}

void TreeVisit::take(TreeEntry&& entry) {
  std::lock_guard lock(taking_);
  take_(std::move(entry));
}

void TreeVisit::take_all(std::vector<TreeEntry>& entries) {
  if (entries.empty()) return;
  std::lock_guard lock(taking_);
  for (TreeEntry& entry : entries) take_(std::move(entry));
  entries.clear();
}

void TreeVisit::saw_content(const TreeEntry& entry, std::string_view start) {
  if (!reading_.content) return;
  std::lock_guard lock(taking_);
  reading_.content(entry, start);
}

void TreeVisit::read(std::uint64_t bytes) {
  std::lock_guard lock(reading_bytes_);
  desk_.read(bytes);
}

void TreeWorker::run() {
  std::exception_ptr failure;
  try {
    for (auto work = batches_.take(); work.from < work.to; work = batches_.take()) {
      for (std::size_t i = work.from; i < work.to && !batches_.stopped(); ++i) work_off(*work.batch, work.batch->items[i]);
      visit_.take_all(seen_);
    }
    if (untold_bytes_) visit_.read(untold_bytes_);
  } catch (...) {
    failure = std::current_exception();
  }
  batches_.left(std::move(failure));
}

void TreeWorker::work_off(const TreeBatch& batch, const TreeBatch::Item& item) {
  const char* name = batch.names.c_str() + item.name_at;
  std::string path = batch.path + name;
  if (item.type == DT_REG) see_file(batch, name, std::move(path));
  else see_other(batch, name, std::move(path), item.type == DT_UNKNOWN);
}

void TreeWorker::see_file(const TreeBatch& batch, const char* name, std::string path) {
  struct stat info;
  HeldFd file = open_with_stat(batch.folder.fd(), name, info);
  if (!file) {
    visit_.unread(path, problem_of_opening(errno));
    struct stat seen;
    bool there = ::fstatat(batch.folder.fd(), name, &seen, AT_SYMLINK_NOFOLLOW) == 0 && S_ISREG(seen.st_mode);
    if (there) seen_.push_back(tree_entry_of(std::move(path), seen));
    return;
  }
  TreeEntry entry = tree_entry_of(std::move(path), info);
  if (visit_.reading().xattrs)
    if (TreeProblem problem = read_xattrs(file.fd(), entry.xattrs); !problem.empty()) visit_.unread(entry.path, problem);
  read_contents(file.fd(), info, std::move(entry));
}

void TreeWorker::read_contents(int fd, const struct stat& info, TreeEntry&& entry) {
  const TreeReading& reading = visit_.reading();
  bool wanted = reading.hash && (!reading.wanted || reading.wanted(entry)), linked = info.st_nlink > 1;
  TreeLinks::Inode inode(info.st_dev, info.st_ino);
  if (linked) {
    TreeEntry noted = entry;
    if (!visit_.links().add(inode, std::move(noted), wanted)) return;
  } else if (!wanted) {
    return seen_.push_back(std::move(entry));
  }
  Digest sum;
  TreeProblem problem = hasher_.hash(fd, info, [this](std::size_t bytes) { return was_read(bytes); }, sum);
  if (problem.empty()) entry.sha256 = sum;
  else if (!batches_.stopped()) visit_.unread(entry.path, problem);
  if (problem.empty() && linked) visit_.links().set_sum(inode, sum);
  if (problem.empty()) visit_.saw_content(entry, hasher_.start());
  if (!linked) seen_.push_back(std::move(entry));
}

bool TreeWorker::was_read(std::size_t bytes) {
  untold_bytes_ += bytes;
  if (untold_bytes_ < kTellBytes) return true;
  visit_.read(std::exchange(untold_bytes_, 0));
  return !batches_.stopped();
}

void TreeWorker::see_other(const TreeBatch& batch, const char* name, std::string path, bool may_be_file) {
  struct stat info;
  int folder = batch.folder.fd();
  if (::fstatat(folder, name, &info, AT_SYMLINK_NOFOLLOW) != 0) return visit_.unread(path, problem_of_opening(errno));
  if (S_ISREG(info.st_mode) && may_be_file) return see_file(batch, name, std::move(path));
  if (S_ISREG(info.st_mode) || S_ISDIR(info.st_mode)) return visit_.unread(path, problem_of_opening(ENOTDIR));
  TreeEntry entry = tree_entry_of(std::move(path), info);
  if (entry.type == TreeEntry::Type::link) {
    entry.target = link_target(folder, name);
    if (entry.target.empty()) return visit_.unread(entry.path, problem_of_opening(errno == EINVAL ? ENOTDIR : errno));
  }
  if (visit_.reading().xattrs)
    if (TreeProblem problem = read_xattrs_at(folder, name, entry.xattrs); !problem.empty()) visit_.unread(entry.path, problem);
  seen_.push_back(std::move(entry));
}

}  // namespace outdesk
