#include <doctest/doctest.h>

#include "cost/change_scenario.hpp"
#include "sample_scenario.hpp"

using namespace outdesk;
using namespace outdesk::cost;

TEST_CASE("the sample scenario is read with every number and its path") {
  ScenarioFile file = read_sample(sample_scenario());
  CHECK(file.scenario.units[0].name == "desk");
  CHECK(file.scenario.outsource.prices.size() == 3);
  CHECK(file.sheet.find("inhouse.roles.0.gross_minor")->value == 9000000);
  CHECK(file.sheet.find("outsource.prices.desk.tiers.1.price_minor")->value == 120000);
  CHECK(file.sheet.find("outsource.sla.kpi.1")->value == 930000);
  CHECK(file.knobs.size() == 2);
}

TEST_CASE("a number's place leads into a copy of the scenario, not into the one it was read from") {
  ScenarioFile file = read_sample(sample_scenario());
  Scenario copy = file.scenario;
  file.sheet.find("outsource.prices.desk.tiers.0.price_minor")->place(copy) = 7;
  CHECK(copy.outsource.prices[0].tiers[0].price.minor == 7);
  CHECK(file.scenario.outsource.prices[0].tiers[0].price.minor == 150000);
}

TEST_CASE("tiers that do not ascend are refused") {
  CHECK(problem_with("/outsource/prices/till/tiers", Json::parse(R"([{"up_to": 20, "price_minor": 5}, {"up_to": 20, "price_minor": 4}, {"up_to": null, "price_minor": 3}])")) ==
        "s.json: 'outsource.prices.till.tiers[1].up_to': must be above 20, the bound of the tier before it");
  CHECK(problem_with("/outsource/prices/till/tiers", Json::parse(R"([{"up_to": null, "price_minor": 5}, {"up_to": 30, "price_minor": 4}])")) ==
        "s.json: 'outsource.prices.till.tiers[1]': follows a tier that is open");
}

TEST_CASE("tiers that are not closed by an open one are refused") {
  CHECK(problem_with("/outsource/prices/till/tiers/1/up_to", 40) == "s.json: 'outsource.prices.till.tiers': must end with an open tier");
  CHECK(problem_with("/outsource/prices/till/tiers", Json::array()) == "s.json: 'outsource.prices.till.tiers': must have 1 to 100 members, not 0");
}

TEST_CASE("rates outside 0 to 1 are refused wherever a rate stands") {
  for (const char* at : {"/discount_rate", "/workload/onsite_share", "/inhouse/wage_growth", "/inhouse/other_growth", "/inhouse/mgmt_overhead", "/inhouse/spares/holding",
                         "/inhouse/roles/0/util", "/inhouse/roles/0/hire_fee", "/inhouse/roles/0/ramp_loss", "/inhouse/roles/0/shift_uplift", "/inhouse/spares/pool/0/target", "/outsource/indexation",
                         "/outsource/commit_share", "/outsource/vat", "/outsource/vat_recoverable", "/outsource/sla/cap", "/outsource/sla/kpi/0",
                         "/outsource/sla/tiers/0/from", "/outsource/sla/tiers/1/credit"}) {
    CAPTURE(at);
    CHECK(problem_with(at, "1.2").find(": must be between ") != std::string::npos);
    CHECK(problem_with(at, "-0.1").find("must be a decimal such as") != std::string::npos);
    CHECK(problem_with(at, 0.5).find("must be an exact decimal in quotes") != std::string::npos);
  }
}

TEST_CASE("a season that has not 12 months is refused") {
  Json json = sample_scenario();
  json["season"] = Json::array({"1", "0.5"});
  json["season_units"] = {"desk"};
  CHECK(problem_of(json) == "s.json: 'season': must have 12 months, January first, not 2");
  json["season"] = Json(std::vector<std::string>(12, "0.5"));
  CHECK(problem_of(json) == "read");
  json["season_units"] = {"till"};
  CHECK(problem_of(json) == "s.json: 'season_units[0]': follows another unit: its season is that unit's");
  json.erase("season_units");
  CHECK(problem_of(json) == "s.json: 'season_units': is missing");
}

TEST_CASE("a range that is not lo <= mid <= hi is refused") {
  CHECK(problem_with("/variables/0/hi", "0.95") == "s.json: 'variables[0].hi': is below mid: a range must be lo <= mid <= hi");
  CHECK(problem_with("/variables/0/lo", "1.1") == "s.json: 'variables[0].mid': is below lo: a range must be lo <= mid <= hi");
}

