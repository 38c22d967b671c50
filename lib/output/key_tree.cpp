#include "output/key_tree.hpp"

#include <stdexcept>

#include "base/text.hpp"

namespace outdesk {

KeyTree& KeyTree::member(const std::string& wanted) {
  for (KeyTree& known : members)
    if (known.name == wanted) return known;
  members.push_back({wanted, {}, {}, false});
  return members.back();
}

void KeyTree::add(const Key& path, std::size_t leaf, bool sharing) {
  if (path.empty()) return;
  KeyTree* at = this;
  for (const std::string& step : path) {
    at = &at->member(step);
    if (&step != &path.back() && !at->leaves.empty())
      throw std::logic_error("the key '" + join(path, ".") + "' runs through a value");
  }
  if (!at->members.empty() || (!at->leaves.empty() && !(sharing && at->shared)))
    throw std::logic_error("the key '" + join(path, ".") + "' is given twice");
  at->shared = sharing;
  at->leaves.push_back(leaf);
}

KeyTree tree_of(const std::vector<Column>& columns) {
  KeyTree tree;
  for (std::size_t i = 0; i < columns.size(); ++i) tree.add(columns[i].key, i);
  return tree;
}

}  // namespace outdesk
