#include <doctest/doctest.h>

#include "base/error.hpp"
#include "cost/comparison_rules.hpp"
#include "cost/service_history.hpp"
#include "cost/staffing_rules.hpp"
#include "sample_scenario.hpp"

using namespace outdesk;
using namespace outdesk::cost;

namespace {

/// Three months of 90, 110 and 100 requests, ten working hours of visits.
ServiceHistory three_months() {
  ServiceHistory history;
  history.client = "acme";
  history.months = {{"2026-07", 7, 90, 85, 90, 6}, {"2026-08", 8, 110, 110, 110, 0}, {"2026-09", 9, 100, 0, 0, 0}};
  history.received = 300;
  history.ended = 280;
  history.visited = 7;
  history.desk_seconds = 300 * 1800;
  history.desk_seconds_by_line = {{"L1", 300 * 600}, {"L2", 300 * 1200}};
  history.visits = 8;
  history.visit_seconds = 8 * 5400;
  history.days = {13, 13, 13, 13, 13, 13, 14};
  for (std::size_t day = 0; day < 5; ++day) history.arrivals[day][9] = 26;
  history.arrivals[6][9] = 40;
  return history;
}

struct Put {
  Json json;
  std::vector<std::string> left;
  explicit Put(const ServiceHistory& history, Json from = sample_scenario()) : json(std::move(from)) { left = put_measured(json, read_sample(json).scenario, history); }
  std::string at(const std::string& pointer) const { return json.at(Json::json_pointer(pointer)).dump(); }
  bool leaves(const std::string& words) const {
    return std::any_of(left.begin(), left.end(), [&](const std::string& one) { return one.find(words) != one.npos; });
  }
};

}  // namespace

TEST_CASE("what the journal shows stands in the place of benchmarks, marked as measured") {
  Put put(three_months());
  CHECK(put.at("/workload/tickets_per/desk") == R"("0.833333")");  // 300 requests in 3 months of 120 desks
  CHECK(put.at("/workload/onsite_share") == R"("0.025")");
  CHECK(put.at("/inhouse/roles/0/drivers/ticket") == R"("0.5")");
  CHECK(put.at("/inhouse/roles/0/drivers/visit") == R"("1.5")");
  CHECK(put.at("/inhouse/roles/0/drivers/desk") == R"("0.1")");
  CHECK(put.at("/outsource/sla/kpi") == R"(["0.944444","1","1"])");  // nothing judged is nothing missed
  CHECK(put.at("/outsource/sla/breaches") == "[6,0,0]");
  ScenarioFile file = read_sample(put.json);
  const Number* tickets = file.sheet.find("workload.tickets_per.desk");
  REQUIRE(tickets);
  CHECK(tickets->origin == Origin::measured);
  CHECK(tickets->source == "journal of acme, 2026-07 to 2026-09: 300 requests, 3 months; the contract names no workplaces, so the scenario's own numbers were taken");
  CHECK(file.sheet.find("outsource.sla.kpi.2")->origin == Origin::measured);
  CHECK(file.sheet.find("inhouse.roles.0.drivers.desk")->origin == Origin::user);
  CHECK(put.leaves("season: takes 12 whole months, and there are 3"));
}

TEST_CASE("a share is never rounded up into a better tier") {
  ServiceHistory history = three_months();
  history.months[0] = {"2026-07", 7, 90, 9'499'999, 10'000'000, 0};
  CHECK(Put(history).at("/outsource/sla/kpi/0") == R"("0.949999")");
}

TEST_CASE("tickets of several units keep their proportion, and the contract's workplaces count") {
  Json json = sample_scenario();
  json["units"] = Json::parse(R"({"workstation": 200, "desk": 120, "till": {"per": "desk", "ratio": "0.1", "round": "ceil"}, "shop": 4})");
  json["workload"]["tickets_per"] = {{"workstation", "0.5"}, {"shop", "5"}};  // 100 + 20 a month
  json["variables"] = Json::array();
  ServiceHistory history = three_months();
  history.workplace_months = 150;  // 50 workplaces a month: 30 tickets were to be expected, and 100 came
  Put put(history, json);
  CHECK(put.at("/workload/tickets_per/workstation") == R"("1.666667")");
  CHECK(put.at("/workload/tickets_per/shop") == R"("16.666667")");
}

