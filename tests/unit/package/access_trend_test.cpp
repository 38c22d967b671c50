#include <doctest/doctest.h>

#include <map>

#include "../parsed_json.hpp"
#include "../temp_folder.hpp"
#include "access/change_counts.hpp"
#include "access/changes_report.hpp"
#include "access/descriptor.hpp"
#include "access/snapshot_store.hpp"
#include "base/zone.hpp"
#include "client/client_store.hpp"
#include "store/store.hpp"

using namespace outdesk;
using namespace std::chrono;

namespace {

/// Who can open what at a moment: {path, mode}, the root first; mode 0 is not read.
using Modes = std::vector<std::pair<std::string, std::uint32_t>>;

Snapshot tree_of(const char* root, const char* taken, const Modes& folders, bool anna = true) {
  Snapshot snapshot;
  snapshot.root = root;
  snapshot.taken = parse_instant(taken).value();
  snapshot.identities = {{{"boris", 1002, 2001, "Борис"}}, {{"staff", 2001, {"boris"}}}};
  if (anna) snapshot.identities.accounts.push_back({"anna", 1001, 2001, "Анна"});
  snapshot.identities_source = "machine";
  Interner descriptors;
  for (const auto& one : folders) {
    std::uint32_t descriptor = one.second ? descriptors.id_of(descriptor_bytes({0, 0, 0040000 | one.second, "", "", ""})) : kNone;
    snapshot.add(one.first.empty() ? kNone : 0, one.first, descriptor, one.second ? Unread::no : Unread::refused);
  }
  snapshot.descriptors = descriptors.take();
  return snapshot;
}

struct YearOfSnapshots {
  TempFolder folder;
  Store store = Store::open_to_write(folder / "outdesk.db");
  Db& db = store.db();
  std::int64_t client = 0;
  std::vector<Period> months;

  YearOfSnapshots() {
    auto contract = nlohmann::json::parse(R"({"outdesk": "contract/1", "client": "romashka", "name": "Ромашка", "valid_from": "2026-01-01", "language": "ru", "timezone": "Europe/Moscow", "currency": "RUB",
      "calendars": {"always": {"timezone": "Europe/Moscow", "weekly": "24x7"}}, "priorities": {"P1": {"name": "Критичный", "calendar": "always", "resolution": "4h"}}})");
    set_contract(db, read_contract(JsonNode(contract, "c.json")), contract.dump(), parse_instant("2026-01-01T00:00:00Z").value(), "ivanov");
    client = client_id(db, "romashka");
    for (Month month = 2026y / January; month <= 2026y / June; month += std::chrono::months{1}) months.push_back(Zone::named("Europe/Moscow").month(month));
  }

  void keep(const Snapshot& snapshot) { keep_snapshot(db, client, "fs01", snapshot, snapshot.taken, "ivanov"); }

  /// Month by month what count_changes() says; it must be what the report of that month says.
  std::vector<std::optional<std::int64_t>> counted() {
    std::vector<std::optional<std::int64_t>> changes;
    std::vector<ChangeCounts> counts = count_changes(db, "romashka", "fs01", months);
    for (std::size_t i = 0; i < months.size(); ++i) {
      changes.push_back(counts[i].changes);
      CHECK(counts[i].changes.has_value() == counts[i].without_ticket.has_value());
      ChangesOptions since;
      since.since = months[i].from;
      std::optional<ChangesFound> report;
      try {
        report = make_changes(db, "romashka", "fs01", since, months[i].to, Language::en);
      } catch (const NotFound&) {
      }
      bool compared = report && report->compared;
      CHECK(compared == counts[i].changes.has_value());
      if (!compared || !counts[i].changes) continue;
      CHECK(report->changes == *counts[i].changes);
      CHECK(report->without_ticket == *counts[i].without_ticket);
    }
    return changes;
  }
};

using Counts = std::vector<std::optional<std::int64_t>>;

}  // namespace

TEST_CASE("changes of access by month are those that each month's own report counts") {
  YearOfSnapshots year;
  CHECK(year.counted() == Counts(6));
  year.keep(tree_of("/srv/share", "2026-01-10T00:00:00Z", {{"", 0755}, {"a", 0750}, {"b", 0755}}));
  year.keep(tree_of("/srv/share", "2026-02-10T00:00:00Z", {{"", 0755}, {"a", 0755}, {"b", 0755}}));
  year.keep(tree_of("/srv/share", "2026-02-20T00:00:00Z", {{"", 0755}, {"a", 0750}, {"b", 0755}}));  // and back again
  year.keep(tree_of("/srv/share", "2026-03-10T00:00:00Z", {{"", 0755}, {"a", 0750}, {"b", 0755}}));
  year.keep(tree_of("/srv/share", "2026-03-11T00:00:00Z", {{"", 0755}, {"a", 0750}, {"b", 0755}}));
  year.keep(tree_of("/srv/share", "2026-05-10T00:00:00Z", {{"", 0755}, {"a", 0}, {"b", 0755}}));    // could not be read
  year.keep(tree_of("/srv/share", "2026-05-11T00:00:00Z", {{"", 0755}, {"a", 0755}, {"b", 0755}}));
  CHECK(year.counted() == Counts{std::nullopt, 4, 0, std::nullopt, 2, std::nullopt});
}

TEST_CASE("changes of people are changes of the month, in every tree of the server") {
  YearOfSnapshots year;
  year.keep(tree_of("/srv/share", "2026-01-10T00:00:00Z", {{"", 0755}}, false));
  year.keep(tree_of("/srv/other", "2026-01-10T00:00:00Z", {{"", 0755}}, false));
  year.keep(tree_of("/srv/share", "2026-02-10T00:00:00Z", {{"", 0755}}, true));
  Counts counts = year.counted();
  REQUIRE(counts[1].has_value());
  CHECK(*counts[1] == 2);
}

TEST_CASE("a snapshot that says what the one before it said is known as such") {
  YearOfSnapshots year;
  year.keep(tree_of("/srv/share", "2026-01-10T00:00:00Z", {{"", 0755}, {"a", 0750}}));
  year.keep(tree_of("/srv/share", "2026-01-11T00:00:00Z", {{"", 0755}, {"a", 0750}}));
  year.keep(tree_of("/srv/share", "2026-01-12T00:00:00Z", {{"", 0755}}));
  year.keep(tree_of("/srv/share", "2026-01-13T00:00:00Z", {{"", 0755}}, false));
  std::vector<SnapshotLine> lines = list_snapshots(year.db, year.client);
  REQUIRE(lines.size() == 4);
  CHECK(repeated_snapshots(year.db, lines[0].tree) == std::set<std::int64_t>{lines[1].id});
}
