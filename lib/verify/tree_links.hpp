// Files with several names, until all of their names are known.
#pragma once

#include <sys/stat.h>

#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

#include "verify/tree_entry.hpp"

namespace outdesk {

/// May be used by several threads, except for deliver().
class TreeLinks {
 public:
  using Inode = std::pair<dev_t, ino_t>;

  /// Notes one name.  True where the caller is to read the contents: nobody else does, or has done.
  bool add(const Inode& inode, TreeEntry&& entry, bool wanted);
  void set_sum(const Inode& inode, const Digest& sum);
  /// Gives all of them away, each as often as it has names.
  void deliver(const std::function<void(TreeEntry&&)>& take);

 private:
  struct Linked {
    TreeEntry entry;  ///< under the first name that was seen
    std::vector<std::string> names;
    bool taken_on = false;
  };
  std::mutex mutex_;
  std::map<Inode, Linked> files_;
};

}  // namespace outdesk
