#include "access/snapshot_store.hpp"

#include <map>

#include "access/identities_text.hpp"
#include "base/error.hpp"
#include "base/text.hpp"
#include "store/chain.hpp"

namespace outdesk {

namespace {

constexpr const char* kLine =
    "SELECT s.id, s.tree, t.server, t.root, s.taken, s.entered, s.entered_by, s.folders, s.unread, s.vanished "
    "FROM access_snapshot s JOIN access_tree t ON t.id = s.tree WHERE t.client = $1 ";

SnapshotLine line_of(Rows& rows) {
  return {rows.integer(0), rows.integer(1), std::string(rows.text(2)), std::string(rows.blob(3)), rows.instant(4),
          rows.instant(5), std::string(rows.text(6)), rows.integer(7), rows.integer(8), rows.integer(9)};
}

std::vector<SnapshotLine> lines_of(Rows rows) {
  std::vector<SnapshotLine> lines;
  while (rows.next()) lines.push_back(line_of(rows));
  return lines;
}

/// Descriptors by their ids in the store, each put once into a snapshot.
class DescriptorShelf {
 public:
  DescriptorShelf(Db& db, Snapshot& snapshot) : db_(db), snapshot_(snapshot) {}

  std::uint32_t place_of(std::optional<std::int64_t> id) {
    if (!id) return kNone;
    auto [known, fresh] = places_.try_emplace(*id, static_cast<std::uint32_t>(snapshot_.descriptors.size()));
    if (fresh) {
      Rows rows = db_.query("SELECT body FROM access_descriptor WHERE id = $1", *id);
      if (!rows.next()) throw StoreError("a kept access descriptor is missing", "run 'outdesk store check'");
      snapshot_.descriptors.emplace_back(rows.blob(0));
    }
    return known->second;
  }

