// The restore points of plain folder trees, and what is counted of a tree without reading it.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "backup/restore_point.hpp"
#include "backup/verdict.hpp"
#include "verify/folder_place.hpp"
#include "verify/path_tally.hpp"

namespace outdesk {

/// What a walk without reading tells of a tree.
struct FolderCount {
  std::int64_t files = 0;             ///< regular files, each name one
  std::int64_t bytes = 0;             ///< of them, a file with several names once
  PathTally unread;                   ///< the tree has more than was counted
};

/// Walks an open folder.  Throws Interrupted.
FolderCount count_folder(HeldFd folder);

/// As Copy::points() does.  `configuration`: of rsnapshot, for its lock file.
std::vector<RestorePoint> folder_points(const FolderPlace& place, const std::string& configuration, CopyFindings& findings);

/// A folder that cannot be opened or listed: {structure, unknown, access-denied}, {structure, fail, page-corrupt} where the
/// disk is to blame.
void add_unopened(CopyFindings& findings, int error, const std::string& path, const std::string& point);

}  // namespace outdesk
