#include <doctest/doctest.h>

#include <nlohmann/json.hpp>
#include <string>

#include "../refusal.hpp"
#include "base/zone.hpp"
#include "zabbix/read_zabbix.hpp"

namespace outdesk {

namespace {

// 2026-09-01T00:00:00Z is 1788220800; the answers are about September, asked for on 2 October.
constexpr std::int64_t kSeptember = 1788220800, kOctober = kSeptember + 30 * kDay;

nlohmann::json quiet_answers() {
  return {{"outdesk", "zabbix/1"},
          {"asked", {{"at", "2026-10-02T00:00:00Z"}, {"from", "2026-09-01T00:00:00Z"}, {"to", "2026-10-01T00:00:00Z"}}},
          {"answers", {{"version", "6.0.14"}, {"hosts", nlohmann::json::array({{{"hostid", "1"}, {"name", "srv"}}})}, {"services", nlohmann::json::array()}, {"problems", nlohmann::json::array()},
                       {"recoveries", nlohmann::json::array()}, {"triggers", nlohmann::json::array()}, {"items", nlohmann::json::array()}, {"hours", nlohmann::json::array()}}}};
}

nlohmann::json problem_row(const std::string& id, std::int64_t clock, const std::string& recovery) {
  return {{"eventid", id}, {"clock", std::to_string(clock)}, {"name", "down"}, {"severity", "4"}, {"objectid", "77"}, {"r_eventid", recovery}, {"acknowledged", "0"},
          {"hosts", nlohmann::json::array({{{"hostid", "1"}, {"name", "srv"}}})}, {"acknowledges", nlohmann::json::array()}};
}

nlohmann::json service_row(const std::string& id, const std::string& name, int start, const nlohmann::json& alarms) {
  return {{"serviceid", id}, {"name", name}, {"status_timeline", nlohmann::json::array({{{"start_value", start}, {"alarms", alarms}}})}};
}

nlohmann::json alarm(std::int64_t clock, int value) { return {{"clock", std::to_string(clock)}, {"value", std::to_string(value)}}; }

MonitoringFacts read(const nlohmann::json& document, const MonitoringTerms& terms = {}, std::optional<Period> period = {}, Instant now = Instant{kOctober + kDay}) {
  return zabbix_facts_of(document.dump(), "answers.json", terms, period, Zone::named("Europe/Moscow"), now);
}

}  // namespace

TEST_CASE("a month without a problem is a month that was watched") {
  MonitoringFacts facts = read(quiet_answers());
  CHECK(facts.source == "zabbix");
  CHECK(facts.version == "6.0.14");
  CHECK(facts.covered == Period{Instant{kSeptember}, Instant{kOctober}});
  CHECK(facts.hosts == std::vector<std::string>{"srv"});
  CHECK(facts.problems.empty());
  CHECK(facts.notes.empty());
}

TEST_CASE("a problem goes from its event to that of its recovery, and knows who acknowledged it first") {
  auto document = quiet_answers();
  auto& answers = document["answers"];
  answers["problems"] = nlohmann::json::array({problem_row("10", kSeptember - 500, "11")});
  answers["problems"][0]["acknowledged"] = "1";
  answers["problems"][0]["acknowledges"] = {{{"clock", kSeptember + 90}, {"action", "6"}, {"message", "second"}, {"username", "olga"}},
                                            {{"clock", kSeptember + 40}, {"action", "4"}, {"message", "disk,\nnew one"}, {"username", "petr"}},
                                            {{"clock", kSeptember + 60}, {"action", "2"}, {"message", ""}, {"username", "ivan"}}};
  answers["recoveries"] = nlohmann::json::array({{{"eventid", "11"}, {"clock", kSeptember + 100}}});
  MonitoringFacts facts = read(document);
  REQUIRE(facts.problems.size() == 1);
  const WatchedProblem& problem = facts.problems[0];
  CHECK(problem == WatchedProblem{"10", "srv", "down", Severity::high, Instant{kSeptember - 500}, Instant{kSeptember + 100}, Instant{kSeptember + 60}, false, "ivan", "disk, new one"});
}

TEST_CASE("an open problem counts only while its trigger is watched") {
  auto document = quiet_answers();
  document["answers"]["problems"] = nlohmann::json::array({problem_row("10", kSeptember + 5, "0")});
  MonitoringFacts facts = read(document);
  CHECK(facts.problems.empty());
  CHECK(facts.notes == std::vector<std::string>{"1 problem is open, and nobody watches its trigger any more: left aside"});
  document["answers"]["triggers"] = nlohmann::json::array({{{"triggerid", "77"}}});
  facts = read(document);
  REQUIRE(facts.problems.size() == 1);
  CHECK(!facts.problems[0].ended);
}

TEST_CASE("a problem of two hosts stops both") {
  auto document = quiet_answers();
  document["answers"]["problems"] = nlohmann::json::array({problem_row("10", kSeptember + 5, "11")});
  document["answers"]["problems"][0]["hosts"] = {{{"hostid", "2"}, {"name", "fw"}}, {{"hostid", "1"}, {"name", "srv"}}};
  document["answers"]["recoveries"] = nlohmann::json::array({{{"eventid", "11"}, {"clock", kSeptember + 100}}});
  MonitoringFacts facts = read(document);
  REQUIRE(facts.problems.size() == 2);
  CHECK(facts.problems[0].id == "10");
  CHECK(facts.problems[0].host == "fw");
  CHECK(facts.problems[1].id == "10/srv");
}

TEST_CASE("what lies outside the time, or ends nobody knows when, is left aside and counted") {
  auto document = quiet_answers();
  document["answers"]["problems"] = {problem_row("10", kSeptember - 500, "11"), problem_row("20", kOctober, "21"), problem_row("30", kSeptember + 5, "31"), problem_row("40", kSeptember + 50, "41")};
  document["answers"]["recoveries"] = {{{"eventid", "11"}, {"clock", kSeptember}}, {{"eventid", "21"}, {"clock", kOctober + 5}}, {{"eventid", "41"}, {"clock", kSeptember + 40}}};
  MonitoringFacts facts = read(document);
  REQUIRE(facts.problems.size() == 1);
  CHECK(facts.problems[0].ended == facts.problems[0].began);
  CHECK(facts.notes == std::vector<std::string>{"2 problems lie outside the time that is wanted: left aside", "1 problem has ended, and Zabbix does not tell when: left aside",
                                                "1 problem ends before it begins: taken as a moment"});
}

TEST_CASE("answers that contradict themselves are refused with their place") {
  auto document = quiet_answers();
  auto problems = [&](const nlohmann::json& rows) {
    document["answers"]["problems"] = rows;
    document["answers"]["triggers"] = nlohmann::json::array({{{"triggerid", "77"}}});
    return problem_of([&] { read(document); });
  };
  CHECK(problems({problem_row("10", kSeptember, "0"), problem_row("10", kSeptember, "0")}).empty());
  CHECK(problems({problem_row("10", kSeptember, "0"), problem_row("10", kSeptember + 1, "0")}) == "answers.json:1: 'answers.problems[1].eventid': is told twice, each time differently");
  auto row = problem_row("10", kSeptember, "0");
  row["clock"] = "soon";
  CHECK(problems(nlohmann::json::array({row})) == "answers.json:1: 'answers.problems[0].clock': must be a whole number");
  row["clock"] = "99999999999";
  CHECK(problems(nlohmann::json::array({row})) == "answers.json:1: 'answers.problems[0].clock': must be a time in seconds since 1970");
  row = problem_row("10", kSeptember, "0");
  row["severity"] = "6";
  CHECK(problems(nlohmann::json::array({row})) == "answers.json:1: 'answers.problems[0].severity': must be a severity, 0 to 5");
  row = problem_row("0x10", kSeptember, "0");
  CHECK(problems(nlohmann::json::array({row})) == "answers.json:1: 'answers.problems[0].eventid': must be an id of Zabbix, digits");
  row = problem_row("10", kSeptember, "0");
  row.erase("hosts");
  CHECK(problems(nlohmann::json::array({row})) == "answers.json:1: 'answers.problems[0].hosts': is missing");
  document = quiet_answers();
  document["answers"]["recoveries"] = nlohmann::json::array({{{"eventid", "11"}, {"clock", kOctober + 10 * kDay}}});
  CHECK(problem_of([&] { read(document); }) == "answers.json:1: 'answers.recoveries[0].clock': is later than the moment of asking, 2026-10-02T00:00:00Z");
}

TEST_CASE("a service stops for each severity that it goes through") {
  auto document = quiet_answers();
  document["answers"]["services"] = nlohmann::json::array({service_row("1", "1С", 2, {alarm(kSeptember + 10, 5), alarm(kSeptember + 20, -1), alarm(kOctober - 5, 3), alarm(kOctober + 5, -1), alarm(kOctober + 9, 1)})});
  MonitoringFacts facts = read(document);
  CHECK(facts.services == std::vector<std::string>{"1С"});
  CHECK(facts.stops == std::vector<ServiceStop>{{"1С", Severity::warning, Instant{kSeptember}, Instant{kSeptember + 10}},
                                                {"1С", Severity::disaster, Instant{kSeptember + 10}, Instant{kSeptember + 20}},
                                                {"1С", Severity::average, Instant{kOctober - 5}, Instant{kOctober + 5}}});
}

TEST_CASE("of services with one name the worst counts") {
  // Zabbix lets two services under different parents have one name; told apart by name and start alone, one would have hidden the other.
  auto document = quiet_answers();
  document["answers"]["services"] = {service_row("1", "Net", 2, nlohmann::json::array({alarm(kSeptember + 30, -1)})), service_row("2", "Net", -1, {alarm(kSeptember + 10, 4), alarm(kSeptember + 20, -1)})};
  MonitoringFacts facts = read(document);
  CHECK(facts.stops == std::vector<ServiceStop>{{"Net", Severity::warning, Instant{kSeptember}, Instant{kSeptember + 10}},
                                                {"Net", Severity::high, Instant{kSeptember + 10}, Instant{kSeptember + 20}},
                                                {"Net", Severity::warning, Instant{kSeptember + 20}, Instant{kSeptember + 30}}});
  CHECK(facts.notes == std::vector<std::string>{"2 services are called 'Net': the worst of them counts"});
}

TEST_CASE("a service that tells of changes out of order or outside the time is refused") {
  auto document = quiet_answers();
  auto alarms = [&](const nlohmann::json& list) {
    document["answers"]["services"] = nlohmann::json::array({service_row("1", "Net", -1, list)});
    return problem_of([&] { read(document); });
  };
  CHECK(alarms(nlohmann::json::array({alarm(kSeptember - 1, 1)})).ends_with("is earlier than the time that was asked about"));
  CHECK(alarms({alarm(kSeptember + 9, 1), alarm(kSeptember + 8, -1)}).ends_with("is earlier than the change before it"));
  CHECK(alarms(nlohmann::json::array({alarm(kOctober + 2 * kDay, 1)})).ends_with("is later than the moment of asking, 2026-10-02T00:00:00Z"));
  CHECK(alarms(nlohmann::json::array({alarm(kSeptember + 9, 7)})).ends_with("must be a state of a service, -1 to 5"));
}

TEST_CASE("hours of items that a figure names, each once") {
  auto document = quiet_answers();
  document["answers"]["items"] = {{{"itemid", "5"}, {"key_", "ips.blocked"}, {"name", "Blocked"}, {"hosts", nlohmann::json::array({{{"hostid", "1"}, {"name", "fw"}}})}},
                                  {{"itemid", "6"}, {"key_", "cpu"}, {"name", "Processor"}, {"hosts", nlohmann::json::array({{{"hostid", "1"}, {"name", "fw"}}})}}};
  auto hour = [](const char* id, std::int64_t clock) { return nlohmann::json{{"itemid", id}, {"clock", clock}, {"num", 60}, {"sum", 120}, {"last", -3}, {"max", 9}}; };
  document["answers"]["hours"] = {hour("5", kSeptember), hour("6", kSeptember), hour("5", kOctober)};
  MonitoringTerms terms;
  terms.figures.push_back({"Attacks", "f*", "ips.*", WatchedFigure::Take::sum, {}});
  MonitoringFacts facts = read(document, terms);
  CHECK(facts.values == std::vector<ItemValue>{{"fw", "ips.blocked", "Blocked", Instant{kSeptember}, Instant{kSeptember + 3600}, 120, -3, 9, 60}});
  document["answers"]["hours"].push_back(hour("5", kSeptember));
  CHECK(problem_of([&] { read(document, terms); }).ends_with("is told twice for item '5'"));
}

TEST_CASE("a file is read for a part of its time, and not for another") {
  Period inside{Instant{kSeptember + kDay}, Instant{kOctober + kDay}};
  CHECK(read(quiet_answers(), {}, inside).covered == Period{inside.from, Instant{kOctober}});
  CHECK(advice_of([&] { read(quiet_answers(), {}, Period{Instant{kOctober}, Instant{kOctober + kDay}}); }) ==
        "answers.json:1: 'asked': the answers are about 2026-09-01T00:00:00Z to 2026-10-01T00:00:00Z, and not about the time that is wanted | ask the monitoring about that time");
  auto document = quiet_answers();
  document["asked"]["at"] = "2026-09-30T00:00:00Z";
  CHECK(problem_of([&] { read(document); }).ends_with("must not be later than \"at\": nobody knows yet what happened then"));
}

// A file whose clock ran ahead, or one of a month that still lasts, claimed days that nobody had seen yet.
TEST_CASE("what a file covers never ends after now, and a time that has not begun is refused") {
  Instant now{kSeptember + 9 * kDay};
  CHECK(read(quiet_answers(), {}, {}, now).covered == Period{Instant{kSeptember}, now});
  CHECK(read(quiet_answers(), {}, Period{Instant{kSeptember + kDay}, Instant{kOctober}}, now).covered == Period{Instant{kSeptember + kDay}, now});
  CHECK(refusal([&] { read(quiet_answers(), {}, Period{now, Instant{kOctober}}, now); }) == "2: the time that is wanted has not begun: 2026-09-10T00:00:00Z | ask about a time that is past");
}

TEST_CASE("names with markup and control characters become one line that can be stored") {
  auto document = quiet_answers();
  document["answers"]["hosts"] = {{{"hostid", "1"}, {"name", " <b>a\u0007\u202e</b>\n"}}, {{"hostid", "2"}, {"name", std::string(5000, 'x')}}};
  MonitoringFacts facts = read(document);
  REQUIRE(facts.hosts.size() == 2);
  CHECK(facts.hosts[0].starts_with("<b>a\uFFFD"));
  CHECK(facts.hosts[0].ends_with("</b>"));
  CHECK(facts.hosts[1] == std::string(500, 'x') + "…");
}

TEST_CASE("what is no file of Zabbix is told apart") {
  auto said = [](const std::string& text) { return problem_of([&] { zabbix_facts_of(text, "x", {}, {}, Zone::named("UTC"), Instant{kOctober}); }); };
  CHECK(said("<!DOCTYPE html><html></html>") == "x: is XML or HTML, and no answers of Zabbix");
  CHECK(said("{\"outdesk\": \"zabbix/2\"}").find("'outdesk'") != std::string::npos);
  CHECK(said("{\"outdesk\": \"zabbix/1\", \"asked\"").starts_with("x:1: not JSON"));
  CHECK(advice_of([] { zabbix_facts_of("a,b", "x", {}, {}, Zone::named("UTC"), Instant{kOctober}); }) == "a list of problems, 'x', does not say what time it is of | give --month, or --from and --to, as it was asked for in Zabbix");
}

}  // namespace outdesk