 private:
  Db& db_;
  Snapshot& snapshot_;
  std::unordered_map<std::int64_t, std::uint32_t> places_;
};

void load_head(Db& db, std::int64_t id, Snapshot& snapshot) {
  Rows rows = db.query(
      "SELECT t.root, s.taken, s.vanished, s.identities_source, i.body, f.body FROM access_snapshot s JOIN access_tree t ON t.id = s.tree "
      "JOIN access_identities i ON i.id = s.identities LEFT JOIN access_facts f ON f.id = s.facts WHERE s.id = $1", id);
  if (!rows.next()) throw NotFound("there is no snapshot " + std::to_string(id), "'outdesk access-audit list' shows all");
  snapshot.root = std::string(rows.blob(0));
  snapshot.taken = rows.instant(1);
  snapshot.vanished = static_cast<std::uint64_t>(rows.integer(2));
  snapshot.identities_source = std::string(rows.text(3));
  snapshot.identities = parse_identities(rows.text(4), "identities of snapshot " + std::to_string(id));
  if (!rows.null(5)) snapshot.facts = parse_facts(rows.text(5), "facts of snapshot " + std::to_string(id));
}

void load_folders(Db& db, std::int64_t id, DescriptorShelf& shelf, Snapshot& snapshot) {
  std::vector<std::int64_t> ids;  // of snapshot.folders, rising
  std::int64_t parent_id = 0;
  std::uint32_t parent = kNone;
  Rows rows = db.query(
      "SELECT f.id, f.parent, f.name, a.descriptor, a.unread FROM access_folder f JOIN access_state a ON a.folder = f.id "
      "WHERE f.tree = (SELECT tree FROM access_snapshot WHERE id = $1) AND a.since <= $1 AND (a.until IS NULL OR a.until > $1) ORDER BY f.id", id);
  while (rows.next()) {
    if (std::int64_t above = rows.integer(1); above != parent_id) {  // 0: the root's, which is null
      auto found = std::lower_bound(ids.begin(), ids.end(), above);
      if (above && (found == ids.end() || *found != above)) throw StoreError("a kept folder has lost the folder above it", "run 'outdesk store check'");
      parent = above ? static_cast<std::uint32_t>(found - ids.begin()) : kNone;
      parent_id = above;
    }
    if (rows.null(3) && rows.integer(4) == 0) throw StoreError("a kept folder has lost its rights", "run 'outdesk store check'");
    snapshot.add(parent, rows.blob(2), shelf.place_of(rows.maybe_integer(3)), static_cast<Unread>(rows.integer(4)));
    ids.push_back(rows.integer(0));
  }
}

}  // namespace

std::vector<SnapshotLine> list_snapshots(Db& db, std::int64_t client, const std::string& server) {
  return lines_of(db.query(std::string(kLine) + "AND ($2 = '' OR t.server = $2) ORDER BY t.server, t.root, s.id", client, server));
}

std::set<std::int64_t> repeated_snapshots(Db& db, std::int64_t tree) {
  std::set<std::int64_t> fresh, repeated;
  Rows turns = db.query("SELECT a.since FROM access_state a JOIN access_folder f ON f.id = a.folder WHERE f.tree = $1 "
                        "UNION SELECT a.until FROM access_state a JOIN access_folder f ON f.id = a.folder WHERE f.tree = $1 AND a.until IS NOT NULL", tree);
  while (turns.next()) fresh.insert(turns.integer(0));
  std::map<std::int64_t, std::string> above;
  Rows steps = db.query("SELECT v.snapshot, v.descriptor FROM access_above v JOIN access_snapshot s ON s.id = v.snapshot WHERE s.tree = $1 ORDER BY v.snapshot, v.step", tree);
  while (steps.next()) above[steps.integer(0)] += steps.null(1) ? "?," : std::to_string(steps.integer(1)) + ",";
  std::string before;
  Rows rows = db.query("SELECT id, identities, facts FROM access_snapshot WHERE tree = $1 ORDER BY id", tree);
  while (rows.next()) {
    std::int64_t id = rows.integer(0);
    std::string says = std::to_string(rows.integer(1)) + ";" + (rows.null(2) ? "" : std::to_string(rows.integer(2))) + ";" + above[id];
    if (says == before && !fresh.count(id)) repeated.insert(id);
    before = says;
  }
  return repeated;
}

std::vector<std::string> servers_with_snapshots(Db& db, std::int64_t client) {
  std::vector<std::string> servers;
  Rows rows = db.query("SELECT DISTINCT server FROM access_tree WHERE client = $1 ORDER BY server", client);
  while (rows.next()) servers.emplace_back(rows.text(0));
  return servers;
}

std::vector<SnapshotLine> latest_snapshots(Db& db, std::int64_t client, const std::string& server, std::optional<Instant> as_of) {
  auto lines = lines_of(db.query(
      std::string(kLine) + "AND t.server = $2 AND s.id = (SELECT max(o.id) FROM access_snapshot o WHERE o.tree = s.tree "
                           "AND ($3 IS NULL OR o.taken <= $3)) ORDER BY t.root", client, server, as_of));
  if (!lines.empty()) return lines;
  std::string near = nearest(server, servers_with_snapshots(db, client));
  bool later = !near.empty() && near == server;
  throw NotFound("there is no access snapshot of the server " + in_quotes(server) + (later && as_of ? " at or before " + to_text(*as_of) : ""),
                 near.empty() || later ? "make one with 'outdesk access-audit scan'" : "did you mean " + in_quotes(near) + "?");
}

Snapshot load_snapshot(Db& db, std::int64_t id) {
  Snapshot snapshot;
  load_head(db, id, snapshot);
  DescriptorShelf shelf(db, snapshot);
  Rows above = db.query("SELECT descriptor FROM access_above WHERE snapshot = $1 ORDER BY step", id);
  while (above.next()) snapshot.above.push_back(shelf.place_of(above.maybe_integer(0)));
  load_folders(db, id, shelf, snapshot);
  arrange(snapshot);
  return snapshot;
}

Digest snapshot_seal(Db& db, std::int64_t id, const Digest& previous) {
  Sha256 seal;
  seal.add(previous);
  auto add = [&](std::string_view part) { seal.add(std::to_string(part.size()) + ":").add(part); };
  auto add_number = [&](std::int64_t number) { add(std::to_string(number)); };
  Rows head = db.query("SELECT c.key, t.server, s.entered, s.entered_by, s.folders, s.unread FROM access_snapshot s "
                       "JOIN access_tree t ON t.id = s.tree JOIN client c ON c.id = t.client WHERE s.id = $1", id);
  if (!head.next()) throw StoreError("a kept snapshot has lost its tree");
  for (int column : {0, 1, 3}) add(head.text(column));
  for (int column : {2, 4, 5}) add_number(head.integer(column));
  Snapshot snapshot = load_snapshot(db, id);
  add(snapshot.root);
  add_number(snapshot.taken.unix_s);
  add_number(static_cast<std::int64_t>(snapshot.vanished));
  add(snapshot.identities_source);
  add(identities_text(snapshot.identities));
  if (std::string facts = facts_text(snapshot.facts); !facts.empty()) add(facts);
  auto add_descriptor = [&](std::uint32_t place) { add(place == kNone ? std::string_view("-") : std::string_view(snapshot.descriptors[place])); };
  for (std::uint32_t place : snapshot.above) add_descriptor(place);
  for (std::size_t i = 0; i < snapshot.folders.size(); ++i) {
    const Snapshot::Folder& folder = snapshot.folders[i];
    add_number(folder.parent);
    add(snapshot.name(i));
    add_descriptor(folder.descriptor);
    add_number(static_cast<std::int64_t>(folder.unread));
  }
  return seal.finish();
}

std::vector<std::string> snapshot_damage(Db& db) {
  std::vector<std::string> found;
  Digest tail{};
  for (Rows rows = db.query("SELECT id, taken, hash, 0 FROM access_snapshot UNION ALL SELECT id, taken, hash, 1 FROM access_pruned ORDER BY 1"); rows.next();) {
    if (rows.integer(3)) {
      tail = digest_of(rows.blob(2));
      continue;
    }
    std::string name = "the access snapshot " + std::to_string(rows.integer(0)) + " of " + to_text(rows.instant(1));
    Digest stored = digest_of(rows.blob(2));
    try {
      if (snapshot_seal(db, rows.integer(0), tail) != stored) found.push_back(name + " was changed after it was kept, or one before it is missing");
    } catch (const Error& error) {
      found.push_back(name + ": " + error.what());
    }
    tail = stored;
  }
  return found;
}

}  // namespace outdesk
