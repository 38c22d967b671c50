// Writing a snapshot as what differs from the one before.
#include <algorithm>
#include <deque>

#include "access/identities_text.hpp"
#include "access/matrix_lines.hpp"
#include "access/snapshot_store.hpp"
#include "base/error.hpp"
#include "base/sha256.hpp"
#include "base/text.hpp"
#include "store/chains.hpp"
#include "store/key_length.hpp"

namespace outdesk {

namespace {

/// What the store holds of one folder now.
struct Kept {
  std::int64_t id = 0, parent = 0;  ///< parent: 0 for the root
  std::optional<std::int64_t> descriptor;
  std::int64_t unread = 0;
  std::size_t name_at = 0, name_size = 0;
  bool there = false;  ///< in the last snapshot
  bool seen = false;   ///< in the new one
};

/// The folders of one tree in the store, by id.  A snapshot asks for them in nearly the same order, so that the one asked for is
/// mostly the next one; the others are searched.
class TreeRecord {
 public:
  TreeRecord(Db& db, std::int64_t tree) : db_(db), tree_(tree) { load(); }

  /// The folder of this name below `parent` (0 for the root), made where it was never seen before.
  Kept& at(std::int64_t parent, std::string_view name) {
    if (next_ < folders_.size() && folders_[next_].parent == parent && name_of(next_) == name) return folders_[next_++];
    if (std::size_t found = search(parent, name); found < folders_.size()) {
      next_ = found + 1;
      return folders_[found];
    }
    std::int64_t id = db_.insert("INSERT INTO access_folder (tree, parent, name) VALUES ($1, $2, $3) RETURNING id", tree_,
                                 parent ? std::optional<std::int64_t>(parent) : std::nullopt, Blob{name});
    return made_ = Kept{id, parent, {}, 0, 0, 0, false, false};
  }

  /// Calls `visit` with each folder that was there before.
  template <class Visit>
  void for_each(Visit visit) {
    for (Kept& kept : folders_) visit(kept);
  }

 private:
  std::string_view name_of(std::size_t i) const { return std::string_view(names_).substr(folders_[i].name_at, folders_[i].name_size); }

  bool before(std::size_t i, std::int64_t parent, std::string_view name) const {
    return folders_[i].parent != parent ? folders_[i].parent < parent : name_of(i) < name;
  }

  std::size_t search(std::int64_t parent, std::string_view name) {
    if (folders_.size() != sorted_.size()) {
      for (std::uint32_t i = 0; i < folders_.size(); ++i) sorted_.push_back(i);
      std::sort(sorted_.begin(), sorted_.end(), [this](std::uint32_t a, std::uint32_t b) { return before(a, folders_[b].parent, name_of(b)); });
    }
    auto found = std::lower_bound(sorted_.begin(), sorted_.end(), 0u, [&](std::uint32_t i, std::uint32_t) { return before(i, parent, name); });
    bool same = found != sorted_.end() && folders_[*found].parent == parent && name_of(*found) == name;
    return same ? *found : folders_.size();
  }

  void load() {
    Rows rows = db_.query(
        "SELECT f.id, f.parent, f.name, a.since, a.descriptor, a.unread FROM access_folder f LEFT JOIN access_state a "
        "ON a.folder = f.id AND a.until IS NULL WHERE f.tree = $1 ORDER BY f.id", tree_);
    while (rows.next()) {
      std::string_view name = rows.blob(2);
      folders_.push_back({rows.integer(0), rows.integer(1), rows.maybe_integer(4), rows.integer(5), names_.size(), name.size(), !rows.null(3), false});
      names_ += name;
    }
  }

