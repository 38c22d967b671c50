#include <doctest/doctest.h>

#include <string>

#include "../refusal.hpp"
#include "base/zone.hpp"
#include "zabbix/problem_list.hpp"

namespace outdesk {

namespace {

constexpr const char* kHead = "\"Severity\",\"Time\",\"Recovery time\",\"Status\",\"Host\",\"Problem\",\"Duration\",\"Ack\",\"Actions\",\"Tags\"\n";

const Period kAutumn{*parse_instant("2026-09-01T00:00:00Z"), *parse_instant("2026-11-30T00:00:00Z")};

MonitoringFacts listed(const std::string& text, Period period = kAutumn, const char* zone = "Europe/Moscow", const char* now = "2026-12-01T00:00:00Z") {
  return facts_of_problem_list(text, "problems.csv", period, Zone::named(zone), parse_instant(now).value());
}

Instant when(const char* text) { return parse_instant(text).value(); }

}  // namespace

TEST_CASE("the exported list of the frontend, as Zabbix 6.0 writes it") {
  MonitoringFacts facts = listed(std::string(kHead) +
                                 "\"High\",\"2026-09-03 14:05:00\",\"2026-09-03 18:43:00\",\"RESOLVED\",\"srv, fw\",\"disk \"\"C:\"\" is full\",\"4h 38m\",\"Yes\",\"Messages (1)\",\"service: 1c\"\n"
                                 "\"Disaster\",\"2026-09-02 10:00:00\",\"\",\"PROBLEM\",\"srv\",\"down\",\"25d 1h\",\"No\",\"\",\"\"\n");
  REQUIRE(facts.problems.size() == 3);
  CHECK(facts.problems[0].host == "srv");
  CHECK(facts.problems[0].name == "disk \"C:\" is full");
  CHECK(facts.problems[0].severity == Severity::high);
  CHECK(facts.problems[0].began == when("2026-09-03T14:05:00+03:00"));
  CHECK(facts.problems[0].ended == when("2026-09-03T18:43:00+03:00"));
  CHECK(facts.problems[0].acknowledged_sometime);
  CHECK_FALSE(facts.problems[0].acknowledged);
  CHECK(facts.problems[1].host == "fw");
  CHECK(facts.problems[1].id != facts.problems[0].id);
  CHECK(facts.problems[2].severity == Severity::disaster);
  CHECK_FALSE(facts.problems[2].ended);
  CHECK_FALSE(facts.problems[2].acknowledged);
  CHECK(facts.covered == kAutumn);
  CHECK(facts.notes == std::vector<std::string>{"2 problems acknowledged: the list does not say when, so that none of them counts as late"});
}

TEST_CASE("the same list in Russian, with its column of operational data") {
  MonitoringFacts facts = listed("\"Важность\",\"Время\",\"Время восстановления\",\"Состояние\",\"Узел сети\",\"Проблема\",\"Оперативные данные\",\"Длительность\",\"Подтверждено\",\"Действия\",\"Теги\"\n"
                                 "\"Предупреждение\",\"03.09.2026 14:05:00\",\"\",\"ПРОБЛЕМА\",\"Сервер 1С\",\"мало места\",\"5 %\",\"1м\",\"Нет\",\"\",\"\"\n");
  REQUIRE(facts.problems.size() == 1);
  CHECK(facts.problems[0].severity == Severity::warning);
  CHECK(facts.problems[0].host == "Сервер 1С");
  CHECK(facts.problems[0].began == when("2026-09-03T14:05:00+03:00"));
}

TEST_CASE("a wanted time leaves the rest of the list aside") {
  std::string text = std::string(kHead) + "High,2026-09-03 14:05:00,2026-09-03 14:06:00,RESOLVED,srv,down,1m,No,,\n" + "High,2026-10-03 14:05:00,,PROBLEM,srv,down,1m,No,,\n" +
                     "High,2026-09-03 14:05:00,2026-09-03 14:06:00,RESOLVED,srv,down,1m,No,,\n";
  Period september{when("2026-09-01T00:00:00+03:00"), when("2026-10-01T00:00:00+03:00")};
  MonitoringFacts facts = listed(text, september);
  CHECK(facts.problems.size() == 1);
  CHECK(facts.covered == september);
  CHECK(facts.notes == std::vector<std::string>{"1 problem outside the time that is wanted: left aside", "1 problem of the same host, name and start as another: left aside"});
}

// Imported on the 27th with --month, a list claimed that the whole month had been watched.
TEST_CASE("a list of a month that still lasts covers it up to now") {
  std::string text = std::string(kHead) + "High,2026-09-03 14:05:00,,PROBLEM,srv,down,1m,No,,\n";
  Period september{when("2026-09-01T00:00:00+03:00"), when("2026-10-01T00:00:00+03:00")};
  CHECK(listed(text, september, "Europe/Moscow", "2026-09-27T10:00:00Z").covered == Period{september.from, when("2026-09-27T10:00:00Z")});
  CHECK(refusal([&] { listed(text, september, "Europe/Moscow", "2026-08-31T21:00:00Z"); }) ==
        "2: the time that is wanted has not begun: 2026-08-31T21:00:00Z | ask about a time that is past");
}

// A list of another month made the month that was asked for look quiet.
TEST_CASE("a list none of whose problems lies in the time that was asked for is refused") {
  std::string row = "High,2026-09-03 14:05:00,2026-09-03 14:06:00,RESOLVED,srv,down,1m,No,,\n", other = "High,2026-09-04 14:05:00,2026-09-04 14:06:00,RESOLVED,srv,down,1m,No,,\n";
  Period october{when("2026-10-01T00:00:00+03:00"), when("2026-11-01T00:00:00+03:00")};
  CHECK(advice_of([&] { listed(kHead + row + other, october); }) == "problems.csv: none of its 2 problems lies in the time that was asked for | check --month, or --from and --to");
  CHECK(problem_of([&] { listed(kHead + row, october); }) == "problems.csv: its only problem lies outside the time that was asked for");
  CHECK(listed(kHead, october).problems.empty());  // a month without problems has an empty list
}

TEST_CASE("in the hour that clocks go through twice a problem does not end before it begins") {
  MonitoringFacts facts = listed(std::string(kHead) + "High,2026-10-25 02:50:00,2026-10-25 02:10:00,RESOLVED,srv,down,20m,No,,\n", kAutumn, "Europe/Berlin");
  REQUIRE(facts.problems.size() == 1);
  CHECK(facts.problems[0].began == when("2026-10-25T02:50:00+02:00"));
  CHECK(facts.problems[0].ended == when("2026-10-25T02:10:00+01:00"));
}

TEST_CASE("rows that mean nothing are refused with their line") {
  auto said = [](const std::string& row) { return problem_of([&] { listed(kHead + row + "\n"); }); };
  CHECK(said("Alarm,2026-09-03 14:05:00,,PROBLEM,srv,down,1m,No,,") == "problems.csv:2: 'Alarm' is no severity of Zabbix");
  CHECK(said("High,2026-09-31 14:05:00,,PROBLEM,srv,down,1m,No,,") == "problems.csv:2: '2026-09-31 14:05:00' is no time of Zabbix's frontend");
  CHECK(said("High,2026-09-03 14:05:00,2026-09-03 13:05:00,RESOLVED,srv,down,1m,No,,") == "problems.csv:2: the problem ends at '2026-09-03 13:05:00', before it begins");
  CHECK(said("High,2026-09-03 14:05:00,,PROBLEM,srv,down,1m,maybe,,") == "problems.csv:2: 'maybe' must be Yes or No");
  CHECK(said("High") == "problems.csv:2: '' is no time of Zabbix's frontend");
}

TEST_CASE("a list that Zabbix cut off says so") {
  std::string text = kHead;
  for (int row = 0; row < 1000; ++row) text += "High,2026-09-03 14:05:00,,PROBLEM,srv" + std::to_string(row) + ",down,1m,No,,\n";
  MonitoringFacts facts = listed(text);
  CHECK(facts.problems.size() == 1000);
  REQUIRE(facts.notes.size() == 1);
  CHECK(facts.notes[0].starts_with("the list has exactly 1000 rows"));
}

TEST_CASE("times of the frontend in each form that it has") {
  const Zone& zone = Zone::named("UTC");
  CHECK(frontend_time("2026-09-03 00:05:09", zone) == when("2026-09-03T00:05:09Z"));
  CHECK(frontend_time("2026-09-03 12:05:09 AM", zone) == when("2026-09-03T00:05:09Z"));
  CHECK(frontend_time("2026-09-03 12:05:09 PM", zone) == when("2026-09-03T12:05:09Z"));
  CHECK_FALSE(frontend_time("2026-09-03 13:05:09 PM", zone));
  CHECK_FALSE(frontend_time("2026-09-03 24:00:00", zone));
  CHECK_FALSE(frontend_time("2026-09-03T00:05:09", zone));
  CHECK_FALSE(frontend_time("2026-09-03 00:05:09 ", zone));
  CHECK_FALSE(frontend_time("2026-09-03 0x:05:09", zone));
}

}  // namespace outdesk
