#include <doctest/doctest.h>

#include "../parsed_json.hpp"
#include "cost/break_even_report.hpp"
#include "cost/compare_report.hpp"
#include "cost/erlang_report.hpp"
#include "cost/invoice_report.hpp"
#include "cost/payroll_report.hpp"
#include "cost/sensitivity_report.hpp"
#include "cost/staff_report.hpp"
#include "cost/start_scenario.hpp"
#include "output/writers.hpp"
#include "sample_scenario.hpp"

using namespace outdesk;
using namespace outdesk::cost;

namespace {


std::string text_of(const Document& document) {
  std::string text;
  write_text(document, {}, [&](std::string_view bytes) { text += bytes; });
  return text;
}

ReportOptions in(Language language) { return {language, true, true, true, 1}; }

/// All reports of the sample scenario in one language.
std::vector<Document> all_reports(Language language) {
  ScenarioFile file = read_sample(sample_scenario());
  BreakEvenOptions even;
  static_cast<ReportOptions&>(even) = in(language);
  even.to = 200;
  SimulateOptions simulate;
  static_cast<ReportOptions&>(simulate) = in(language);
  simulate.trials = 50;
  ErlangOptions erlang;
  static_cast<ReportOptions&>(erlang) = in(language);
  erlang.calls_per_hour = 200;
  erlang.handling_s = 180;
  PayrollOptions payroll;
  static_cast<ReportOptions&>(payroll) = in(language);
  payroll.net = Money{4'000'000};
  TaxProfiles profiles = TaxProfiles::shipped();
  return {make_quote(file, 2, in(language)), make_comparison(file, 0, in(language)), make_break_even(file, 0, even), make_staffing(file, 0, in(language)),
          make_sensitivity(file, in(language)), make_simulation(file, simulate), make_erlang(erlang), make_payroll(profiles.find("ru-2018"), payroll),
          make_profile_list(profiles, language), make_profile(profiles.find("RU-2026-msp"), language)};
}

}  // namespace

TEST_CASE("the JSON of a comparison holds what the rules say") {
  ScenarioFile file = read_sample(sample_scenario());
  Comparison c = compare(file.scenario, 0);
  Json json = json_of(make_comparison(file, 0, in(Language::en)));
  CHECK(json["outdesk"] == "cost-compare/1");
  CHECK(json["currency"] == "RUB");
  CHECK(json["saving_npv_minor"] == c.totals.saving().minor);
  CHECK(json["inhouse_npv_minor"] == c.totals.inhouse_npv.minor);
  CHECK(json["flows"].size() == 25);
  CHECK(json["flows"][3]["outsource_minor"] == c.totals.outsource[3].minor);
  CHECK(json["inhouse_month1"]["total_minor"] == c.months[0].inhouse.total().minor);
  CHECK(json["invoice_month1"]["client_cost_minor"] == c.months[0].invoice.client_cost.minor);
  CHECK(json["invoice_month1"]["lines"].size() == 3);
  CHECK(json["numbers"].size() == file.sheet.numbers.size());
  CHECK(json["explain"].size() > 10);
}

TEST_CASE("every report begins with its answer and, where it has a scenario, ends with the assumptions") {
  for (Language language : {Language::en, Language::ru})
    for (const Document& document : all_reports(language)) {
      CAPTURE(document.schema);
      CHECK(document.sections.front().id == "answer");
      bool scenario = document.schema != "cost-erlang/1" && document.schema != "cost-profiles/1";
      if (scenario) CHECK(document.sections.back().id == "assumptions");
      CHECK(json_of(document)["answer"].get<std::string>().size() > 20);
    }
}

TEST_CASE("no report leaves a place in its words unfilled") {
  for (Language language : {Language::en, Language::ru})
    for (const Document& document : all_reports(language)) {
      CAPTURE(document.schema);
      std::string text = text_of(document);
      for (std::size_t at = 0; (at = text.find('{', at)) != std::string::npos; ++at)
        CHECK(text.substr(at - 1, 1) == "_");  // an index of a formula, B_{k−1}, is no place
      CHECK(text.size() > 200);
    }
}

TEST_CASE("a Russian report has no English words of ours") {
  for (const Document& document : all_reports(Language::ru)) {
    CAPTURE(document.schema);
    std::string answer = json_of(document)["answer"];
    for (const char* word : {"month", "cheaper", "workstation", "people", "answer", "saves", "invoice"}) CHECK(answer.find(word) == std::string::npos);
  }
}

