// Where values stand in nested objects: paths of names that share their beginnings.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "output/document.hpp"

namespace outdesk {

/// Objects within objects, members in the order in which they first appeared.  A leaf is a number
/// that the owner of the tree gave.
struct KeyTree {
  std::string name;
  std::vector<std::size_t> leaves;  ///< one, or several tables that share a key
  std::vector<KeyTree> members;
  bool shared = false;              ///< another leaf may join the ones that are here

  /// Adds a leaf at `path`; an empty path adds nothing.  Throws std::logic_error where one path would
  /// be both a value and an object, and where a value is already there, unless both are `sharing`.
  void add(const Key& path, std::size_t leaf, bool sharing = false);

 private:
  KeyTree& member(const std::string& wanted);
};

/// The columns of a table as an object: leaf = index of the column.  Columns without key are left out.
KeyTree tree_of(const std::vector<Column>& columns);

}  // namespace outdesk