TEST_CASE("a variable that leaves the bounds of a number is refused") {
  CHECK(problem_with("/variables/1/paths/0", "outsource.vat_recoverable") ==
        "s.json: 'variables[1].hi': takes 'outsource.vat_recoverable' to 1.6, outside 0 to 1");
}

TEST_CASE("a variable's path that names no number is refused with those that are near") {
  Json json = sample_scenario();
  json["variables"][0]["paths"][0] = "inhouse.role.0.gross_minor";
  try {
    read_sample(json);
    FAIL("read");
  } catch (const Error& error) {
    CHECK(std::string(error.what()) == "s.json: 'variables[0].paths[0]': names no number of this scenario: 'inhouse.role.0.gross_minor'");
    CHECK(error.next_step() == "did you mean inhouse.roles.0.gross_minor, inhouse.leads.0.gross_minor?");
  }
}

TEST_CASE("net hours above the norm are refused") {
  CHECK(problem_with("/calendar/net_hours", "1972.5") == "s.json: 'calendar.net_hours': are more than the norm of 1972 hours");
  CHECK(problem_with("/calendar/net_hours", "1972") == "read");
}

TEST_CASE("net hours come from days off where the file gives those") {
  Json json = sample_scenario();
  json["calendar"] = {{"vacation_days", 20}, {"sick_days", 8}, {"training_days", 3}};
  json["tax_profiles"] = {"RU-2026-general"};
  json["horizon_months"] = 10;
  CHECK(read_sample(json).scenario.calendar.net_hours == whole(1724));  // 1972 - 8 x 31, cost.md section 3
  json["calendar"]["vacation_days"] = 300;
  CHECK(problem_of(json).find("leaves no working hours") != std::string::npos);
}

TEST_CASE("pay must say whether it is net or gross") {
  Json json = sample_scenario();
  Json& role = json["inhouse"]["roles"][0];
  role.erase("gross_minor");
  CHECK(problem_of(json) == "s.json: 'inhouse.roles[0]': has no pay");
  role["salary_minor"] = 5;
  CHECK(problem_of(json).find("'inhouse.roles[0].salary_minor': unknown key") != std::string::npos);
  role.erase("salary_minor");
  role["net_minor"] = 4000000;
  json["tax_profiles"] = {"RU-2018-general"};
  ScenarioFile file = read_sample(json);
  CHECK(file.scenario.inhouse.roles[0].gross.minor == 4597701);  // cost.md section 8
  CHECK(file.scenario.inhouse.roles[0].net->minor == 4000000);
  role["gross_minor"] = 1;
  CHECK(problem_of(json) == "s.json: 'inhouse.roles[0].net_minor': stands beside gross_minor");
}

TEST_CASE("a profile of a wrong year is an error, never a fallback") {
  CHECK(problem_with("/tax_profiles/0", "RU-2022-general").find("no tax profile 'RU-2022-general'") == 0);
  CHECK(problem_with("/tax_profiles", {"RU-2024-general", "RU-2026-general"}) ==
        "s.json: 'tax_profiles[1]': is of 2026, where the year after 'RU-2024-general' is asked for");
  CHECK(problem_with("/tax_profiles", {"GB-2025-26"}) == "s.json: 'tax_profiles[0]': counts in GBP, this scenario in RUB");
  CHECK(problem_with("/start_year", 2026) == "s.json: 'start_year': is 2026, but 'RU-2025-general' is of 2025");
  CHECK(problem_with("/start_year", 2025) == "read");
}

TEST_CASE("unknown keys are refused with their path, notes are not") {
  CHECK(problem_with("/outsource/min_fe_minor", 1) == "s.json: 'outsource.min_fe_minor': unknown key");
  CHECK(problem_with("/inhouse/roles/0/drivers/tikket", "1") == "s.json: 'inhouse.roles[0].drivers.tikket': names no unit of this scenario: 'tikket'");
  CHECK(problem_with("/outsource/prices/desk/tiers/0/upto", 1) == "s.json: 'outsource.prices.desk.tiers[0].upto': unknown key");
  for (const char* at : {"/note", "/units/note", "/outsource/note", "/inhouse/roles/0/note", "/inhouse/roles/0/drivers/note", "/outsource/prices/note", "/variables/0/note"}) {
    CAPTURE(at);
    CHECK(problem_with(at, "why") == "read");
  }
  CHECK(problem_with("/note", Json::array({"two", "lines"})) == "read");
}

