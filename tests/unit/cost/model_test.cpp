// The cases that the calculation was made for, and what their answers are known to be.
#include <doctest/doctest.h>

#include "base/shipped.hpp"
#include "cost/break_even_rules.hpp"
#include "cost/sensitivity_rules.hpp"
#include "cost/simulate_rules.hpp"
#include "sample_scenario.hpp"

using namespace outdesk;
using namespace outdesk::cost;

namespace {

ScenarioFile shipped_scenario(const char* name) {
  Json json = parse_json(*shipped_file(std::string("scenarios/") + name), name);
  return read_scenario(JsonNode(json, name), TaxProfiles::shipped(), "");
}

Comparison at_size(Scenario scenario, std::int64_t workstations) {
  std::size_t unit = *unit_named(scenario, "workstation");
  scenario.units[unit].base = workstations;
  return compare(scenario, unit);
}

std::string runs_of(const Scenario& scenario, std::int64_t lo, std::int64_t hi) {
  std::string text;
  for (const CheaperRun& run : break_even(scenario, *unit_named(scenario, "workstation"), lo, hi, 1).runs)
    text += std::to_string(run.lo) + "-" + std::to_string(run.hi) + (run.side == Side::outsource ? " out " : " in ");
  return text;
}

}  // namespace

TEST_CASE("the article's four sizes (cost.md section 9)") {
  Scenario article = shipped_scenario("article.json").scenario;
  struct Expected { std::int64_t seats, heads, leads, inhouse_month, outsource_month; };
  for (const Expected& e : {Expected{200, 2, 0, 139'559, 148'000}, {400, 4, 1, 403'194, 282'000}, {1000, 9, 2, 849'918, 656'000}, {3000, 25, 4, 2'159'542, 1'764'000}}) {
    CAPTURE(e.seats);
    Comparison c = at_size(article, e.seats);
    CHECK(c.plan.peak[0] == whole(e.heads));
    CHECK(c.plan.peak[1] == whole(e.leads));
    CHECK(rounded(c.inhouse_total.minor, 1200) == e.inhouse_month);
    CHECK(rounded(c.outsource_total.minor, 1200) == e.outsource_month);
    CHECK((c.totals.saving().minor >= 0) == (e.seats > 200));
  }
}