  Db& db_;
  std::int64_t tree_;
  std::vector<Kept> folders_;
  std::string names_;
  std::vector<std::uint32_t> sorted_;  ///< places in `folders_` by parent and name, once one was searched
  std::size_t next_ = 0;
  Kept made_;
};

/// The id of a row with these bytes, made where there is none.
std::int64_t kept_once(Db& db, const char* find, const char* make, std::string_view bytes, bool text) {
  Digest hash = sha256(bytes);
  if (auto id = db.integer(find, hash)) return *id;
  return text ? db.insert(make, hash, bytes) : db.insert(make, hash, Blob{bytes});
}

std::int64_t descriptor_id(Db& db, const std::string& bytes) {
  return kept_once(db, "SELECT id FROM access_descriptor WHERE hash = $1", "INSERT INTO access_descriptor (hash, body) VALUES ($1, $2) RETURNING id", bytes, false);
}

std::int64_t identities_id(Db& db, const Identities& identities) {
  return kept_once(db, "SELECT id FROM access_identities WHERE hash = $1", "INSERT INTO access_identities (hash, body) VALUES ($1, $2) RETURNING id",
                   identities_text(identities), true);
}

std::optional<std::int64_t> facts_id(Db& db, const ServerFacts& facts) {
  std::string text = facts_text(facts);
  if (text.empty()) return {};
  return kept_once(db, "SELECT id FROM access_facts WHERE hash = $1", "INSERT INTO access_facts (hash, body) VALUES ($1, $2) RETURNING id", text, true);
}

/// A root of Windows is the same however it is spelled.
std::int64_t tree_id(Db& db, std::int64_t client, const std::string& server, const std::string& root, System system) {
  if (auto id = db.integer("SELECT id FROM access_tree WHERE client = $1 AND server = $2 AND root = $3", client, server, Blob{root})) return *id;
  if (system == System::windows)
    for (Rows rows = db.query("SELECT id, root FROM access_tree WHERE client = $1 AND server = $2 ORDER BY id", client, server); rows.next();)
      if (comparable_path(std::string(rows.blob(1)), system) == comparable_path(root, system)) return rows.integer(0);
  refuse_long_key("the name of the server and its root", server, root);
  return db.insert("INSERT INTO access_tree (client, server, root) VALUES ($1, $2, $3) RETURNING id", client, server, Blob{root});
}

/// Writes the states that differ, and counts them.
class Difference {
 public:
  Difference(Db& db, const Snapshot& snapshot, std::int64_t id, SnapshotReceipt& receipt)
      : db_(db), snapshot_(snapshot), id_(id), receipt_(receipt), ids_(snapshot.descriptors.size(), 0) {}

  void write(TreeRecord& record) {
    std::vector<std::int64_t> places;
    places.reserve(snapshot_.folders.size());
    for (std::size_t i = 0; i < snapshot_.folders.size(); ++i) {
      const auto& folder = snapshot_.folders[i];
      Kept& kept = record.at(folder.parent == kNone ? 0 : places[folder.parent], snapshot_.name(i));
      places.push_back(kept.id);
      take(kept, stored(folder.descriptor), static_cast<std::int64_t>(folder.unread));
    }
    record.for_each([this](Kept& kept) {
      if (kept.there && !kept.seen) close(kept), ++receipt_.gone;
    });
  }

  std::optional<std::int64_t> stored(std::uint32_t descriptor) {
    if (descriptor == kNone) return {};
    std::int64_t& id = ids_[descriptor];
    if (!id) id = descriptor_id(db_, snapshot_.descriptors[descriptor]);
    return id;
  }

 private:
  void take(Kept& kept, std::optional<std::int64_t> descriptor, std::int64_t unread) {
    kept.seen = true;
    if (kept.there && kept.descriptor == descriptor && kept.unread == unread) return;
    if (kept.there) close(kept), ++receipt_.changed;
    else ++receipt_.fresh;
    db_.run("INSERT INTO access_state (folder, since, descriptor, unread) VALUES ($1, $2, $3, $4)", kept.id, id_, descriptor, unread);
  }

  void close(const Kept& kept) {
    db_.run("UPDATE access_state SET until = $1 WHERE folder = $2 AND until IS NULL", id_, kept.id);
  }

