#include "access/prune_store.hpp"

#include <map>
#include <set>

namespace outdesk {

namespace {

void forget(Db& db, const SnapshotLine& line, Instant now, const std::string& by) {
  db.run("INSERT INTO access_pruned (id, tree, taken, hash, pruned, pruned_by) SELECT id, tree, taken, hash, $2, $3 FROM access_snapshot WHERE id = $1", line.id, now, by);
  db.run("DELETE FROM access_above WHERE snapshot = $1", line.id);
}

/// Moves the ends of spans to snapshots that stay, and drops spans in which none is left.
std::int64_t close_ranks(Db& db, std::int64_t tree) {
  db.run("UPDATE access_state SET since = (SELECT min(s.id) FROM access_snapshot s WHERE s.tree = $1 AND s.id >= access_state.since "
         "AND NOT EXISTS (SELECT 1 FROM access_pruned p WHERE p.id = s.id)) "
         "WHERE folder IN (SELECT id FROM access_folder WHERE tree = $1) AND since IN (SELECT id FROM access_pruned)", tree);
  db.run("UPDATE access_state SET until = (SELECT min(s.id) FROM access_snapshot s WHERE s.tree = $1 AND s.id >= access_state.until "
         "AND NOT EXISTS (SELECT 1 FROM access_pruned p WHERE p.id = s.id)) "
         "WHERE folder IN (SELECT id FROM access_folder WHERE tree = $1) AND until IN (SELECT id FROM access_pruned)", tree);
  return db.run("DELETE FROM access_state WHERE since = until AND folder IN (SELECT id FROM access_folder WHERE tree = $1)", tree);
}

std::int64_t drop_unused_folders(Db& db, std::int64_t tree) {
  std::int64_t dropped = 0;
  for (std::int64_t round = 1; round > 0; dropped += round)  // from the leaves up
    round = db.run("DELETE FROM access_folder WHERE tree = $1 AND NOT EXISTS (SELECT 1 FROM access_state a WHERE a.folder = access_folder.id) "
                   "AND id NOT IN (SELECT parent FROM access_folder WHERE parent IS NOT NULL)", tree);
  return dropped;
}

}  // namespace

std::vector<SnapshotLine> prunable(const std::vector<SnapshotLine>& lines, Instant before, const Zone& zone, const std::set<Date>& days) {
  std::map<std::pair<std::int64_t, Month>, std::int64_t> last_of_month;
  std::map<std::int64_t, std::int64_t> last;
  auto month_in = [&](const SnapshotLine& line) {
    Date day = zone.local(line.taken).date;
    return Month{day.year(), day.month()};
  };
  for (const auto& line : lines) {
    last_of_month[{line.tree, month_in(line)}] = std::max(last_of_month[{line.tree, month_in(line)}], line.id);
    last[line.tree] = std::max(last[line.tree], line.id);
  }
  std::vector<SnapshotLine> victims;
  for (const auto& line : lines)
    if (line.taken < before && last_of_month[{line.tree, month_in(line)}] != line.id && last[line.tree] != line.id && !days.count(zone.local(line.taken).date)) victims.push_back(line);
  return victims;
}

PruneReceipt prune_snapshots(Db& db, const std::vector<SnapshotLine>& victims, Instant now, const std::string& by) {
  PruneReceipt receipt;
  receipt.removed = victims;
  Transaction transaction(db);
  std::set<std::int64_t> trees;
  for (const SnapshotLine& line : victims) {
    forget(db, line, now, by);
    trees.insert(line.tree);
  }
  for (std::int64_t tree : trees) {
    receipt.states += close_ranks(db, tree);
    receipt.folders += drop_unused_folders(db, tree);
    db.run("DELETE FROM access_snapshot WHERE tree = $1 AND id IN (SELECT id FROM access_pruned)", tree);
    receipt.kept += db.integer("SELECT count(*) FROM access_snapshot WHERE tree = $1", tree).value_or(0);
  }
  receipt.descriptors = db.run("DELETE FROM access_descriptor WHERE id NOT IN (SELECT descriptor FROM access_state WHERE descriptor IS NOT NULL) "
                               "AND id NOT IN (SELECT descriptor FROM access_above WHERE descriptor IS NOT NULL)");
  db.run("DELETE FROM access_identities WHERE id NOT IN (SELECT identities FROM access_snapshot)");
  db.run("DELETE FROM access_facts WHERE id NOT IN (SELECT facts FROM access_snapshot WHERE facts IS NOT NULL)");
  transaction.commit();
  return receipt;
}

}  // namespace outdesk
