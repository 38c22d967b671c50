// Removing snapshots that no report needs any more.
#pragma once

#include <set>
#include <vector>

#include "access/snapshot_store.hpp"
#include "base/zone.hpp"

namespace outdesk {

struct PruneReceipt {
  std::vector<SnapshotLine> removed;
  std::int64_t kept = 0;       ///< snapshots of the same trees that stay
  std::int64_t descriptors = 0, folders = 0, states = 0;  ///< rows that went with them
};

/// Which of `lines` may go: all taken before `before`, but for the last of each tree in each month of `zone`, which the
/// monthly report and the changes between months rest on, the last of each tree, and those of `days`, on which changes
/// were first seen that somebody decided about.
std::vector<SnapshotLine> prunable(const std::vector<SnapshotLine>& lines, Instant before, const Zone& zone, const std::set<Date>& days = {});

/// Removes them: what they alone held goes, what others hold too stays, and the chain of hashes goes on through them.
/// Runs its own transaction.
PruneReceipt prune_snapshots(Db& db, const std::vector<SnapshotLine>& victims, Instant now, const std::string& by);

}  // namespace outdesk
