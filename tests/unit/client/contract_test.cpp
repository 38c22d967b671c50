#include <doctest/doctest.h>

#include "sample_contract.hpp"

using namespace outdesk;

TEST_CASE("every key of a contract is read") {
  Contract c = read(sample_contract());
  CHECK(c.client == "romashka");
  CHECK(c.name == "ООО «Ромашка»");
  CHECK(to_text(c.valid_from) == "2026-01-01");
  CHECK(c.calendars.size() == 2);
  CHECK(c.calendars.at("office").follow == "ru");
  CHECK(c.calendars.at("always").always);
  CHECK(c.priorities.at("P1").response == Seconds{900});
  CHECK(c.priorities.at("P3").calendar == "office");
  CHECK_FALSE(c.priorities.at("P3").next_response);
  CHECK(c.clock.stops_at_closed);
  CHECK(c.clock.pauses.at("client") == std::set<Target>{Target::resolution});
  CHECK(c.clock.pauses.at("postponed").size() == 2);
  CHECK(c.clock.reopen_grace == Seconds{7 * 86400});
  CHECK(c.lines.at("L1").budget == Seconds{900});
  CHECK(c.lines.at("L1").beyond == std::set<std::string>{"1C"});
  CHECK(c.clock.wait_reminder == Seconds{16 * 3600});
  CHECK(c.clock.wait_limit == Seconds{40 * 3600});
  CHECK(c.fee->included_work == Seconds{20 * 3600});
  CHECK(c.workplaces == 48);
  CHECK(to_text(c.kpi.at(Target::response)) == "0.9");
  CHECK(c.fee->month == Money{14800000});
  CHECK(c.fee->credits.size() == 2);
  CHECK(c.fee->credits[0].tiers.size() == 3);
  CHECK(c.fee->credits[1].clause == "6.3");
  CHECK(to_text(*c.fee->cap) == "0.15");
  CHECK(c.people[1].dismissed == parse_date("2026-05-01"));
  CHECK(c.access_servers == std::vector<std::string>{"fs01"});
  REQUIRE(c.backups.size() == 1);
  CHECK(c.backups[0].name == "1c-db");
}

TEST_CASE("a time without credits begins and ends at midnights of the client's zone") {
  Contract c = read(sample_contract());
  CHECK(to_text(c.fee->no_credits->from) == "2025-12-31T21:00:00Z");
  CHECK(to_text(c.fee->no_credits->to) == "2026-01-31T21:00:00Z");
}

TEST_CASE("what a contract may leave out has its usual value") {
  Json json = sample_contract();
  for (const char* key : {"number", "language", "clock", "lines", "kpi", "fee", "people", "access", "backups", "delivery", "currency"}) json.erase(key);
  Contract c = read(json);
  CHECK(c.language == "en");
  CHECK_FALSE(c.clock.stops_at_closed);
  CHECK(c.clock.pauses.empty());
  CHECK_FALSE(c.fee);
}
