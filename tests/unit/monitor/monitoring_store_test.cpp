#include <doctest/doctest.h>

#include "../temp_folder.hpp"
#include "made_facts.hpp"
#include "monitor/monitoring_store.hpp"
#include "store/store.hpp"

using namespace outdesk;

namespace {

struct Monitored {
  TempFolder folder;
  Store store = Store::open_to_write(folder / "outdesk.db");
  Db& db = store.db();
  Monitored() {
    for (const char* key : {"romashka", "lutik"}) db.run("INSERT INTO client (key) VALUES ($1)", key);
  }
  MonitoringReceipt keep(const MonitoringFacts& facts, const char* now = "2026-10-01T00:10:00Z", std::int64_t client = 1) { return keep_monitoring(db, client, facts, at(now), "ivanov"); }
  MonitoringRecord known() { return monitoring_of(db, 1, september()); }
};

}  // namespace

TEST_CASE_FIXTURE(Monitored, "what was told is known again as it was, and only for its client") {
  MonitoringFacts told = september_facts();
  told.problems[0].acknowledged = sept("03T05:10");
  told.problems[0].acknowledged_by = "Петров";
  told.problems[0].comment = "смотрю";
  CHECK(keep(told).written == 6);
  MonitoringRecord record = known();
  REQUIRE(record.problems.size() == 2);
  CHECK(record.problems[0].problem == told.problems[0]);
  CHECK(record.problems[0].until == sept("03T09:38"));
  REQUIRE(record.stops.size() == 1);
  CHECK(record.stops[0].stop == told.stops[0]);
  CHECK(record.values == told.values);
  CHECK(record.covered == std::vector<Period>{september()});
  CHECK(record.hosts == told.hosts);
  CHECK(record.services == told.services);
  CHECK(record.records == 6);
  CHECK(monitoring_of(db, 2, september()).records == 0);
}

TEST_CASE_FIXTURE(Monitored, "the same answer again writes nothing") {
  keep(september_facts());
  MonitoringReceipt again = keep(september_facts(), "2026-10-02T00:00:00Z");
  CHECK(again.written == 0);
  CHECK(again.known == 6);
}

TEST_CASE_FIXTURE(Monitored, "a recovery told later closes the same problem, and an older answer opens it no more") {
  MonitoringFacts early = september_facts();
  early.covered.to = sept("03T06:00");
  early.problems = {problem("101", "srv-1c", "1C is unavailable", sept("03T05:00"), {})};
  early.stops.clear();
  early.values.clear();
  keep(early, "2026-09-03T06:00:00Z");
  CHECK_FALSE(known().problems.at(0).problem.ended.has_value());
  CHECK(known().problems.at(0).until == sept("03T06:00"));
  keep(september_facts());
  CHECK(known().problems.at(0).problem.ended == sept("03T09:38"));
  CHECK(keep(early).written == 0);
  CHECK(known().problems.at(0).problem.ended == sept("03T09:38"));
  CHECK(monitoring_of(db, 1, september(), at("2026-09-04T00:00:00Z")).problems.at(0).until == sept("03T06:00"));
}

TEST_CASE_FIXTURE(Monitored, "an answer that no longer lists a problem leaves it, and it lasted no longer than it was seen") {
  MonitoringFacts early = september_facts(), later = early;
  early.covered.to = later.covered.from = sept("10T00:00");
  early.problems = {problem("7", "srv-1c", "gone with its trigger", sept("09T00:00"), {})};
  later.problems.clear();
  keep(early);
  keep(later);
  REQUIRE(known().problems.size() == 1);
  CHECK(known().problems[0].until == sept("10T00:00"));
  CHECK(known().covered == std::vector<Period>{september()});
}

TEST_CASE_FIXTURE(Monitored, "an acknowledgement that an older answer could not know of stays") {
  MonitoringFacts early = september_facts(), late = early;
  early.covered.to = sept("03T05:05");
  early.problems.resize(1);
  early.problems[0].ended = {};
  late.problems[0].acknowledged = sept("03T05:10");
  late.problems[0].acknowledged_by = "Петров";
  keep(late);
  keep(early);
  CHECK(known().problems.at(0).problem == late.problems[0]);
}

TEST_CASE_FIXTURE(Monitored, "texts that cannot be stored become storable, and one name is one fact") {
  MonitoringFacts facts = september_facts();
  facts.problems[0].name = "\x1b[31mred\n\xff";
  facts.hosts.push_back("a\tb");
  keep(facts);
  CHECK(known().problems.at(0).problem.name == "\uFFFD[31mred\uFFFD\uFFFD");
  CHECK(keep(facts).written == 0);
}

TEST_CASE_FIXTURE(Monitored, "a row that was changed or removed shows") {
  keep(september_facts());
  CHECK(monitoring_damage(db).empty());
  CHECK(monitoring_head(db) != Digest{});
  CHECK_THROWS(db.run("DELETE FROM monitoring_fact"));
  for (const char* trigger : {"monitoring_fact_is_not_changed", "monitoring_fact_is_not_removed"}) db.run_script("DROP TRIGGER " + std::string(trigger));
  SUBCASE("an end moved") { db.run("UPDATE monitoring_fact SET ended = ended - 3600 WHERE id = 1"); }
  SUBCASE("a body changed") { db.run("UPDATE monitoring_fact SET body = '{}' WHERE id = 1"); }
  SUBCASE("another client's") { db.run("UPDATE monitoring_fact SET client = 2 WHERE id = 1"); }
  SUBCASE("a row less") { db.run("DELETE FROM monitoring_fact WHERE id = 1"); }
  CHECK(monitoring_damage(db).size() == 1);
}
