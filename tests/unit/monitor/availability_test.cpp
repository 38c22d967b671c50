#include <doctest/doctest.h>

#include "../parsed_json.hpp"
#include "made_facts.hpp"
#include "monitor/availability_rules.hpp"

using namespace outdesk;

namespace {

MonitoringRecord record_of(const MonitoringFacts& facts) {
  MonitoringRecord record;
  record.covered = {facts.covered};
  record.hosts = facts.hosts;
  record.services = facts.services;
  for (const WatchedProblem& one : facts.problems) record.problems.push_back({one, one.ended.value_or(facts.covered.to)});
  for (const ServiceStop& one : facts.stops) record.stops.push_back({one, one.ended.value_or(facts.covered.to)});
  record.values = facts.values;
  return record;
}

MonitoringMonth judged(const MonitoringFacts& facts, const MonitoringTerms& terms = watched_terms()) { return judge_monitoring(record_of(facts), terms, {}, september()); }

const Calendar& office() {
  static nlohmann::json json = nlohmann::json::parse(R"({"timezone": "Europe/Moscow", "weekly": {"mon": [["09:00", "18:00"]], "tue": [["09:00", "18:00"]], "wed": [["09:00", "18:00"]], "thu": [["09:00", "18:00"]], "fri": [["09:00", "18:00"]]}})");
  static Calendar calendar = read_calendar(JsonNode(json, "office"));
  return calendar;
}

constexpr std::int64_t kSeptember = 30 * std::int64_t{kDay};

}  // namespace

TEST_CASE("availability is the time up of the covered time") {
  MonitoringMonth month = judged(september_facts());
  REQUIRE(month.services.size() == 2);
  Seconds down = minutes(4 * 60 + 38);
  CHECK(month.services[0].down == down);
  CHECK(month.services[0].available == Share{kSeptember - down.count, kSeptember});
  CHECK(month.services[0].below_target());
  CHECK(month.services[1].down == minutes(30));
  CHECK_FALSE(month.services[1].below_target());
  CHECK(month.outage_count() == 2);
  CHECK(month.down() == down + minutes(30));
  REQUIRE(month.outages.size() == 2);
  CHECK(month.outages[0].objects == std::vector<std::string>{"srv-1c"});
  CHECK(month.outages[0].reasons == std::vector<std::string>{"1C is unavailable"});
  CHECK(month.outages[1].reasons.empty());
}

TEST_CASE("in the time of a calendar only its hours count, and a stop at night is shown and not counted") {
  MonitoringFacts facts = september_facts();
  facts.problems = {problem("1", "srv-1c", "down", sept("03T05:00"), sept("03T07:00")),   // 08:00 to 10:00 in Moscow, a Thursday
                    problem("2", "srv-1c", "down", sept("05T10:00"), sept("05T12:00"))};  // a Saturday
  MonitoringTerms terms = watched_terms();
  terms.services.resize(1);
  terms.services[0].calendar = "office";
  MonitoringMonth month = judge_monitoring(record_of(facts), terms, {{"office", office()}}, september());
  std::int64_t working = 22 * 9 * 3600;  // September 2026 has 22 weekdays
  CHECK(month.services[0].available == Share{working - 3600, working});
  CHECK(month.services[0].outages == 1);
  REQUIRE(month.outages.size() == 2);
  CHECK(month.outages[1].counted == Seconds{0});
}

TEST_CASE("problems that overlap or touch are one outage, by its worst name") {
  MonitoringFacts facts = september_facts();
  facts.problems = {problem("1", "srv-1c", "slow", sept("03T05:00"), sept("03T06:00")), problem("2", "srv-1c2", "dead", sept("03T05:30"), sept("03T07:00"), Severity::disaster),
                    problem("3", "srv-1c", "slow", sept("03T07:00"), sept("03T07:30"))};
  MonitoringMonth month = judged(facts);
  REQUIRE(month.services[0].outages == 1);
  CHECK(month.outages[0].to - month.outages[0].from == minutes(150));
  CHECK(month.outages[0].reasons == std::vector<std::string>{"dead", "slow"});
  CHECK(month.outages[0].objects == std::vector<std::string>{"srv-1c2", "srv-1c"});
  CHECK(month.outages[0].severity == Severity::disaster);
}

