// Rows of a report that stand at the topmost folder: where the folder above says the same, it is counted there.
#pragma once

#include <cstddef>
#include <map>
#include <utility>
#include <vector>

namespace outdesk {

/// Folders are visited depth first.  `Key` is what two folders must have in common to be one row.
template <class Key>
class TopmostRows {
 public:
  static constexpr std::size_t kNoRow = static_cast<std::size_t>(-1);

  /// Goes on to a folder at this depth.
  void enter(std::size_t depth) {
    depth_ = depth;
    rows_.resize(depth + 1);
    rows_[depth].clear();
  }
  /// The row in which the folder above says the same; kNoRow where it does not.
  std::size_t above(const Key& key) const {
    if (depth_ == 0) return kNoRow;
    auto found = rows_[depth_ - 1].find(key);
    return found == rows_[depth_ - 1].end() ? kNoRow : found->second;
  }
  /// This folder says it in that row.
  void put(Key key, std::size_t row) { rows_[depth_].emplace(std::move(key), row); }

 private:
  std::size_t depth_ = 0;
  std::vector<std::map<Key, std::size_t>> rows_;  ///< by depth, of the folders on the way to this one
};

}  // namespace outdesk
