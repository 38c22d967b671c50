#include <cstdlib>
#include <nlohmann/json.hpp>

#include "base/text.hpp"
#include "command.hpp"
#include "cost/break_even_report.hpp"
#include "cost/change_scenario.hpp"
#include "cost/compare_report.hpp"
#include "cost/erlang_report.hpp"
#include "cost/invoice_report.hpp"
#include "cost/payroll_report.hpp"
#include "cost/sensitivity_report.hpp"
#include "cost/staff_report.hpp"
#include "cost/start_scenario.hpp"
#include "measure/measure_history.hpp"
#include "store/store.hpp"

namespace outdesk {

namespace {

using namespace cost;

// Options to typed values -------------------------------------------------------------------------

std::optional<Decimal> decimal(const Options& options, const std::string& name) {
  auto text = options.maybe(name);
  if (!text) return {};
  if (auto number = parse_decimal(*text)) return number;
  throw UsageError("--" + name + " " + in_quotes(*text) + " is not a number such as 0.95");
}

std::optional<Micro> micro(const Options& options, const std::string& name) {
  auto number = decimal(options, name);
  if (!number) return {};
  if (auto exact = micro_of(*number)) return exact;
  throw UsageError("--" + name + " takes at most 6 digits behind the point");
}

/// Roubles, pounds, euros on the command line; kopecks inside.
std::optional<Money> money(const Options& options, const std::string& name) {
  auto number = decimal(options, name);
  if (!number) return {};
  if (number->nano % 10'000'000 != 0) throw UsageError("--" + name + " takes at most 2 digits behind the point");
  return Money{number->nano / 10'000'000};
}

TaxProfiles profiles_of(const Options& options) {
  TaxProfiles profiles = TaxProfiles::shipped();
  for (const auto& file : options.list("tax")) profiles.add_file(file);
  return profiles;
}

ReportOptions report_options(const Context& context, const Options& options) {
  return {context.language.value_or(Language::en), options.has("explain"), context.format == Format::xlsx, context.format == Format::xlsx || context.format == Format::html, static_cast<unsigned>(options.count("threads").value_or(0))};
}

StartOptions start_options(const Options& options) {
  StartOptions start;
  start.profile = options.text("profile", start.profile);
  start.workstations = options.count("workstations").value_or(start.workstations);
  start.sites = options.count("sites").value_or(start.sites);
  start.net = money(options, "net");
  start.gross = money(options, "gross");
  start.horizon_months = options.count("months").value_or(start.horizon_months);
  start.horizon_given = options.has("months");
  start.start_month = options.count("start-month").value_or(0);
  start.coverage = options.text("coverage", start.coverage);
  start.price = money(options, "price");
  start.tickets = micro(options, "tickets");
  start.onsite_share = micro(options, "onsite");
  start.vat_recoverable = micro(options, "vat-deducted");
  start.discount_rate = micro(options, "discount");
  return start;
}

constexpr const char* kStartOptions[] = {"profile", "sites", "net", "gross", "months", "start-month", "coverage", "price", "tickets", "onsite", "vat-deducted", "discount"};

/// What the journal shows, where it is asked for; empty where it shows too little.
std::optional<ServiceHistory> history_of(Context& context, const Options& options) {
  auto client = options.maybe("from-store");
  if (!client) return {};
  Store store = Store::open_to_read(context.store);
  ReadTransaction moment(store.db());
  ServiceHistory history = measure_history(store.db(), *client, context.report_instant());
  if (history.months.size() >= kLeastMonths) return history;
  context.say("the journal of " + in_quotes(*client) + " has " + std::to_string(history.months.size()) + (history.months.size() == 1 ? " whole month, and it takes " : " whole months, and it takes ") + std::to_string(kLeastMonths) +
              ": benchmarks stand in for it");
  return {};
}

/// A bare command: a quick answer from a few numbers, everything else assumed and said so.
std::string quick_scenario(const Options& options, const std::optional<ServiceHistory>& history, const TaxProfiles& profiles) {
  StartOptions start = start_options(options);
  if (!options.has("workstations")) {
    if (history && !history->workplaces) throw UsageError("the contract of " + in_quotes(history->client) + " does not say how many \"workplaces\" it covers", "say it with --workstations");
    if (!history) throw UsageError("a calculation needs a scenario file, or --workstations", "outdesk cost-calc init -o scenario.json writes one to begin with");
    start.workstations = *history->workplaces;
  }
  if (!options.has("net") && !options.has("gross"))
    throw UsageError("a salary needs --net or --gross", "--net is what the administrator gets a month, --gross what the contract says");
  return start_scenario(start, profiles);
}

std::string folder_of_file(const std::string& file) {
  std::size_t slash = file.rfind('/');
  return slash == file.npos ? "" : file.substr(0, slash);
}

/// Puts in what was measured; what the command line names stays.
void measure(Context& context, const Options& options, Json& json, const std::string& file, const ServiceHistory& history, const TaxProfiles& profiles) {
  for (const std::string& left : put_measured(json, read_scenario(JsonNode(json, file), profiles, folder_of_file(file)).scenario, history))
    context.say("not from the journal: " + left);
  if (options.has("tickets")) change_number(json, "workload.tickets_per.workstation", options.text("tickets"));
  if (options.has("onsite")) change_number(json, "workload.onsite_share", options.text("onsite"));
}

ScenarioFile scenario_of(Context& context, const Options& options) {
  TaxProfiles profiles = profiles_of(options);
  auto path = options.maybe("SCENARIO");
  for (const char* name : kStartOptions)
    if (path && options.has(name)) throw UsageError("--" + std::string(name) + " is for a calculation without a scenario file", "change a number of the file with --set PATH=VALUE");
  auto history = history_of(context, options);
  std::string file = path.value_or("quick scenario");
  Json json = path ? read_json_file(*path) : parse_json(quick_scenario(options, history, profiles), file);
  auto change = [&] {
    if (path && options.has("workstations")) change_number(json, "units.workstation", options.text("workstations"));
    for (const auto& one : options.list("set")) change_number(json, one);
  };
  change();
  if (history) {
    measure(context, options, json, file, *history, profiles);
    change();  // what the command line says is not measured
  }
  return read_scenario(JsonNode(json, file), std::move(profiles), folder_of_file(file));
}

std::vector<std::int64_t> numbers(const Options& options, const std::string& name) {
  std::vector<std::int64_t> result;
  if (!options.has(name)) return result;
  std::string list = options.text(name);
  for (auto part : split(list, ',')) {
    auto number = parse_count(trimmed(part));
    if (!number) throw UsageError("--" + name + " takes whole numbers such as 200,400,1000, not " + in_quotes(list));
    result.push_back(*number);
  }
  return result;
}

// Verbs -------------------------------------------------------------------------------------------

Exit run_quote(Context& context, const Options& options) {
  std::int64_t month = options.count("month").value_or(1);
  context.print(make_quote(scenario_of(context, options), static_cast<int>(std::min<std::int64_t>(month, 1'000'000)), report_options(context, options)));
  return Exit::ok;
}

Exit run_compare(Context& context, const Options& options) {
  ScenarioFile file = scenario_of(context, options);
  context.print(make_comparison(file, unit_to_compare(file.scenario, options.text("unit")), report_options(context, options)));
  return Exit::ok;
}

Exit run_break_even(Context& context, const Options& options) {
  ScenarioFile file = scenario_of(context, options);
  BreakEvenOptions even;
  static_cast<ReportOptions&>(even) = report_options(context, options);
  even.from = options.count("from").value_or(even.from);
  even.to = options.count("to").value_or(even.to);
  even.sizes = numbers(options, "sizes");
  context.print(make_break_even(file, unit_to_compare(file.scenario, options.text("unit")), even));
  return Exit::ok;
}

Exit run_staff(Context& context, const Options& options) {
  ScenarioFile file = scenario_of(context, options);
  context.print(make_staffing(file, unit_to_compare(file.scenario, options.text("unit")), report_options(context, options)));
  return Exit::ok;
}

Exit run_sensitivity(Context& context, const Options& options) {
  context.print(make_sensitivity(scenario_of(context, options), report_options(context, options)));
  return Exit::ok;
}

Exit run_simulate(Context& context, const Options& options) {
  SimulateOptions simulate;
  static_cast<ReportOptions&>(simulate) = report_options(context, options);
  simulate.trials = options.count("trials").value_or(simulate.trials);
  simulate.seed = static_cast<std::uint64_t>(options.count("seed").value_or(1));
  context.print(make_simulation(scenario_of(context, options), simulate));
  return Exit::ok;
}

ErlangOptions::Model model_of(const Options& options) {
  std::string name = options.text("model", options.has("patience") ? "a" : "c");
  if (name == "b") return ErlangOptions::Model::b;
  if (name == "c") return ErlangOptions::Model::c;
  if (name == "a") return ErlangOptions::Model::a;
  throw UsageError("--model takes b, c or a, not " + in_quotes(name));
}

double seconds(const Options& options, const std::string& name, double otherwise) {
  auto length = options.duration(name);
  return length ? static_cast<double>(length->count) : otherwise;
}

Exit run_erlang(Context& context, const Options& options) {
  ErlangOptions erlang;
  static_cast<ReportOptions&>(erlang) = report_options(context, options);
  erlang.model = model_of(options);
  erlang.handling_s = seconds(options, "aht", 0);
  double per = seconds(options, "per", 3600);
  if (!(erlang.handling_s > 0) || !(per > 0)) throw UsageError("--aht and --per take lengths of time above 0, such as 3m");
  if (auto calls = decimal(options, "calls")) erlang.calls_per_hour = static_cast<double>(calls->nano) / 1e9 * 3600 / per;
  erlang.agents = options.count("agents");
  erlang.within_s = seconds(options, "within", erlang.within_s);
  erlang.in_time = micro(options, "goal").value_or(erlang.in_time);
  erlang.max_occupancy = micro(options, "max-occupancy").value_or(erlang.max_occupancy);
  if (options.has("max-wait")) erlang.max_average_wait_s = seconds(options, "max-wait", 0);
  erlang.patience_s = seconds(options, "patience", 0);
  erlang.shrinkage = micro(options, "shrinkage").value_or(Micro{});
  erlang.blocking = micro(options, "blocking").value_or(erlang.blocking);
  context.print(make_erlang(erlang));
  return Exit::ok;
}

Exit run_payroll(Context& context, const Options& options) {
  TaxProfiles profiles = profiles_of(options);
  PayrollOptions payroll;
  static_cast<ReportOptions&>(payroll) = report_options(context, options);
  payroll.net = money(options, "net");
  payroll.gross = money(options, "gross");
  context.print(make_payroll(profiles.find(options.text("profile")), payroll));
  return Exit::ok;
}

Exit run_profiles(Context& context, const Options& options) {
  TaxProfiles profiles = profiles_of(options);
  Language language = context.language.value_or(Language::en);
  auto id = options.maybe("PROFILE");
  context.print(id ? make_profile(profiles.find(*id), language) : make_profile_list(profiles, language));
  return Exit::ok;
}

Exit run_init(Context& context, const Options& options) {
  StartOptions start = start_options(options);
  start.tax_files = options.list("tax");
  TaxProfiles profiles = profiles_of(options);
  auto history = history_of(context, options);
  if (history && history->workplaces && !options.has("workstations")) start.workstations = *history->workplaces;
  std::string text = start_scenario(start, profiles);
  if (history) {
    Json json = parse_json(text, "starting scenario");
    measure(context, options, json, "starting scenario", *history, profiles);
    text = scenario_text(json, text);
  }
  context.stream([&](const std::function<void(std::string_view)>& sink) { sink(text); });
  return Exit::ok;
}

// The table ---------------------------------------------------------------------------------------

const std::vector<std::string> kReports = {"text", "json", "csv", "jsonl", "xlsx", "html"};

const OptionSpec kTax = {"--tax", "FILE", "tax profiles of your own, besides the shipped ones", false, true};
const OptionSpec kExplain = {"--explain", "", "print each formula with its figures"};
const OptionSpec kUnit = {"--unit", "NAME", "the unit to reckon by (workstation, where there is one)"};

std::vector<OptionSpec> start_specs() {
  return {{"--workstations", "N", "number of workstations (with a scenario file: instead of its own)"},
          {"--net", "AMOUNT", "what an administrator gets a month"},
          {"--gross", "AMOUNT", "an administrator's pay a month before tax"},
          {"--profile", "ID", "tax profile, for example ru-2026 (outdesk cost-calc profiles)"},
          {"--months", "N", "horizon (12)"},
          {"--start-month", "N", "month of the calendar in which the contract begins"},
          {"--price", "AMOUNT", "outsourcer's price per workstation and month, first tier"},
          {"--coverage", "HOURS", "8x5, 12x5, 12x7 or 24x7"},
          {"--tickets", "N", "tickets per workstation and month (0.666667)"},
          {"--onsite", "SHARE", "share of tickets that need a visit (0.1)"},
          {"--sites", "N", "number of sites (1)"},
          {"--vat-deducted", "SHARE", "share of VAT that the client deducts (1)"},
          {"--discount", "RATE", "discount rate a year"},
          {"--from-store", "CLIENT", "what the journal shows of this client in its last 3 to 12 whole months, instead of benchmarks"}};
}

/// Options of every verb that reads a scenario, and those of its own.
std::vector<OptionSpec> with_scenario(std::vector<OptionSpec> own) {
  std::vector<OptionSpec> all = std::move(own);
  all.push_back(kExplain);
  all.push_back({"--set", "PATH=VALUE", "change one number of the scenario, for example units.workstation=400", false, true});
  for (OptionSpec& spec : start_specs()) all.push_back(std::move(spec));
  all.push_back(kTax);
  return all;
}

const ArgumentSpec kScenario = {"SCENARIO", "the scenario, JSON (outdesk-cost-scenario(5)); left out: a quick answer from --workstations and --net or --gross", false};

std::vector<Verb> scenario_verbs() {
  return {
      {"quote", "reckon one invoice of the outsourcer", {kScenario}, with_scenario({{"--month", "N", "month of the contract (1)"}}),
       {{"The first invoice", "outdesk cost-calc quote scenario.json"}, {"With every step", "outdesk cost-calc quote scenario.json --month 13 --explain"}}, kReports, run_quote,
       "Tiers (graduated, volume or package), coverage, minimum fee, visits and hours over, indexation, credit for the SLA, VAT."},
      {"compare", "compare an own team with an outsourcer", {kScenario}, with_scenario({kUnit}),
       {{"A scenario", "outdesk cost-calc compare scenario.json"}, {"A quick answer", "outdesk cost-calc compare --workstations 200 --net 40000 --profile ru-2026"},
        {"From a client's own history", "outdesk cost-calc compare --from-store romashka --net 90000 --profile ru-2026"},
        {"A workbook", "outdesk cost-calc compare scenario.json --format xlsx -o compare.xlsx"}}, kReports, run_compare,
       "Net present value over the horizon, payback, cost per unit and per ticket, elasticity, what is paid but not needed, flows by month."},
      {"break-even", "find where the cheaper side changes", {kScenario},
       with_scenario({kUnit, {"--from", "N", "first number (1)"}, {"--to", "N", "last number (1000)"}, {"--sizes", "LIST", "numbers to show one by one, for example 200,400,1000"},
                      {"--threads", "N", "cores to use (all)"}}),
       {{"Up to 3000", "outdesk cost-calc break-even scenario.json --to 3000 --sizes 200,400,1000,3000"}}, kReports, run_break_even,
       "Every number from --from to --to is reckoned, none is guessed: an own team costs in steps, and the cheaper side can change many times."},
      {"staff", "reckon how many people are needed", {kScenario}, with_scenario({kUnit}),
       {{"Why so many", "outdesk cost-calc staff scenario.json --explain"}}, kReports, run_staff,
       "The largest of three: by workload, by hours of coverage, by time to answer (Erlang C, hour by hour); then leads."},
      {"sensitivity", "show which number moves the answer most", {kScenario}, with_scenario({}),
       {{"The tornado", "outdesk cost-calc sensitivity scenario.json"}}, kReports, run_sensitivity, "Each variable of the scenario at its low and high end, all others at their base."},
      {"simulate", "draw all variables at once, many times", {kScenario},
       with_scenario({{"--trials", "N", "how many (10000)"}, {"--seed", "N", "the same seed gives the same answer (1)"}, {"--threads", "N", "cores to use (all)"}}),
       {{"Reproducible", "outdesk cost-calc simulate scenario.json --trials 10000 --seed 2026"}}, kReports, run_simulate, "Monte Carlo: share of trials in which outsourcing is not dearer, and the spread of the saving."}};
}

std::vector<Verb> other_verbs() {
  return {
      {"erlang", "size one queue by Erlang B, C or A", {},
       {{"--calls", "N", "calls in an hour, or in what --per says", true}, {"--aht", "TIME", "handling time of one call", true}, {"--per", "TIME", "the time that --calls is counted over (1h)"},
        {"--model", "MODEL", "b: no waiting; c: waiting; a: waiting with patience"}, {"--agents", "N", "judge this number; else the fewest that reach the goals are found"},
        {"--within", "TIME", "time to answer within (20s)"}, {"--goal", "SHARE", "share answered in that time (0.8)"}, {"--max-occupancy", "SHARE", "most of the time that an agent may be busy (1)"},
        {"--max-wait", "TIME", "longest average wait"}, {"--patience", "TIME", "after which callers hang up, on average (model a)"}, {"--shrinkage", "SHARE", "share of paid time away from the phone (0)"},
        {"--blocking", "SHARE", "share of calls that may be lost (model b; 0.01)"}, kExplain},
       {{"How many agents", "outdesk cost-calc erlang --calls 100 --per 30m --aht 3m --shrinkage 0.3 --max-occupancy 0.85"}, {"What 14 can do", "outdesk cost-calc erlang --calls 100 --per 30m --aht 3m --agents 14"},
        {"With patience", "outdesk cost-calc erlang --calls 100 --per 30m --aht 3m --patience 5m"}}, kReports, run_erlang},
      {"payroll", "reckon what a salary costs", {},
       {{"--profile", "ID", "tax profile, for example ru-2026", true}, {"--net", "AMOUNT", "what the employee gets a month"}, {"--gross", "AMOUNT", "pay a month before tax"}, kTax, kExplain},
       {{"The article's salary", "outdesk cost-calc payroll --net 40000 --profile ru-2018"}}, kReports, run_payroll,
       "Gross, tax withheld, net, contributions and full cost by month; beside it the quick estimate net x (1 + rates), which is wrong, and by how much."},
      {"profiles", "list tax profiles, or show one", {{"PROFILE", "id of one to show", false}}, {kTax},
       {{"All", "outdesk cost-calc profiles"}, {"One, number by number", "outdesk cost-calc profiles ru-2026"}}, kReports, run_profiles,
       "Each with its dates and with the standing of its figures: verified in a published source, or own knowledge. A year that is not there is an error; --tax adds your own."},
      {"init", "write a scenario to begin with", {}, [] { auto specs = start_specs(); specs.push_back(kTax); return specs; }(),
       {{"For 300 workstations", "outdesk cost-calc init --workstations 300 --net 90000 --profile ru-2026 -o scenario.json"}}, {}, run_init,
       "A whole scenario with notes; every number that you did not give is marked as assumed or as a benchmark with its source."}};
}

}  // namespace

Command cost_calc_command() {
  Command command{"cost-calc", "costs of an own team and of an outsourcer", scenario_verbs()};
  for (Verb& verb : other_verbs()) command.verbs.push_back(std::move(verb));
  return command;
}

}  // namespace outdesk