TEST_CASE("problems of other hosts, of less severity or of other names stop nothing, nor do those that are too short") {
  MonitoringTerms terms = watched_terms();
  auto outages_of = [&](WatchedProblem one) {
    MonitoringFacts facts = september_facts();
    facts.problems = {std::move(one)};
    return judged(facts, terms).services[0].outages;
  };
  CHECK(outages_of(problem("1", "srv-1c", "x", sept("03T05:00"), sept("03T05:01"))) == 1);
  CHECK(outages_of(problem("1", "srv-1c", "x", sept("03T05:00"), sept("03T05:00") + Seconds{59})) == 0);
  CHECK(outages_of(problem("1", "srv-1c", "x", sept("03T05:00"), sept("03T06:00"), Severity::average)) == 0);
  CHECK(outages_of(problem("1", "fw01", "x", sept("03T05:00"), sept("03T06:00"))) == 0);
  terms.services[0].problems = {"*unavailable*"};
  CHECK(outages_of(problem("1", "srv-1c", "x", sept("03T05:00"), sept("03T06:00"))) == 0);
  CHECK(outages_of(problem("1", "srv-1c", "1C is unavailable now", sept("03T05:00"), sept("03T06:00"))) == 1);
  // The end before the beginning: a clock that went back.
  CHECK(outages_of(problem("1", "srv-1c", "1C is unavailable now", sept("03T05:00"), sept("03T04:00"))) == 0);
}

TEST_CASE("an outage is cut to the month, and what was not covered counts neither as up nor as down") {
  MonitoringFacts facts = september_facts();
  facts.problems = {problem("1", "srv-1c", "down", at("2026-08-31T12:00:00Z"), sept("01T02:00")), problem("2", "srv-1c", "down", sept("30T23:00"), at("2026-10-01T05:00:00Z"))};
  MonitoringRecord record = record_of(facts);
  record.covered = {{sept("01T01:00"), sept("11T01:00")}, {sept("20T00:00"), at("2026-10-03T00:00:00Z")}};
  MonitoringMonth month = judge_monitoring(record, watched_terms(), {}, september());
  REQUIRE(month.outages.size() >= 2);
  CHECK(month.outages.front().began_before);
  CHECK(month.outages.front().from == september().from);
  CHECK(month.outages.front().counted == minutes(60));
  CHECK(month.outages.back().lasts);
  CHECK(month.outages.back().to == september().to);
  std::int64_t covered = (10 + 11) * std::int64_t{kDay};
  CHECK(month.covered == Share{covered, kSeptember});
  CHECK(month.services[0].available == Share{covered - 7200, covered});
  REQUIRE(month.gaps.size() == 1);  // the hour before the first is shorter than what counts as silence
  CHECK(month.gaps[0] == Period{sept("11T01:00"), sept("20T00:00")});
  CHECK_FALSE(month.silent_since.has_value());
}

TEST_CASE("a source that stopped is silent since its last data, also where they are of another month") {
  MonitoringFacts facts = september_facts();
  facts.covered = {at("2026-08-01T00:00:00Z"), sept("21T00:00")};
  CHECK(judged(facts).silent_since == sept("21T00:00"));
  facts.covered.to = at("2026-08-20T00:00:00Z");
  MonitoringMonth month = judged(facts);
  CHECK(month.silent_since == at("2026-08-20T00:00:00Z"));
  CHECK_FALSE(month.any_data());
  CHECK_FALSE(month.services[0].available.defined());
}

TEST_CASE("a service that the monitoring does not have is not measured, instead of being always there") {
  MonitoringTerms terms = watched_terms();
  terms.services[0].hosts = {"srv-sql*"};
  terms.services[1].service = "Post";
  MonitoringMonth month = judged(september_facts(), terms);
  for (const JudgedService& service : month.services) {
    CHECK_FALSE(service.watched);
    CHECK_FALSE(service.available.defined());
  }
}

// A list of problems knows no services: one that it could not have told of was 100 % there.
TEST_CASE("a service is not measured by answers that list no services, nor one of hosts that nobody ever named") {
  MonitoringFacts list = september_facts();
  list.services.clear();
  list.stops.clear();
  MonitoringMonth month = judged(list);
  CHECK(month.services[0].watched);
  CHECK_FALSE(month.services[1].watched);
  CHECK_FALSE(month.services[1].available.defined());
  list.hosts.clear();
  list.problems.clear();
  CHECK_FALSE(judged(list).services[0].watched);
  MonitoringRecord nothing;
  CHECK(judge_monitoring(nothing, watched_terms(), {}, september()).services[0].watched);  // no data: nobody can say
}

TEST_CASE("an outage goes on where the last data still have it, and keeps its true beginning") {
  MonitoringFacts facts = september_facts();
  facts.problems = {problem("1", "srv-1c", "down", at("2026-08-20T12:00:00Z"), {})};
  MonitoringRecord record = record_of(facts);
  CHECK(judge_monitoring(record, watched_terms(), {}, september()).outages.at(0).goes_on);
  CHECK(judge_monitoring(record, watched_terms(), {}, september()).outages.at(0).began == at("2026-08-20T12:00:00Z"));
  record.problems[0].until = sept("10T00:00");  // later answers no longer have it
  CHECK_FALSE(judge_monitoring(record, watched_terms(), {}, september()).outages.at(0).goes_on);
  facts.problems[0].ended = at("2026-10-02T00:00:00Z");
  CHECK_FALSE(judged(facts).outages.at(0).goes_on);
}

