#include "verify/tree_links.hpp"

#include <algorithm>

namespace outdesk {

bool TreeLinks::add(const Inode& inode, TreeEntry&& entry, bool wanted) {
  std::lock_guard lock(mutex_);
  Linked& linked = files_[inode];
  linked.names.push_back(entry.path);
  if (linked.names.size() == 1) linked.entry = std::move(entry);
  if (!wanted || linked.taken_on) return false;
  return linked.taken_on = true;
}

void TreeLinks::set_sum(const Inode& inode, const Digest& sum) {
  std::lock_guard lock(mutex_);
  files_[inode].entry.sha256 = sum;
}

void TreeLinks::deliver(const std::function<void(TreeEntry&&)>& take) {
  for (; !files_.empty(); files_.erase(files_.begin())) {
    Linked& linked = files_.begin()->second;
    std::sort(linked.names.begin(), linked.names.end());
    for (std::string& name : linked.names) {
      TreeEntry entry = linked.entry;
      entry.linked_to = &name == &linked.names.front() ? "" : linked.names.front();
      entry.path = name;
      take(std::move(entry));
    }
  }
}

}  // namespace outdesk