  Db& db_;
  const Snapshot& snapshot_;
  std::int64_t id_;
  SnapshotReceipt& receipt_;
  std::vector<std::int64_t> ids_;
};

std::uint64_t unread_in(const Snapshot& snapshot) {
  return static_cast<std::uint64_t>(std::count_if(snapshot.folders.begin(), snapshot.folders.end(), [](const auto& folder) { return folder.unread != Unread::no; }));
}

struct Last {
  std::int64_t id;
  Instant taken;
  std::int64_t identities;
  std::optional<std::int64_t> facts;
};

std::int64_t insert_snapshot(Db& db, std::int64_t tree, std::int64_t identities, std::optional<std::int64_t> facts, const Snapshot& snapshot, const SnapshotReceipt& receipt, Instant now, const std::string& by) {
  return db.insert("INSERT INTO access_snapshot (tree, taken, entered, entered_by, identities, identities_source, facts, folders, unread, vanished, hash) "
         "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) RETURNING id",
         tree, snapshot.taken, now, by, identities, snapshot.identities_source, facts, snapshot.folders.size(),
         static_cast<std::int64_t>(receipt.unread), static_cast<std::int64_t>(receipt.vanished), Blob{""});
}

void refuse_earlier(const Last& last, const Snapshot& snapshot) {
  if (snapshot.taken >= last.taken) return;
  throw UsageError("a later snapshot of " + in_quotes(snapshot.root) + " is kept already, taken " + to_text(last.taken) + "; this one was taken " + to_text(snapshot.taken),
                   "keep snapshots in order of time");
}

std::optional<Last> last_of(Db& db, std::int64_t tree) {
  Rows rows = db.query("SELECT id, taken, identities, facts FROM access_snapshot WHERE tree = $1 ORDER BY id DESC LIMIT 1", tree);
  if (!rows.next()) return {};
  return Last{rows.integer(0), rows.instant(1), rows.integer(2), rows.maybe_integer(3)};
}

/// Within a transaction of the caller's.
SnapshotReceipt write_snapshot(Db& db, std::int64_t client, const std::string& server, const Snapshot& snapshot, Instant now, const std::string& by) {
  SnapshotReceipt receipt;
  receipt.folders = snapshot.folders.size();
  receipt.unread = unread_in(snapshot);
  receipt.vanished = snapshot.vanished;
  Digest previous = last_hash(db, Chain::snapshot);
  std::int64_t tree = tree_id(db, client, server, snapshot.root, snapshot.facts.system), identities = identities_id(db, snapshot.identities);
  auto facts = facts_id(db, snapshot.facts);
  auto last = last_of(db, tree);
  if (last) refuse_earlier(*last, snapshot);
  receipt.first = !last;
  receipt.snapshot = insert_snapshot(db, tree, identities, facts, snapshot, receipt, now, by);
  TreeRecord record(db, tree);
  Difference difference(db, snapshot, receipt.snapshot, receipt);
  difference.write(record);
  for (std::size_t step = 0; step < snapshot.above.size(); ++step)
    db.run("INSERT INTO access_above (snapshot, step, descriptor) VALUES ($1, $2, $3)", receipt.snapshot, step, difference.stored(snapshot.above[step]));
  receipt.already = receipt.fresh + receipt.gone + receipt.changed == 0 && last && last->taken == snapshot.taken && last->identities == identities && last->facts == facts;
  if (receipt.already) {
    db.run("DELETE FROM access_above WHERE snapshot = $1", receipt.snapshot);
    db.run("DELETE FROM access_snapshot WHERE id = $1", receipt.snapshot);
    receipt.snapshot = last->id;
  } else {
    db.run("UPDATE access_snapshot SET hash = $2 WHERE id = $1", receipt.snapshot, snapshot_seal(db, receipt.snapshot, previous));
  }
  return receipt;
}

}  // namespace

std::vector<SnapshotReceipt> keep_snapshots(Db& db, std::int64_t client, const std::string& server, const std::vector<Snapshot>& snapshots, Instant now, const std::string& by) {
  std::vector<SnapshotReceipt> receipts;
  Transaction transaction(db);
  bool news = false;
  for (const Snapshot& snapshot : snapshots) {
    receipts.push_back(write_snapshot(db, client, server, snapshot, now, by));
    news = news || !receipts.back().already;
  }
  if (news) transaction.commit();
  return receipts;
}

SnapshotReceipt keep_snapshot(Db& db, std::int64_t client, const std::string& server, const Snapshot& snapshot, Instant now, const std::string& by) {
  return keep_snapshots(db, client, server, {snapshot}, now, by).front();
}

}  // namespace outdesk