TEST_CASE("the register names what was assumed, and the program's own defaults") {
  Json json = sample_scenario();
  json["origins"] = {{"default", "assumed"}, {"units", "user"}};
  std::string text = text_of(make_comparison(read_sample(json), 0, in(Language::en)));
  CHECK(text.find("inhouse.roles.0.turnover") != std::string::npos);
  CHECK(text.find("the program's default") != std::string::npos);
  CHECK(text.find("units.desk ") == std::string::npos);
}

TEST_CASE("volume tiers that run backwards stand in the report with the cheapest quantity") {
  Json json = sample_scenario();
  std::string text = text_of(make_quote(read_sample(json), 1, in(Language::en)));
  CHECK(text.find("till: 20 cost 10,000.00") != std::string::npos);
  CHECK(text.find("Ordering 21 is cheaper than any number from 19 to 20.") != std::string::npos);
}

TEST_CASE("the invoice names its tier modes") {
  std::string text = text_of(make_quote(read_sample(sample_scenario()), 1, in(Language::en)));
  for (const char* word : {"graduated: each part at the price of its tier", "volume: the whole quantity", "package: one sum for the bracket"}) CHECK(text.find(word) != std::string::npos);
  CHECK_THROWS_AS(make_quote(read_sample(sample_scenario()), 25, {}), UsageError);
}

TEST_CASE("a horizon past the last profile is said") {
  Json json = sample_scenario();
  json["horizon_months"] = 30;
  Json report = json_of(make_comparison(read_sample(json), 0, {}));
  CHECK(report["warnings"][0]["code"] == "profile-repeated");
}

TEST_CASE("a break-even that makes no sense is refused") {
  ScenarioFile file = read_sample(sample_scenario());
  BreakEvenOptions options;
  options.from = 10, options.to = 9;
  CHECK_THROWS_AS(make_break_even(file, 0, options), UsageError);
  options.from = 0, options.to = 9;
  CHECK_THROWS_AS(make_break_even(file, 0, options), UsageError);
  options.from = 1, options.to = 10;
  CHECK_THROWS_AS(make_break_even(file, *unit_named(file.scenario, "till"), options), UsageError);
  CHECK_THROWS_AS(unit_to_compare(file.scenario, "desks"), UsageError);
}

TEST_CASE("sensitivity and simulation need variables") {
  Json json = sample_scenario();
  json.erase("variables");
  CHECK_THROWS_AS(make_sensitivity(read_sample(json), {}), UsageError);
  CHECK_THROWS_AS(make_simulation(read_sample(json), {}), UsageError);
  SimulateOptions none;
  none.trials = 0;
  CHECK_THROWS_AS(make_simulation(read_sample(sample_scenario()), none), UsageError);
}

TEST_CASE("a starting scenario is a scenario, for every shipped profile") {
  TaxProfiles profiles = TaxProfiles::shipped();
  for (const TaxProfile& profile : profiles.all()) {
    CAPTURE(profile.id);
    StartOptions options;
    options.profile = profile.id;
    options.workstations = 250;
    options.horizon_months = 36;
    options.gross = Money{500'000};
    Json json = Json::parse(start_scenario(options, profiles));
    ScenarioFile file = read_sample(json);
    CHECK(file.scenario.currency == profile.currency);
    CHECK(file.sheet.find("inhouse.roles.0.gross_minor")->origin == Origin::user);
    CHECK(file.sheet.find("units.workstation")->origin == Origin::user);
    CHECK(file.sheet.find("outsource.prices.workstation.tiers.0.price_minor")->origin == Origin::assumed);
    CHECK(file.sheet.find("workload.tickets_per.workstation")->origin == Origin::benchmark);
    CHECK(file.knobs.size() == 8);
  }
}

TEST_CASE("a starting scenario takes the profiles of the years that follow, where there are any") {
  StartOptions options;
  options.profile = "ru-2024";
  options.horizon_months = 48;
  options.net = Money{9'000'000};
  ScenarioFile file = read_sample(Json::parse(start_scenario(options, TaxProfiles::shipped())));
  CHECK(file.scenario.tax_profiles.size() == 3);
  CHECK(file.scenario.inhouse.roles[0].gross.minor == 10'344'828);
  options.gross = options.net;
  CHECK_THROWS_AS(start_scenario(options, TaxProfiles::shipped()), UsageError);
}
