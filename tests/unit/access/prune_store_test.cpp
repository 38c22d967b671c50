#include "access/prune_store.hpp"

#include <doctest/doctest.h>

#include <map>
#include <random>

#include "access/descriptor.hpp"
#include "access_desk.hpp"
#include "base/sha256.hpp"

using namespace outdesk;

namespace {

/// A tree of up to nine folders, each there or not, with one of four modes.
Snapshot pruned_tree(std::mt19937& random, Instant taken) {
  Snapshot snapshot;
  snapshot.root = "/srv/share";
  snapshot.taken = taken;
  snapshot.identities = {{{"anna", 1001, 2001, ""}}, {}};
  snapshot.identities_source = "machine";
  if (random() % 3 == 0) snapshot.facts.remarks.push_back("seen " + std::to_string(random() % 3));
  Interner descriptors;
  auto some = [&] { return descriptors.id_of(descriptor_bytes(PosixDescriptor{0, 0, 040700u + static_cast<std::uint32_t>(random() % 4), "", "", ""})); };
  snapshot.add(kNone, "", some(), Unread::no);
  for (const char* name : {"a", "b", "c"}) {
    if (random() % 4 == 0) continue;
    auto place = static_cast<std::uint32_t>(snapshot.add(0, name, random() % 5 ? some() : kNone, Unread::no));
    if (snapshot.folders[place].descriptor == kNone) snapshot.folders[place].unread = Unread::refused;
    for (const char* below : {"x", "y"})
      if (random() % 2) snapshot.add(place, below, some(), Unread::no);
  }
  snapshot.descriptors = descriptors.take();
  arrange(snapshot);
  return snapshot;
}

/// All that a snapshot says, in one text.
std::string told_by(Db& db, std::int64_t id) { return hex(snapshot_seal(db, id, Digest{})); }

}  // namespace

TEST_CASE("pruning leaves every snapshot that stays as it was, and the chain whole") {
  std::mt19937 random(4);
  for (int history = 0; history < 40; ++history) {
    AccessDesk desk;
    for (int day = 1; day <= 12; ++day) desk.keep(pruned_tree(random, Instant{day * std::int64_t{kDay}}));
    auto lines = list_snapshots(desk.db, desk.client);
    std::vector<SnapshotLine> victims;
    std::map<std::int64_t, std::string> before;
    for (const auto& line : lines)
      if (line.id != lines.back().id && random() % 2) victims.push_back(line);
      else before[line.id] = told_by(desk.db, line.id);
    PruneReceipt receipt = prune_snapshots(desk.db, victims, Instant{99 * std::int64_t{kDay}}, "anna");
    CHECK(receipt.removed.size() == victims.size());
    CHECK(receipt.kept == (victims.empty() ? 0 : static_cast<std::int64_t>(before.size())));
    for (const auto& [id, said] : before) CHECK(told_by(desk.db, id) == said);
    CHECK(list_snapshots(desk.db, desk.client).size() == before.size());
    CHECK(snapshot_damage(desk.db).empty());
    // What nobody needs any more is not there.
    CHECK(desk.db.integer("SELECT count(*) FROM access_descriptor WHERE id NOT IN (SELECT descriptor FROM access_state WHERE descriptor IS NOT NULL)") == 0);
    CHECK(desk.db.integer("SELECT count(*) FROM access_folder WHERE id NOT IN (SELECT folder FROM access_state)") == 0);
    // And the next snapshot is kept as ever.
    desk.keep(pruned_tree(random, Instant{50 * std::int64_t{kDay}}));
    CHECK(snapshot_damage(desk.db).empty());
  }
}

TEST_CASE("a snapshot that was pruned is still a link: one that was changed before it shows") {
  std::mt19937 random(9);
  AccessDesk desk;
  for (int day = 1; day <= 4; ++day) desk.keep(pruned_tree(random, Instant{day * std::int64_t{kDay}}));
  auto lines = list_snapshots(desk.db, desk.client);
  prune_snapshots(desk.db, {lines[1]}, Instant{9 * std::int64_t{kDay}}, "anna");
  desk.db.run("DELETE FROM access_pruned");
  CHECK(snapshot_damage(desk.db).size() == 1);
}

TEST_CASE("the last of each month, the last of all and days of decisions stay") {
  auto line = [](std::int64_t id, const char* day) {
    SnapshotLine made;
    made.id = id;
    made.tree = 1;
    made.taken = Zone::named("UTC").first_at_or_after(*parse_date(day), 0);
    return made;
  };
  std::vector<SnapshotLine> lines = {line(1, "2026-01-05"), line(2, "2026-01-31"), line(3, "2026-02-10"), line(4, "2026-02-20"), line(5, "2026-03-01"), line(6, "2026-03-02")};
  auto ids = [&](const char* before, const std::set<Date>& days = {}) {
    std::vector<std::int64_t> found;
    for (const auto& victim : prunable(lines, Zone::named("UTC").first_at_or_after(*parse_date(before), 0), Zone::named("UTC"), days)) found.push_back(victim.id);
    return found;
  };
  CHECK(ids("2026-12-01") == std::vector<std::int64_t>{1, 3, 5});
  CHECK(ids("2026-02-11") == std::vector<std::int64_t>{1, 3});
  CHECK(ids("2026-12-01", {*parse_date("2026-02-10")}) == std::vector<std::int64_t>{1, 5});
}