TEST_CASE("units: names with a meaning, circles and unknown followers are refused") {
  CHECK(problem_with("/units/ticket", 3) == "s.json: 'units.ticket': is a word with its own meaning: give the unit another name");
  CHECK(problem_with("/units/till/per", "till") == "s.json: 'units.till': follows itself");
  CHECK(problem_with("/units/till/per", "dask").find("names no unit of this scenario: 'dask'") != std::string::npos);
  CHECK(problem_with("/units/desk", -1).find("must be between 0 and 10000000") != std::string::npos);
}

TEST_CASE("credit tiers stand best first and reach down to 0") {
  CHECK(problem_with("/outsource/sla/tiers/1/from", "0.5") == "s.json: 'outsource.sla.tiers': must end with a tier from \"0\", for any worse KPI");
  CHECK(problem_with("/outsource/sla/tiers/0/from", "0").find("must be below the tier before it") != std::string::npos);
}

TEST_CASE("every number has an origin: the longest path decides, benchmarks name their source") {
  Json json = sample_scenario();
  json["origins"] = Json::parse(R"({"default": "assumed", "inhouse": "user", "inhouse.roles.0.turnover": {"origin": "benchmark", "source": "a survey"}, "workload": "measured"})");
  ScenarioFile file = read_sample(json);
  CHECK(file.sheet.find("outsource.vat")->origin == Origin::assumed);
  CHECK(file.sheet.find("inhouse.wage_growth")->origin == Origin::user);
  CHECK(file.sheet.find("inhouse.roles.0.turnover")->origin == Origin::benchmark);
  CHECK(file.sheet.find("inhouse.roles.0.turnover")->source == "a survey");
  CHECK(file.sheet.find("workload.tickets_per.desk")->origin == Origin::measured);
  CHECK(file.sheet.find("inhouse.roles.0.shift_uplift")->given == false);
  json["origins"]["inhouse.rolls"] = "user";
  CHECK(problem_of(json) == "s.json: 'origins.inhouse.rolls': names no number of this scenario");
  json["origins"] = {{"inhouse", "benchmark"}};
  CHECK(problem_of(json) == "s.json: 'origins.inhouse': must name the source of a benchmark");
  json["origins"] = {{"inhouse", "guessed"}};
  CHECK(problem_of(json).find("must be one of user, measured, benchmark, assumed") != std::string::npos);
}

TEST_CASE("without origins what stands in the file is the user's, what does not is assumed") {
  ScenarioFile file = read_sample(sample_scenario());
  CHECK(file.sheet.find("outsource.vat")->origin == Origin::user);
  CHECK(file.sheet.find("inhouse.roles.0.hire_fixed_minor")->origin == Origin::assumed);
}

TEST_CASE("amounts are whole minor units and bounded") {
  CHECK(problem_with("/outsource/min_fee_minor", "5000").find("must be a whole number") != std::string::npos);
  CHECK(problem_with("/outsource/min_fee_minor", 1.5).find("must be a whole number") != std::string::npos);
  CHECK(problem_with("/outsource/min_fee_minor", 20'000'000'000'000).find("must be between") != std::string::npos);
  CHECK(problem_with("/inhouse/roles/0/step", "0.3").find("must be 1, 0.5 or 0.25") != std::string::npos);
  CHECK(problem_with("/discount_rate", "0.1234567").find("at most 6 digits") != std::string::npos);
}

TEST_CASE("a number changed from outside keeps its form and becomes the user's") {
  Json json = sample_scenario();
  json["origins"] = {{"default", "assumed"}};
  change_number(json, "units.desk=400");
  change_number(json, "inhouse.roles.0.turnover=0.3");
  ScenarioFile file = read_sample(json);
  CHECK(file.scenario.units[0].base == 400);
  CHECK(file.sheet.find("inhouse.roles.0.turnover")->origin == Origin::user);
  CHECK(file.sheet.find("inhouse.roles.0.util")->origin == Origin::assumed);
  CHECK_THROWS_WITH_AS(change_number(json, "units.desk=4.5"), "'units.desk' takes a whole number, not '4.5'", UsageError);
  CHECK_THROWS_WITH_AS(change_number(json, "units.dask=4"), "the scenario has no number at 'units.dask'", UsageError);
  CHECK_THROWS_WITH_AS(change_number(json, "name=4"), "the scenario has no number at 'name'", UsageError);
  CHECK_THROWS_WITH_AS(change_number(json, "units.desk"), "a change reads PATH=VALUE, not 'units.desk'", UsageError);
}