TEST_CASE("roles that are called as a line of support get its hours") {
  Json json = sample_scenario();
  Json second = json["inhouse"]["roles"][0];
  json["inhouse"]["roles"][0]["code"] = "L1";
  second["code"] = "L2";
  second["drivers"] = {{"ticket", "1"}};
  Json third = second;
  third["code"] = "architect";
  json["inhouse"]["roles"].push_back(second);
  json["inhouse"]["roles"].push_back(third);
  json["inhouse"]["leads"][0]["of"] = {"L1", "L2"};
  Put put(three_months(), json);
  CHECK(put.at("/inhouse/roles/0/drivers/ticket") == R"("0.166667")");
  CHECK(put.at("/inhouse/roles/1/drivers/ticket") == R"("0.333333")");
  CHECK(put.at("/inhouse/roles/2/drivers/ticket") == R"("1")");
  CHECK(put.leaves("role 'architect': no line of support is called so; there are 'L1', 'L2'"));
}

TEST_CASE("a day schedule takes the pattern of the days on which it is open") {
  Json json = sample_scenario();
  Json calls = Json::array();
  for (int hour = 0; hour < 24; ++hour) calls.push_back("1");
  json["inhouse"]["roles"][0]["day_schedule"] = {{"calls_per_hour", calls}, {"aht", "300"}, {"t", "60"}, {"sl", "0.8"}, {"days", 247}};
  Put weekdays(three_months(), json);
  CHECK(weekdays.at("/inhouse/roles/0/day_schedule/calls_per_hour/9") == R"("2.088101")");  // 130 from Monday to Friday, on 247 of 365 of 92 days
  CHECK(weekdays.at("/inhouse/roles/0/day_schedule/calls_per_hour/10") == R"("0")");
  CHECK(weekdays.at("/inhouse/roles/0/day_schedule/aht") == R"("1800")");
  json["inhouse"]["roles"][0]["day_schedule"]["days"] = 365;
  CHECK(Put(three_months(), json).at("/inhouse/roles/0/day_schedule/calls_per_hour/9") == R"("1.847826")");  // 170 in 92 days
}

TEST_CASE("twelve months have a season, which moves the tickets alone") {
  ServiceHistory history = three_months();
  history.months.clear();
  for (int i = 0; i < 12; ++i) history.months.push_back({"m", (i + 5) % 12 + 1, i == 0 ? 150 : 50, 1, 1, 0});  // June is busy
  history.received = 700;
  history.desk_seconds = 700 * 10'800;
  Put put(history);
  CHECK(put.at("/workload/season/5") == R"("2.571429")");
  CHECK(put.at("/workload/season/6") == R"("0.857143")");
  ScenarioFile file = read_sample(put.json);
  Plan plan = plan_of(file.scenario);
  REQUIRE(plan.months.size() == 12);  // from March on
  CHECK(plan.months[3].quantity == plan.months[4].quantity);
  CHECK(plan.months[3].load.tickets == Micro{149999991});  // 120 x 0.486111 x 2.571429, half up
  CHECK(plan.months[4].load.tickets == Micro{49999997});
  CHECK(plan.months[3].needed[0] > plan.months[4].needed[0]);
  CHECK(plan.peak[0] == plan.months[3].needed[0]);
}

TEST_CASE("what the journal does not show stays") {
  ServiceHistory history = three_months();
  history.desk_seconds = history.visits = history.visit_seconds = history.ended = 0;
  for (HistoryMonth& month : history.months) month.in_time = month.judged = 0;
  Json json = sample_scenario();
  Put put(history, json);
  CHECK(put.at("/workload/onsite_share") == R"("0.1")");
  CHECK(put.at("/inhouse/roles/0/drivers/ticket") == R"("0.9")");
  CHECK(put.at("/outsource/sla/kpi") == R"(["0.97","0.93"])");
  CHECK(put.leaves("hours of a ticket: no work is recorded"));
  CHECK(put.leaves("KPI and breaches: no request had a deadline"));
  json["workload"]["tickets_per"]["desk"] = "0";
  CHECK(Put(history, json).leaves("tickets: the scenario expects none"));
}

TEST_CASE("origins of single members of a measured list are gone") {
  Json json = sample_scenario();
  json["origins"] = {{"outsource.sla.breaches.1", "assumed"}, {"outsource", {{"origin", "benchmark"}, {"source", "a price list"}}}};
  ServiceHistory history = three_months();
  CHECK(read_sample(Put(history, json).json).sheet.find("outsource.sla.breaches.1")->origin == Origin::measured);
}

TEST_CASE("a season of the tickets has twelve months") {
  CHECK(problem_with("/workload/season", Json::array({"1", "1"})).find("'workload.season': must have 12 months, January first, not 2") != std::string::npos);
}
