// Folders of snapshots as lines of a matrix: paths as shown, and which of them are wanted.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "access/snapshot.hpp"

namespace outdesk {

/// Folders of one snapshot as people see them.
struct ShownFolders {
  std::vector<std::string> titles, paths;  ///< of each folder
  std::vector<std::uint32_t> depths;
};

/// A path as people read it.  That of Windows is storable text since it was read, and its backslashes stay single.
std::string printable_path(std::string_view path, System system);

/// A path or name as a key: Windows takes either slash, and no notice of case.
std::string comparable_path(std::string path, System system);

/// What the trees are called: the last part of each root, or the whole where two share it.  Printable.
std::vector<std::string> tree_labels(const std::vector<Snapshot>& snapshots);

ShownFolders shown_folders(const Snapshot& snapshot, const std::string& label);

/// One tree's part of a selection: [from, to) of its folders.
struct Selected {
  std::size_t from = 0, to = 0;
};

/// The folder that is `path` as shown, or absolute, with all below it; empty where it is not in this tree.
std::optional<Selected> select_below(const Snapshot& snapshot, const ShownFolders& shown, const std::string& path);

}  // namespace outdesk
