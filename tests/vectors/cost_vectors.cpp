// Worked cases of the cost calculation: {kind, id, in, out}.  Money must agree exactly, figures of the
// Erlang formulas to 1e-9.  Tax profiles are the shipped ones.
#include <cmath>
#include <filesystem>
#include <map>
#include <nlohmann/json.hpp>
#include <set>

#include "base/text.hpp"
#include "cost/break_even_rules.hpp"
#include "cost/erlang_rules.hpp"
#include "cost/gross_rules.hpp"
#include "cost/read_scenario.hpp"
#include "cost/scenario_parts.hpp"
#include "cost/sensitivity_rules.hpp"
#include "cost/simulate_rules.hpp"
#include "cost/spares_rules.hpp"
#include "vectors.hpp"

namespace outdesk {

namespace {

using namespace cost;

const TaxProfiles& profiles() {
  static const TaxProfiles shipped = TaxProfiles::shipped();
  return shipped;
}

Micro micro(const JsonNode& node) { return micro_of(node.decimal()).value(); }
double number(const JsonNode& node) { return std::stod(node.text()); }

/// "4.50": the expected answer's own number of digits.
std::string with_digits(Micro value, int digits) {
  std::string text = to_text(value);
  std::size_t point = text.find('.');
  if (point == text.npos) point = text.size(), text += '.';
  text.resize(std::max(text.size(), point + 1 + static_cast<std::size_t>(digits)), '0');
  return text;
}

/// Figures in doubles agree within 1e-9; everything else must be the same.
bool agree(const Json& expected, const Json& got) {
  if (expected.is_number() && got.is_number() && (expected.is_number_float() || got.is_number_float())) {
    double a = expected.get<double>(), b = got.get<double>();
    return std::abs(a - b) <= 1e-9 * std::max(std::abs(a), std::abs(b)) || a == b;
  }
  if (!expected.is_object() || !got.is_object()) return expected == got;
  if (expected.size() != got.size()) return false;
  for (const auto& [key, value] : expected.items())
    if (!got.contains(key) || !agree(value, got.at(key))) return false;
  return true;
}

Json optional_number(const std::optional<double>& value) { return value ? Json(*value) : Json(); }

Json rng_case(const JsonNode& in) {
  SplitMix64 random(std::stoull(in.at("seed").text()));
  Json next = Json::array();
  for (int i = 0; i < 3; ++i) next.push_back(std::to_string(random.next()));
  return {{"next", next}, {"unit", random.next_unit()}};
}

Json index_case(const JsonNode& in) {
  return {{"index", with_digits(index_after(micro(in.at("growth")), static_cast<int>(in.at("year").integer())), 6)}};
}

Json erlang_b_case(const JsonNode& in) { return {{"b", erlang_b(number(in.at("a")), in.at("n").integer())}}; }

Json erlang_b_lines_case(const JsonNode& in) {
  return {{"n", erlang_b_lines(number(in.at("a")), number(in.at("blocking")))}};
}

Json erlang_c_case(const JsonNode& in) {
  double load = number(in.at("a")), handling = number(in.at("aht"));
  ErlangC queue = erlang_c(load, in.at("n").integer(), handling, number(in.at("t")));
  return {{"asa", optional_number(queue.average_wait_s)}, {"occupancy", queue.occupancy}, {"pw", queue.wait_share},
          {"queue", optional_number(queue.queue)}, {"sl", queue.in_time}, {"stable", queue.stable},
          {"wait_p90", optional_number(wait_quantile_s(load, in.at("n").integer(), handling, 0.9))}};
}

Json erlang_c_required_case(const JsonNode& in) {
  double load = number(in.at("a")), handling = number(in.at("aht"));
  QueueGoal goal{number(in.at("t")), number(in.at("sl")), number(in.at("max_occ")), {}, in.at("min_n").integer()};
  std::int64_t agents = erlang_c_agents(load, handling, goal);
  ErlangC queue = erlang_c(load, agents, handling, goal.within_s);
  return {{"agents", agents}, {"asa", *queue.average_wait_s}, {"occupancy", queue.occupancy}, {"pw", queue.wait_share},
          {"scheduled", scheduled_agents(agents, micro(in.at("shrinkage")))}, {"sl", queue.in_time}};
}

Json erlang_a_case(const JsonNode& in) {
  ErlangA queue = erlang_a(static_cast<double>(in.at("calls_per_hour").integer()) / 3600, in.at("n").integer(),
                           number(in.at("aht")), number(in.at("patience")), number(in.at("t")));
  return {{"asa", queue.average_wait_s}, {"occupancy", queue.occupancy}, {"p_abandon", queue.abandoned},
          {"pw", queue.wait_share}, {"queue", queue.queue}, {"sl", queue.in_time}};
}

Json spares_case(const JsonNode& in) {
  return {{"stock", spare_stock(in.at("devices").integer(), micro(in.at("afr")), micro(in.at("lead_months")), micro(in.at("target")))}};
}

Json npv_case(const JsonNode& in) {
  std::vector<Money> flows;
  for (const JsonNode& flow : in.at("flows").items()) flows.emplace_back(flow.integer());
  return {{"npv", Discount(micro(in.at("rate")), static_cast<int>(flows.size())).present_value(flows).minor}};
}

/// A scenario of which a case gives only some parts.
struct Parts {
  Scenario scenario;
  Sheet sheet;
  FieldReader reader{scenario, sheet};
};

Json coverage_case(const JsonNode& in) {
  // Some of these years have more net hours than the norm: a scenario may not, the formula may.
  JsonNode calendar = in.at("calendar");
  WorkYear year{calendar.at("norm_hours").integer(), calendar.at("workdays").integer(), calendar.at("days").integer(), micro(calendar.at("net_hours"))};
  Schedule schedule = schedule_of(in.at("schedule"));
  return {{"factor", with_digits(coverage_factor(schedule, year), 4)}, {"open_hours", open_hours(schedule, year)}};
}

Json day_schedule_case(const JsonNode& in) {
  DayQueue queue;
  for (const JsonNode& calls : in.at("calls_per_hour").items()) queue.calls_per_hour.push_back(micro(calls));
  queue.handling_s = micro(in.at("aht"));
  queue.within_s = micro(in.at("t"));
  queue.in_time = micro(in.at("sl"));
  queue.max_occupancy = micro(in.at("max_occ"));
  queue.min_seats = in.at("min_seats").integer();
  queue.days = in.at("days").integer();
  DaySchedule day = day_schedule(queue, micro(in.at("net_hours")));
  return {{"fte", with_digits(day.fte, 4)}, {"heads", day.heads}, {"seat_hours_year", day.seat_hours_year}, {"seats", day.seats}};
}

Json payroll_case(const JsonNode& in) {
  const TaxProfile& profile = profiles().find(in.at("profile").text());
  std::vector<Money> pays;
  for (const JsonNode& pay : in.at("pays").items()) pays.emplace_back(pay.integer());
  Payroll payroll = payroll_of(profile, pays);
  bool taxed = profile.income_tax.has_value();
  auto known = [&](Money amount) { return taxed ? Json(amount.minor) : Json(); };
  Json months = Json::array(), parts = Json::object();
  for (const PayrollMonth& month : payroll.months)
    months.push_back({known(month.income_tax), month.employee.minor, month.employer.minor});
  for (std::size_t i = 0; i < profile.employer.size(); ++i) parts[profile.employer[i].code] = payroll.year.employer_parts[i].minor;
  const PayrollMonth& year = payroll.year;
  return {{"employer_parts", parts}, {"months", months},
          {"year", {{"cost", year.cost().minor}, {"employee", year.employee.minor}, {"employer", year.employer.minor},
                    {"gross", year.gross.minor}, {"income_tax", known(year.income_tax)}, {"net", known(year.net())}}}};
}

Json gross_for_net_case(const JsonNode& in) {
  const TaxProfile& profile = profiles().find(in.at("profile").text());
  Money gross = gross_for_net(profile, Money{in.at("net_month").integer()});
  Payroll payroll = payroll_of(profile, gross);
  return {{"gross_month", gross.minor}, {"year_cost", payroll.year.cost().minor}, {"year_net", payroll.year.net().minor}};
}

Json invoice_json(const Scenario& scenario, const Invoice& invoice) {
  Json lines = Json::object();
  for (std::size_t i = 0; i < invoice.lines.size(); ++i)
    lines[scenario.units[scenario.outsource.prices[i].unit].name] = {{"amount", invoice.lines[i].amount.minor}, {"qty", invoice.lines[i].quantity}};
  return {{"client_cost", invoice.client_cost.minor}, {"credit", invoice.credit.minor}, {"gross", invoice.gross().minor},
          {"hours", invoice.hours.minor}, {"lines", lines}, {"min_fee_applied", invoice.min_fee_applied},
          {"net", invoice.net.minor}, {"recurring", invoice.recurring.minor}, {"units_total", invoice.units_total.minor},
          {"vat", invoice.vat.minor}, {"visits", invoice.visits.minor}};
}

Json invoice_case(const JsonNode& in) {
  Parts parts;
  Json units = {{"units", in.at("base_qty").json()}};
  read_units(JsonNode(units, "units"), parts.scenario, parts.reader);
  read_outsource(in.at("contract"), parts.scenario, parts.reader);
  std::vector<std::int64_t> base = base_quantities(parts.scenario), quantity;
  for (const Unit& unit : parts.scenario.units) quantity.push_back(in.at("qty").at(unit.name).integer());
  YearPrices prices = prices_in_year(parts.scenario.outsource, static_cast<int>(in.at("year").integer()));
  InvoiceMonth month{&quantity, &base, Wide{micro(in.at("visits")).millionths} * kMillion, micro(in.at("kpi")), in.at("breaches").integer()};
  return invoice_json(parts.scenario, invoice_of(parts.scenario.outsource, prices, month));
}

std::string pico(Wide value) { return with_digits(Micro{rounded(value, kMillion)}, 6); }

Json staffing_case(const JsonNode& in) {
  Parts parts;
  Scenario& scenario = parts.scenario;
  scenario.start_month = in.at("start_month").integer();
  read_calendar(in, scenario, parts.reader);
  read_units(in, scenario, parts.reader);
  read_season(in, scenario, parts.reader);
  read_workload(in.at("workload"), scenario, parts.reader);
  read_posts(in.at("inhouse"), scenario, parts.reader);
  Plan plan = plan_of(scenario);
  const MonthPlan& month = plan.at(1);
  Json heads, need, quantity;
  for (std::size_t i = 0; i < month.needed.size(); ++i) heads[post_at(scenario.inhouse, i).code] = with_digits(month.needed[i], 2);
  for (std::size_t i = 0; i < scenario.inhouse.roles.size(); ++i) need[scenario.inhouse.roles[i].code] = with_digits(month.staffing.roles[i].need, 4);
  for (std::size_t i = 0; i < scenario.units.size(); ++i) quantity[scenario.units[i].name] = month.quantity[i];
  return {{"heads", heads}, {"need", need}, {"qty", quantity}, {"tickets", with_digits(month.load.tickets, 6)}, {"visits", pico(month.load.visits)}};
}

Json minors(const std::vector<Money>& flows) {
  Json list = Json::array();
  for (Money flow : flows) list.push_back(flow.minor);
  return list;
}

Json lines_json(const InHouseMonth& lines) {
  return {{"contributions", lines.contributions.minor}, {"management", lines.management.minor}, {"platform", lines.platform.minor},
          {"recruiting", lines.recruiting.minor}, {"repairs", lines.repairs.minor}, {"spares", lines.spares.minor},
          {"tools", lines.tools.minor}, {"total", lines.total().minor}, {"training", lines.training.minor},
          {"travel", lines.travel.minor}, {"wages", lines.wages.minor}, {"workplace", lines.workplace.minor}};
}

ScenarioFile scenario_of(const JsonNode& in) {
  return read_scenario(JsonNode(in.at("scenario").json(), "scenario"), profiles(), "");
}

Json compare_case(const JsonNode& in) {
  Scenario scenario = scenario_of(in).scenario;
  cost::Comparison comparison = compare(scenario, 0);
  const MonthDetail& first = comparison.months.front();
  Json heads;
  for (std::size_t i = 0; i < first.heads.size(); ++i) heads[post_at(scenario.inhouse, i).code] = with_digits(first.heads[i], 2);
  return {{"flow_in", minors(comparison.totals.inhouse)}, {"flow_out", minors(comparison.totals.outsource)}, {"heads_month1", heads},
          {"idle", comparison.idle.minor}, {"inhouse_month1", lines_json(first.inhouse)}, {"inhouse_npv", comparison.totals.inhouse_npv.minor},
          {"inhouse_total", comparison.inhouse_total.minor}, {"invoice_month1", invoice_json(scenario, first.invoice)},
          {"outsource_npv", comparison.totals.outsource_npv.minor}, {"outsource_total", comparison.outsource_total.minor},
          {"saving_npv", comparison.totals.saving().minor}};
}

std::string word(Side side) { return side == Side::outsource ? "out" : "in"; }

Json break_even_case(const JsonNode& in) {
  Scenario scenario = scenario_of(in).scenario;
  std::int64_t lo = in.at("lo").integer(), hi = in.at("hi").integer();
  BreakEven even = break_even(scenario, *unit_named(scenario, "workstation"), lo, hi);
  Json runs = Json::array();
  for (const CheaperRun& run : even.runs) runs.push_back({run.lo, run.hi, word(run.side)});
  return {{"first", even.first ? Json(*even.first) : Json()}, {"hi", hi}, {"lo", lo}, {"runs", runs},
          {"stable", even.stable ? Json(*even.stable) : Json()}, {"stable_side", word(even.stable_side)}};
}

Json tornado_case(const JsonNode& in) {
  ScenarioFile file = scenario_of(in);
  Json rows = Json::array();
  for (const Swing& swing : tornado(file.scenario, file.knobs))
    rows.push_back({{"hi", swing.hi.minor}, {"lo", swing.lo.minor}, {"name", swing.name}, {"swing", swing.size().minor}});
  return {{"rows", rows}};
}

Json monte_carlo_case(const JsonNode& in) {
  ScenarioFile file = scenario_of(in);
  std::int64_t seed = in.at("seed").integer(), trials = in.at("trials").integer();
  std::vector<Money> savings = simulate(file.scenario, file.knobs, static_cast<std::uint64_t>(seed), trials);
  Spread spread = spread_of(savings);
  std::vector<Money> first(savings.begin(), savings.begin() + std::min<std::ptrdiff_t>(5, std::ssize(savings)));
  return {{"first5", minors(first)}, {"mean", spread.mean.minor}, {"p25", spread.p25.minor}, {"p5", spread.p5.minor},
          {"p50", spread.p50.minor}, {"p75", spread.p75.minor}, {"p95", spread.p95.minor}, {"seed", seed},
          {"trials", trials}, {"wins_out", spread.wins}};
}

const std::map<std::string, Json (*)(const JsonNode&)> kKinds = {
    {"rng", rng_case}, {"index", index_case}, {"npv", npv_case}, {"spares", spares_case}, {"coverage", coverage_case},
    {"erlang_b", erlang_b_case}, {"erlang_b_channels", erlang_b_lines_case}, {"erlang_c", erlang_c_case},
    {"erlang_c_required", erlang_c_required_case}, {"erlang_a", erlang_a_case}, {"day_schedule", day_schedule_case},
    {"payroll_year", payroll_case}, {"gross_for_net", gross_for_net_case}, {"invoice", invoice_case},
    {"staffing", staffing_case}, {"compare", compare_case}, {"break_even", break_even_case},
    {"tornado", tornado_case}, {"monte_carlo", monte_carlo_case},
};

void replay_case(const JsonNode& node, Tally& tally) {
  std::string id = node.at("id").text(), kind = node.at("kind").text();
  auto answer = kKinds.find(kind);
  if (answer == kKinds.end()) node.at("kind").fail("is not a kind of worked case: " + in_quotes(kind));
  const Json& expected = node.at("out").json();
  Json got = answer->second(node.at("in"));
  outdesk::Comparison(tally).expect(id, kind, expected.dump(), agree(expected, got) ? expected.dump() : got.dump());
}

void replay_file(const std::string& path, Tally& tally) {
  Json json = read_json_file(path);
  auto cases = JsonNode(json, path).find("vectors");
  if (!cases) return;
  for (const JsonNode& node : cases->items()) replay_case(node, tally);
}

}  // namespace

Tally replay_cost(const std::string& path) {
  Tally tally;
  if (!std::filesystem::is_directory(path)) {
    replay_file(path, tally);
    return tally;
  }
  std::set<std::string> files;
  for (const auto& entry : std::filesystem::directory_iterator(path))
    if (entry.path().extension() == ".json") files.insert(entry.path());
  for (const auto& file : files) replay_file(file, tally);
  return tally;
}

}  // namespace outdesk
