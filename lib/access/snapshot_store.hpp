// Snapshots of access rights in the store.  A snapshot costs what changed since the one before: distinct
// descriptors are kept once, folders once, and each state with the span of snapshots in which it held.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "access/snapshot.hpp"
#include "base/sha256.hpp"
#include "store/db.hpp"

namespace outdesk {

/// What keeping a snapshot came to.
struct SnapshotReceipt {
  std::int64_t snapshot = 0;
  bool first = false;    ///< of this tree
  bool already = false;  ///< the same was kept before for the same moment; nothing was written
  std::uint64_t folders = 0, unread = 0, vanished = 0;
  std::uint64_t fresh = 0, gone = 0, changed = 0;  ///< against the snapshot before
};

/// Keeps a snapshot of a client's server.  Runs its own transaction.  Throws UsageError where a later
/// one of the same tree is kept already: history is written in order.
SnapshotReceipt keep_snapshot(Db& db, std::int64_t client, const std::string& server, const Snapshot& snapshot, Instant now, const std::string& by);

/// The same for several trees of one server, all or nothing.
std::vector<SnapshotReceipt> keep_snapshots(Db& db, std::int64_t client, const std::string& server, const std::vector<Snapshot>& snapshots, Instant now, const std::string& by);

struct SnapshotLine {
  std::int64_t id = 0, tree = 0;
  std::string server, root;  ///< root: bytes as they are
  Instant taken, entered;
  std::string entered_by;
  std::int64_t folders = 0, unread = 0, vanished = 0;
};

/// All snapshots of a client (of one server where it is not empty), by server, root and time.
std::vector<SnapshotLine> list_snapshots(Db& db, std::int64_t client, const std::string& server = "");

/// Of each tree of the server the last snapshot taken at or before `as_of`.  Throws NotFound where there
/// is none, naming the nearest server that has some.
std::vector<SnapshotLine> latest_snapshots(Db& db, std::int64_t client, const std::string& server, std::optional<Instant> as_of = {});

/// Of the snapshots of a tree those that say what the one before them said, but for the time.
std::set<std::int64_t> repeated_snapshots(Db& db, std::int64_t tree);

/// The whole of a snapshot, arranged.  Throws NotFound; StoreError where what is kept is damaged.
Snapshot load_snapshot(Db& db, std::int64_t id);

/// What the hash of snapshot `id` must be after `previous`: read back from all tables that hold it.
Digest snapshot_seal(Db& db, std::int64_t id, const Digest& previous);
/// Snapshots that are no longer what was kept, in words; empty where all is well.
std::vector<std::string> snapshot_damage(Db& db);

/// Servers of the client with snapshots, by name.
std::vector<std::string> servers_with_snapshots(Db& db, std::int64_t client);

}  // namespace outdesk
