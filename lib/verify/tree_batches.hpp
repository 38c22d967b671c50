// Names of a folder that wait for a thread: filled by one thread that walks, worked off by others.
#pragma once

#include <sys/types.h>

#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <deque>
#include <exception>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "verify/folder_stack.hpp"

namespace outdesk {

/// Some entries of one folder that are not folders.
struct TreeBatch {
  struct Item {
    ino_t inode = 0;
    std::uint32_t name_at = 0;
    unsigned char type = 0;  ///< as getdents tells it, DT_UNKNOWN included
  };
  HeldFd folder;
  std::string path;   ///< of the folder, with "/" behind; "" for the root
  std::string names;  ///< each with a NUL behind
  std::vector<Item> items;
  std::size_t next = 0;
};

class TreeBatches {
 public:
  struct Work {
    std::shared_ptr<TreeBatch> batch;
    std::size_t from = 0, to = 0;  ///< of its items; the same: there is no more
  };

  /// Waits while much lies waiting.  Throws Interrupted where we are to stop, and what a worker has thrown.
  void add(std::unique_ptr<TreeBatch> batch);
  /// All is added; waits until `workers` have come to their end.  Throws as add() does.
  void finish(unsigned workers);

  // For the workers.
  Work take();
  bool stopped() const { return stopped_.load(std::memory_order_relaxed); }
  void left(std::exception_ptr why);  ///< the last call of a worker; null: it had no more to do
  void stop();

 private:
  void wait(std::unique_lock<std::mutex>& lock);
  std::mutex mutex_;
  std::condition_variable changed_, work_there_;
  std::deque<std::shared_ptr<TreeBatch>> batches_;
  std::size_t waiting_items_ = 0;
  unsigned gone_ = 0, idle_ = 0;
  bool all_added_ = false, walk_waits_ = false;
  std::atomic<bool> stopped_{false};
  std::exception_ptr failure_;
};

}  // namespace outdesk