TEST_CASE("the article's break-even: every count, runs, stable point and smooth crossing") {
  Scenario article = shipped_scenario("article.json").scenario;
  BreakEven even = break_even(article, *unit_named(article, "workstation"), 1, 1000);
  CHECK(runs_of(article, 1, 1000) == "1-92 out 93-119 in 120-189 out 190-242 in 243-1000 out ");
  CHECK(even.first == 93);
  CHECK(even.stable == 243);
  CHECK(even.stable_side == Side::outsource);
  CHECK(rounded(even.smooth_crossing->millionths, 10'000) == 36'582);  // 365.82
  CHECK(even.costs.size() == 1000);
}

TEST_CASE("what carries the article's claim: changes of one number (cost.md section 9)") {
  ScenarioFile file = shipped_scenario("article.json");
  auto with = [&](auto change) {
    Scenario scenario = file.scenario;
    change(scenario);
    return runs_of(scenario, 100, 900);
  };
  CHECK(with([](Scenario& s) { s.workload.tickets[0].each = Micro{900'000}; }).find("197-") != std::string::npos);
  CHECK(with([](Scenario& s) { s.workload.tickets[0].each = Micro{500'000}; }).find("292-702 out 703-731 in 732-812 out 813-876 in") != std::string::npos);
  std::string flat = with([](Scenario& s) { for (Tier& tier : s.outsource.prices[1].tiers) tier.price = s.outsource.prices[1].tiers[0].price; });
  CHECK(flat.find("243-832 out 833-853 in") != std::string::npos);
}

TEST_CASE("the ice-cream case: the outsourcer follows the season, the own team does not") {
  Scenario scenario = shipped_scenario("ice-cream.json").scenario;
  Comparison c = compare(scenario, *unit_named(scenario, "stall"));
  CHECK((c.inhouse_total - c.outsource_total).minor == 47'999'994);  // 12 x 160 000 against 1 440 000
  CHECK(c.idle.minor == 47'999'998);                                 // 479 999.98, cost.md section 1
  Elasticities elastic = elasticities(scenario, c, *unit_named(scenario, "stall"));
  CHECK(elastic.from == 50);
  CHECK(elastic.to == 100);
  CHECK(*elastic.outsource == whole(1));
  CHECK(rounded(elastic.inhouse->millionths, 10'000) == 0);
}

TEST_CASE("elasticity without a season is taken at a tenth more units") {
  ScenarioFile file = read_sample(sample_scenario());
  Comparison c = compare(file.scenario, 0);
  Elasticities elastic = elasticities(file.scenario, c, 0);
  CHECK(elastic.from == 120);
  CHECK(elastic.to == 132);
  CHECK(elastic.outsource->millionths > 0);
}

TEST_CASE("the outsourcing flow holds onboarding, the parallel month, severance, manager and exit fee") {
  ScenarioFile file = read_sample(sample_scenario());
  Comparison c = compare(file.scenario, 0);
  const auto& months = c.months;
  CHECK(c.onboarding_at_start.minor == 0);
  for (int m = 0; m < 3; ++m) CHECK(months[static_cast<std::size_t>(m)].onboarding.minor == 4'400'000);  // 4 M, half of 20 % VAT on top
  CHECK(months[3].onboarding.minor == 0);
  CHECK(months[0].parallel == months[0].inhouse.total());
  CHECK(months[1].parallel.minor == 0);
  CHECK(months[1].severance.minor == 18'000'000);
  CHECK(months[23].exit_fee.minor == 1'100'000);
  CHECK(months[0].retained.minor == 2'000'000);
  CHECK(months[12].retained.minor == 2'100'000);
  for (std::size_t m = 0; m < months.size(); ++m) {
    Money sum = months[m].invoice.client_cost + months[m].onboarding + months[m].parallel + months[m].severance + months[m].exit_fee + months[m].retained;
    CHECK(c.totals.outsource[m + 1] == sum);
  }
}

TEST_CASE("payback is the month from which the added-up saving stays at 0 or more") {
  auto month = [](std::vector<std::int64_t> savings) {
    Totals totals;
    for (std::int64_t s : savings) totals.inhouse.emplace_back(s), totals.outsource.emplace_back(0);
    return payback_month(totals);
  };
  CHECK(month({-10, 5, 5, 1}) == 2);
  CHECK(month({1, -5, 4}) == 2);
  CHECK(month({0, 0}) == 0);
  CHECK_FALSE(month({-10, 5}).has_value());
  CHECK_FALSE(month({5, -10}).has_value());
}

TEST_CASE("a tie counts as outsourcing, and runs join") {
  auto cost = [](std::int64_t seats, std::int64_t in, std::int64_t out) { return SeatCost{seats, Money{in}, Money{out}}; };
  auto runs = cheaper_runs({cost(1, 5, 5), cost(2, 4, 5), cost(3, 4, 6), cost(4, 9, 1)});
  REQUIRE(runs.size() == 3);
  CHECK(runs[0].side == Side::outsource);
  CHECK(runs[1].lo == 2);
  CHECK(runs[1].hi == 3);
  CHECK(*crossing({cost(10, 4, 7), cost(11, 9, 8)}) == Micro{10'750'000});
}

TEST_CASE("the contributions of a year begin anew in January, those of the last profile are repeated") {
  Scenario scenario = read_sample(sample_scenario()).scenario;  // from March 2025, profiles of 2025 and 2026
  CHECK(tax_month(scenario, 1).profile == 0);
  CHECK_FALSE(tax_month(scenario, 1).year_begins);
  CHECK(tax_month(scenario, 10).profile == 0);
  CHECK(tax_month(scenario, 11).profile == 1);
  CHECK(tax_month(scenario, 11).year_begins);
  CHECK_FALSE(tax_month(scenario, 22).repeated);
  CHECK(tax_month(scenario, 23).repeated);
  CHECK(tax_month(scenario, 23).profile == 1);
}

TEST_CASE("answers do not depend on the number of threads") {
  ScenarioFile file = read_sample(sample_scenario());
  auto one = simulate(file.scenario, file.knobs, 7, 500, 1), many = simulate(file.scenario, file.knobs, 7, 500, 5);
  CHECK(one == many);
  CHECK(simulate(file.scenario, file.knobs, 8, 500, 1) != one);
  BreakEven a = break_even(file.scenario, 0, 1, 300, 1), b = break_even(file.scenario, 0, 1, 300, 4);
  for (std::size_t i = 0; i < a.costs.size(); ++i) CHECK(a.costs[i].saving() == b.costs[i].saving());
}

TEST_CASE("an error inside a thread comes out as that error") {
  ScenarioFile file = read_sample(sample_scenario());
  Scenario scenario = file.scenario;
  scenario.outsource.prices[0].tiers[1].price = Money{9'000'000'000'000'000};
  CHECK_THROWS_AS(break_even(scenario, 0, 1'000'000, 1'001'000, 3), UsageError);
}

TEST_CASE("the spread of trials: nearest rank, wins, and a histogram that loses none") {
  std::vector<Money> savings;
  for (std::int64_t i = 20; i >= 1; --i) savings.emplace_back(i - 5);
  Spread spread = spread_of(savings);
  CHECK(spread.wins == 16);
  CHECK(spread.p5.minor == -4);
  CHECK(spread.p50.minor == 5);
  CHECK(spread.p95.minor == 14);
  CHECK(spread.mean.minor == 6);  // 5.5, away from zero
  std::int64_t counted = 0;
  for (const Bin& bin : histogram(savings, 7)) counted += bin.count;
  CHECK(counted == 20);
}

TEST_CASE("tornado: largest swing first, and each variable back at its base afterwards") {
  ScenarioFile file = read_sample(sample_scenario());
  std::vector<Swing> rows = tornado(file.scenario, file.knobs);
  REQUIRE(rows.size() == 2);
  CHECK(rows[0].size().minor >= rows[1].size().minor);
  std::vector<Swing> alone = tornado(file.scenario, {file.knobs[1]});
  CHECK((alone[0].name == rows[0].name ? rows[0] : rows[1]).hi == alone[0].hi);
}

TEST_CASE("queues scale with the tickets that a seat count brings") {
  Json json = sample_scenario();
  Json hours = Json::array();
  for (int h = 0; h < 24; ++h) hours.push_back(h >= 9 && h < 18 ? "6" : "0");
  json["inhouse"]["roles"][0]["day_schedule"] = {{"calls_per_hour", hours}, {"aht", "900"}, {"t", "60"}, {"sl", "0.8"}, {"days", 247}};
  ScenarioFile file = read_sample(json);
  Micro usual = plan_of(file.scenario).months[0].staffing.roles[0].by_queue;
  Scenario larger = file.scenario;
  larger.units[0].base *= 4;
  CHECK(plan_of(larger).months[0].staffing.roles[0].by_queue > usual);
  larger = file.scenario;
  larger.season.assign(12, whole(2));
  larger.units[0].seasonal = true;
  CHECK(plan_of(larger).months[0].staffing.roles[0].by_queue > usual);
}
