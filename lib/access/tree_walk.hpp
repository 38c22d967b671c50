// The walk itself: several threads that share a heap of folders still to be opened.
#pragma once

#include <sys/stat.h>

#include <atomic>
#include <condition_variable>
#include <exception>
#include <memory>
#include <mutex>
#include <vector>

#include "access/read_folder.hpp"
#include "access/scan_tree.hpp"

namespace outdesk {

/// A folder whose subfolders are still to be opened relative to it.  Where too many files are open its
/// own is closed, and it is found again by its name from the nearest open folder above.
struct HeldFolder {
  OpenFile file;
  std::atomic<long>* open_files = nullptr;  ///< counts `file`
  std::shared_ptr<HeldFolder> parent;       ///< only where `file` is closed
  std::string name;
  dev_t device = 0;
  ino_t inode = 0;

  HeldFolder() = default;
  HeldFolder(const HeldFolder&) = delete;
  ~HeldFolder() { if (open_files) --*open_files; }
};

/// A folder still to be opened.
struct WalkTask {
  std::shared_ptr<HeldFolder> parent;
  std::string name;
  std::uint32_t parent_id = kNone, depth = 0;
};

/// What one thread found.
struct WalkShare {
  struct Found {
    std::uint32_t id, parent, descriptor, name_at, name_size;
    Unread unread;
  };
  std::vector<Found> found;
  std::string names;
  Interner descriptors;
  std::uint64_t vanished = 0;
};

class TreeWalk {
 public:
  explicit TreeWalk(const ScanOptions& options);
  /// Walks everything; returns one share a thread.  Ids run from 0 (the root); a parent's is lower.
  std::vector<WalkShare> run(OpenFile root);

 private:
  class Worker;
  /// Tasks for a worker that has none; empty where all is done.
  std::vector<WalkTask> more_work();
  void give_away(std::vector<WalkTask> tasks);
  void stop(std::exception_ptr why);
  /// Waits for the end, and tells how far the walk is meanwhile.
  void watch();

  const ScanOptions& options_;
  unsigned threads_, finished_ = 0;
  dev_t device_ = 0;
  bool counts_subfolders_ = false;  ///< the file system's link counts tell whether a folder has subfolders
  std::atomic<std::uint32_t> next_id_{0};
  std::atomic<unsigned> waiting_{0};
  std::atomic<long> open_files_{0};
  long most_open_files_ = 0;

  std::mutex mutex_;
  std::condition_variable work_there_, all_done_;
  std::vector<std::vector<WalkTask>> offered_;
  bool done_ = false;
  std::exception_ptr failure_;
};

}  // namespace outdesk