// An answer about a month ends with it: what was acknowledged too late on the day after was not late.
TEST_CASE("a problem that is open is late where it was acknowledged late, even after the time that is covered") {
  MonitoringFacts facts = september_facts();
  facts.problems = {problem("1", "srv-1c", "down", sept("30T23:50"), {})};
  facts.problems[0].acknowledged = at("2026-10-02T00:00:00Z");
  CHECK(judged(facts).late.size() == 1);
  MonitoringTerms any_time = watched_terms();
  any_time.acknowledge_within.reset();
  CHECK(judged(facts, any_time).late.empty());  // it was acknowledged while it lasted
  facts.problems[0].acknowledged = at("2026-10-01T00:20:00Z");
  CHECK(judged(facts).late.empty());
}

// The frontend's list of problems says that somebody acknowledged, and not when: a guessed time made the engineer late.
TEST_CASE("a problem that was acknowledged at a time that nobody told is acknowledged, and not late") {
  MonitoringFacts facts = september_facts();
  facts.problems[0].acknowledged.reset();
  facts.problems[0].acknowledged_sometime = true;
  MonitoringMonth month = judged(facts);
  CHECK(month.severities[0].acknowledged == 1);
  CHECK(month.severities[0].late == 0);
}

TEST_CASE("problems are counted by severity, the worst first, with those that nobody took up in time") {
  MonitoringFacts facts = september_facts();
  facts.problems[0].acknowledged = sept("03T05:31");
  facts.problems.push_back(problem("103", "fw01", "no link", sept("15T00:00"), sept("15T02:00")));
  facts.problems.back().acknowledged = sept("15T00:30");
  facts.problems.push_back(problem("104", "fw01", "down", sept("30T00:00"), {}, Severity::disaster));
  facts.problems.push_back(problem("105", "fw01", "no link", sept("16T00:00"), sept("16T00:30")));  // over before anybody had to look
  MonitoringMonth month = judged(facts);
  REQUIRE(month.severities.size() == 3);
  CHECK(month.severities[0].severity == Severity::disaster);
  CHECK(month.severities[0].open == 1);
  CHECK(month.severities[0].late == 1);
  CHECK(month.severities[1].count == 3);
  CHECK(month.severities[1].acknowledged == 2);
  CHECK(month.severities[1].late == 1);
  CHECK(month.severities[1].longest == minutes(4 * 60 + 38));
  CHECK(month.severities[2].severity == Severity::warning);
  CHECK(month.severities[2].late == 0);
  REQUIRE(month.late.size() == 2);
  CHECK(month.late[0].id == "101");
}

TEST_CASE("figures are summed, taken last or highest over the items that fit") {
  MonitoringFacts facts = september_facts();
  facts.values.push_back({"fw02", "fw.blocked", "Blocked", sept("01T00:00"), sept("02T00:00"), 11, 3, 99, 24});
  facts.values.push_back({"fw02", "fw.blocked", "Blocked", at("2026-10-01T00:00:00Z"), at("2026-10-02T00:00:00Z"), 5000, 1, 5000, 24});
  auto figure = [&](WatchedFigure::Take take, const char* host = "fw*") {
    MonitoringTerms terms = watched_terms();
    terms.figures = {{"x", host, "fw.blocked", take, 1000}};
    return judged(facts, terms).figures.at(0);
  };
  CHECK(figure(WatchedFigure::Take::sum).value == 1211);
  CHECK(figure(WatchedFigure::Take::sum).over_limit());
  CHECK(figure(WatchedFigure::Take::last).value == 10);
  CHECK(figure(WatchedFigure::Take::highest).value == 99);
  CHECK_FALSE(figure(WatchedFigure::Take::sum, "other").value.has_value());
}

TEST_CASE("hours inside a day that is there too are not counted twice, and a sum stays within its range") {
  MonitoringFacts facts = september_facts();
  facts.values = {{"fw01", "fw.blocked", "", sept("01T00:00"), sept("01T01:00"), 30, 1, 1, 1}, {"fw01", "fw.blocked", "", sept("01T00:00"), sept("02T00:00"), 700, 5, 90, 24},
                  {"fw01", "fw.blocked", "", sept("01T05:00"), sept("01T06:00"), 30, 1, 1, 1}};
  CHECK(judged(facts).figures[0].value == 700);
  facts.values[1].sum = INT64_MAX;
  facts.values.push_back({"fw01", "fw.blocked", "", sept("02T00:00"), sept("03T00:00"), INT64_MAX, 5, 90, 24});
  CHECK(judged(facts).figures[0].value == INT64_MAX);
}
