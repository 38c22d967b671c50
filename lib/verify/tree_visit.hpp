// What is done with each entry of a tree that is read, and what all threads share in it.
#pragma once

#include <sys/stat.h>

#include <functional>
#include <mutex>
#include <string>
#include <vector>

#include "verify/hash_file.hpp"
#include "verify/read_tree.hpp"
#include "verify/tree_batches.hpp"
#include "verify/tree_links.hpp"

namespace outdesk {

/// The caller's functions, each called once at a time.
class TreeVisit {
 public:
  TreeVisit(const TreeReading& reading, const VerifyDesk& desk, const std::function<void(TreeEntry&&)>& take)
      : reading_(reading), desk_(desk), take_(take) {}

  const TreeReading& reading() const { return reading_; }
  TreeLinks& links() { return links_; }
  void unread(const std::string& path, const TreeProblem& problem, bool below = true);
  void take(TreeEntry&& entry);
  void take_all(std::vector<TreeEntry>& entries);  ///< and empties it
  void saw_content(const TreeEntry& entry, std::string_view start);
  void read(std::uint64_t bytes);
  std::vector<TreeUnread> all_unread() { return std::move(unread_); }

 private:
  const TreeReading& reading_;
  const VerifyDesk& desk_;
  const std::function<void(TreeEntry&&)>& take_;
  TreeLinks links_;
  std::mutex taking_, reading_bytes_;
  std::vector<TreeUnread> unread_;
};

/// One thread's part: works off what the walk lays down.
class TreeWorker {
 public:
  TreeWorker(TreeVisit& visit, TreeBatches& batches) : visit_(visit), batches_(batches), hasher_(bool(visit.reading().content)) {}
  void run();

 private:
  void work_off(const TreeBatch& batch, const TreeBatch::Item& item);
  void see_file(const TreeBatch& batch, const char* name, std::string path);
  void see_other(const TreeBatch& batch, const char* name, std::string path, bool may_be_file);
  void read_contents(int fd, const struct stat& info, TreeEntry&& entry);
  bool was_read(std::size_t bytes);

  TreeVisit& visit_;
  TreeBatches& batches_;
  FileHasher hasher_;
  std::vector<TreeEntry> seen_;  ///< still to be given to the caller
  std::uint64_t untold_bytes_ = 0;
};

}  // namespace outdesk
