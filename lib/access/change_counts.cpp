#include "access/change_counts.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "access/compare_access.hpp"
#include "access/find_ground.hpp"
#include "access/matrix_lines.hpp"
#include "access/matrix_report.hpp"
#include "access/snapshot_store.hpp"
#include "base/text.hpp"
#include "client/client_store.hpp"

namespace outdesk {

namespace {

using Lines = std::vector<SnapshotLine>;

class ChangeCounter {
 public:
  ChangeCounter(Db& db, std::vector<Person> people, std::size_t periods) : db_(db), people_(std::move(people)), counts_(periods) {
    for (const Person& person : people_) names_.emplace(folded(person.account), person.name);
  }

  /// `lines` of one tree; `newest`: the server's last snapshot of the period, where that may be another tree's.
  void count_tree(const Lines& lines, const std::set<std::int64_t>& repeated, Period period, std::size_t place, const Snapshot* newest) {
    auto after = [&](const SnapshotLine& line) { return line.taken > period.from; };
    auto begin = std::find_if(lines.begin(), lines.end(), after);
    auto end = std::find_if(begin, lines.end(), [&](const SnapshotLine& line) { return line.taken > period.to; });
    if (begin != lines.begin()) --begin;
    if (begin == end) return;
    Snapshot older = load_snapshot(db_, begin->id);
    for (auto line = std::next(begin); line != end; ++line) {
      mark_compared(place);
      if (repeated.count(line->id)) {
        older.taken = line->taken;
        continue;
      }
      Snapshot newer = load_snapshot(db_, line->id);
      compare(older, newer, place);
      older = with_unread_from(older, std::move(newer));
    }
    if (!newest || newest->taken <= older.taken || newest->identities == older.identities) return;
    mark_compared(place);
    Snapshot newer = older;
    newer.identities = newest->identities;
    newer.taken = newest->taken;
    compare(older, newer, place);
  }

  std::vector<ChangeCounts> take(std::int64_t client) && {
    if (wanted_.empty()) return std::move(counts_);
    auto earlier = [](const Wanted& a, const Wanted& b) { return a.ground.before < b.ground.before; };
    auto [first, last] = std::minmax_element(wanted_.begin(), wanted_.end(), earlier);
    GroundFinder finder(db_, client, {first->ground.before, last->ground.before});
    for (const Wanted& wanted : wanted_) *counts_[wanted.place].without_ticket += !finder.find(wanted.ground);
    return std::move(counts_);
  }

 private:
  struct Wanted {
    std::size_t place;
    GroundWanted ground;
  };

  void mark_compared(std::size_t place) {
    counts_[place].changes = counts_[place].changes.value_or(0);
    counts_[place].without_ticket = counts_[place].without_ticket.value_or(0);
  }

  void compare(const Snapshot& older, const Snapshot& newer, std::size_t place) {
    AccessDifference difference = compare_access(older, newer, people_);
    if (difference.changes.empty()) return;
    *counts_[place].changes += static_cast<std::int64_t>(difference.changes.size());
    ShownFolders shown = shown_folders(newer, printable_path(label_of(newer), newer.facts.system));
    for (const AccessChange& change : difference.changes) {
      auto name = names_.find(folded(change.account));
      bool by_group = change.cause == Cause::membership || change.cause == Cause::both;
      std::vector<std::string> groups = by_group ? difference.groups[change.account] : std::vector<std::string>();
      wanted_.push_back({place, wanted_for(change.account, name == names_.end() ? "" : name->second, shown.paths[change.folder], groups, newer.taken)});
    }
  }

  Db& db_;
  std::vector<Person> people_;
  std::map<std::string, std::string> names_;
  std::vector<ChangeCounts> counts_;
  std::vector<Wanted> wanted_;
};

/// The last snapshot of all trees at or before `end`.
const SnapshotLine* newest_of(const Lines& lines, Instant end) {
  const SnapshotLine* newest = nullptr;
  for (const SnapshotLine& line : lines)
    if (line.taken <= end && (!newest || newest->taken < line.taken)) newest = &line;
  return newest;
}

}  // namespace

std::vector<ChangeCounts> count_changes(Db& db, const std::string& client, const std::string& server, const std::vector<Period>& periods) {
  std::int64_t id = client_id(db, client);
  Lines all = list_snapshots(db, id, server);
  if (all.empty() || periods.empty()) return std::vector<ChangeCounts>(periods.size());
  std::map<std::int64_t, Lines> trees;
  for (const SnapshotLine& line : all) trees[line.tree].push_back(line);
  std::map<std::int64_t, std::set<std::int64_t>> repeated;
  for (const auto& tree : trees) repeated.emplace(tree.first, repeated_snapshots(db, tree.first));
  Instant last = periods.back().to - Seconds{1};
  ChangeCounter counter(db, matrix_subject(db, client, server, last, last, {}).people, periods.size());
  for (std::size_t i = 0; i < periods.size(); ++i) {
    std::optional<Snapshot> newest;
    const SnapshotLine* line = trees.size() > 1 ? newest_of(all, periods[i].to) : nullptr;
    if (line) newest = load_snapshot(db, line->id);
    for (const auto& tree : trees) counter.count_tree(tree.second, repeated.at(tree.first), periods[i], i, newest ? &*newest : nullptr);
  }
  return std::move(counter).take(id);
}

}  // namespace outdesk
