#include <doctest/doctest.h>

#include "../temp_folder.hpp"
#include "made_facts.hpp"
#include "monitor/availability_rules.hpp"
#include "monitor/monitoring_store.hpp"
#include "store/store.hpp"
#include "store/chains.hpp"

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

// Two systems of one client with a service or an item of the same name: the second one's answer replaced the first one's.
TEST_CASE_FIXTURE(Monitored, "stops and values of two sources stand beside each other") {
  MonitoringFacts other = september_facts();
  other.source = "zabbix-2";
  other.stops[0].ended = sept("20T11:00");
  other.values[0].sum = 1;
  keep(september_facts());
  CHECK(keep(other).written == 6);
  CHECK(known().stops.size() == 2);
  CHECK(known().values.size() == 4);
}

TEST_CASE_FIXTURE(Monitored, "a source that fell silent is not hidden by another, and counts from its first answer on") {
  MonitoringFacts first = september_facts(), second = first;
  second.source = "zabbix-2";
  second.covered = {sept("05T00:00"), sept("20T00:00")};
  keep(first);
  keep(second);
  CHECK(known().covered == std::vector<Period>{{september().from, sept("20T00:00")}});
  second.covered = {sept("25T00:00"), september().to};
  keep(second);
  CHECK(known().covered == std::vector<Period>{{september().from, sept("20T00:00")}, {sept("25T00:00"), september().to}});
}

// 23:50 on the month's last day, never acknowledged: each month's answer ended or began with it, and no month called it late.
TEST_CASE_FIXTURE(Monitored, "a problem of the last minutes of a month is late in that month once the next one has it open") {
  MonitoringFacts told = september_facts(), next = told;
  told.problems = {problem("9", "srv-1c", "down", sept("30T23:50"), {})};
  keep(told);
  auto late_in = [&](Period period) { return judge_monitoring(monitoring_of(db, 1, period), watched_terms(), {}, period).late.size(); };
  CHECK(late_in(september()) == 0);
  MonitoringRecord before = known();
  next.problems = told.problems;
  next.stops.clear();
  next.values.clear();
  next.covered = {september().to, at("2026-10-27T00:00:00Z")};
  keep(next, "2026-10-27T00:00:00Z");
  CHECK(late_in(september()) == 1);
  CHECK(late_in(next.covered) == 0);
  CHECK(known().covered == before.covered);
  CHECK(known().records == before.records);
  CHECK(known().sum != before.sum);
}

// Monthly lists of problems: a host without a problem in one of them was unknown in that month.
TEST_CASE_FIXTURE(Monitored, "where an answer lists no hosts, those that any problem ever named are known") {
  MonitoringFacts list = september_facts();
  list.hosts.clear();
  list.services.clear();
  list.problems.resize(1);
  keep(list);
  MonitoringFacts later = list;
  later.covered = {september().to, at("2026-10-27T00:00:00Z")};
  later.problems = {problem("7", "gw", "down", at("2026-10-05T00:00:00Z"), at("2026-10-05T01:00:00Z"))};
  keep(later, "2026-10-27T00:00:00Z");
  CHECK(known().hosts == std::vector<std::string>{"gw", "srv-1c"});
  CHECK(monitoring_of(db, 1, september(), at("2026-10-02T00:00:00Z")).hosts == std::vector<std::string>{"srv-1c"});
  CHECK(known().services.empty());
  keep(september_facts(), "2026-10-28T00:00:00Z");
  CHECK(known().hosts == std::vector<std::string>{"fw01", "srv-1c"});  // an answer that lists them knows better
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
  CHECK(last_hash(db, Chain::monitoring) != Digest{});
  CHECK_THROWS(db.run("DELETE FROM monitoring_fact"));
  for (const char* trigger : {"monitoring_fact_is_not_changed", "monitoring_fact_is_not_removed"}) db.run_script("DROP TRIGGER " + std::string(trigger));
  SUBCASE("an end moved") { db.run("UPDATE monitoring_fact SET ended = ended - 3600 WHERE id = 1"); }
  SUBCASE("a body changed") { db.run("UPDATE monitoring_fact SET body = '{}' WHERE id = 1"); }
  SUBCASE("another client's") { db.run("UPDATE monitoring_fact SET client = 2 WHERE id = 1"); }
  SUBCASE("a row less") { db.run("DELETE FROM monitoring_fact WHERE id = 1"); }
  CHECK(monitoring_damage(db).size() == 1);
}

// A client's problems came from the frontend's list and from the interface: each was counted twice.
TEST_CASE_FIXTURE(Monitored, "a problem of the frontend's list is the one of that name and time that the interface tells of") {
  MonitoringFacts list = september_facts();
  for (WatchedProblem& one : list.problems) one.id = "list-" + one.id, one.acknowledged_sometime = true;
  keep(list);
  CHECK(known().problems.size() == list.problems.size());
  keep(september_facts(), "2026-10-02T00:00:00Z");
  CHECK(known().problems.size() == list.problems.size());
  CHECK_FALSE(known().problems[0].problem.id.starts_with("list-"));
}

// An older list, from before anybody had looked, took an acknowledgement back.
TEST_CASE_FIXTURE(Monitored, "an acknowledgement without a time is not taken back by a list that does not have it") {
  MonitoringFacts list = september_facts();
  list.problems[0].acknowledged_sometime = true;
  keep(list);
  keep(september_facts(), "2026-10-02T00:00:00Z");
  CHECK(known().problems[0].problem.acknowledged_sometime);
}
