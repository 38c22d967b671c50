#include "base/text.hpp"
#include "client/client_store.hpp"
#include "command.hpp"
#include "input/json.hpp"
#include "sla/sla_report.hpp"
#include "sla/what_if_report.hpp"
#include "sla_report_verbs.hpp"
#include "store/store.hpp"
#include "ticket/ticket_store.hpp"

namespace outdesk {

Period period_of(const Options& options, const Zone& zone) {
  auto month = options.month("month");
  auto from = options.date("from"), to = options.date("to");
  if (month && (from || to)) throw UsageError("--month excludes --from and --to");
  if (month) return zone.month(*month);
  if (!from || !to) throw UsageError("no period given", "write --month 2026-10, or --from DAY --to DAY (the last day is not included)");
  Period period = zone.days(*from, *to);
  if (period.to <= period.from) throw UsageError("--to must be later than --from");
  return period;
}

Period period_of(const Options& options, const std::vector<Contract>& contracts) {
  auto month = options.month("month");
  auto first = month ? std::optional<Date>(*month / 1) : options.date("from");
  return period_of(options, Zone::named(first ? contract_on(contracts, *first).timezone : contracts.back().timezone));
}

std::vector<Contract> contracts_or_refuse(Db& db, const std::string& client, Instant as_of) {
  auto contracts = contracts_of(db, client_id(db, client), as_of);
  if (contracts.empty()) throw NotFound("client " + in_quotes(client) + " has no contract", "set it with 'outdesk client set FILE'");
  return contracts;
}

PeriodRequest request_of(Context& context, const Options& options, Db& db) {
  PeriodRequest request;
  request.client = options.text("client");
  request.as_of = context.report_instant();
  auto contracts = contracts_or_refuse(db, request.client, request.as_of);
  request.period = period_of(options, contracts);
  request.provisional = options.has("provisional");
  require_judgeable(contracts, request.period, request.as_of);
  return request;
}

Language language_of(const Context& context, const Contract& contract) {
  return context.language.value_or(contract.language == "ru" ? Language::ru : Language::en);
}

namespace {

std::vector<Breakdown> breakdowns_of(const Options& options) {
  std::vector<Breakdown> breakdowns;
  for (const auto& name : options.list("by")) {
    std::vector<std::string> known;
    for (Breakdown breakdown : kBreakdowns) known.emplace_back(name_of(breakdown));
    auto found = std::find(known.begin(), known.end(), name);
    if (found == known.end()) throw UsageError("--by does not know " + in_quotes(name), "there are: " + join(known, ", "));
    breakdowns.push_back(kBreakdowns[static_cast<std::size_t>(found - known.begin())]);
  }
  return breakdowns;
}

Seconds limit_of(const Options& options) {
  auto text = options.maybe("limit");
  if (!text) return PeriodRequest{}.response_limit;
  auto limit = parse_duration(*text);
  if (!limit || limit->count == 0) throw UsageError("--limit must be a duration such as 30s or 15m, not " + in_quotes(*text));
  return *limit;
}

Exit print_what_if(Context& context, Db& db, const PeriodJudge& agreed, const std::string& file) {
  JsonFile other(file);
  PeriodRequest request = agreed.request();
  request.instead = read_contract(other.node());
  if (request.instead->client != request.client)
    other.node().at("client").fail("is the contract of " + in_quotes(request.instead->client) + ", not of " + in_quotes(request.client));
  if (request.instead->currency != agreed.contract().currency)
    other.node().at("currency").fail("must be that of the contract in force, " + in_quotes(agreed.contract().currency));
  context.print(what_if_report(agreed, PeriodJudge(db, request), language_of(context, agreed.contract())));
  return Exit::ok;
}

Exit run_report(Context& context, const Options& options) {
  std::string breach = options.text("fail-on");
  if (!breach.empty() && breach != "breach") throw UsageError("--fail-on takes 'breach', not " + in_quotes(breach));
  period_of(options, Zone::named("UTC"));  // refuses a wrong period before anything is opened
  SlaReportOptions report;
  report.by = breakdowns_of(options);
  Seconds limit = limit_of(options);
  if (options.has("what-if"))
    for (const char* other : {"tickets", "by", "ids", "basis", "fail-on"})
      if (options.has(other)) throw UsageError("--what-if excludes --" + std::string(other));
  Store store = Store::open_to_read(context.store);
  Db& db = store.db();
  ReadTransaction moment(db);
  PeriodRequest request = request_of(context, options, db);
  request.response_limit = limit;
  PeriodJudge judge(db, std::move(request));
  if (auto file = options.maybe("what-if")) return print_what_if(context, db, judge, *file);
  SlaPeriod judged = judge_period(judge);
  report.language = language_of(context, judged.contract);
  report.tickets = options.has("tickets");
  report.ids = options.has("ids");
  report.basis = options.has("basis");
  report.journal_head = hex(chain_head_at(db, judged.as_of));
  report.contracts_sha256 = hex(contracts_digest(db, client_id(db, judged.contract.client), judged.as_of));
  context.print(sla_report(judge, judged, report));
  const KpiCounts& kpi = judged.kpi();
  bool late = kpi.resolution.missed || kpi.response.missed || kpi.next_response.missed;
  return late && !breach.empty() ? Exit::bad_news : Exit::ok;
}

}  // namespace

Command sla_report_command() {
  std::vector<OptionSpec> options = period_options();
  options.insert(options.end(), {{"--tickets", "", "show every request, not only the late ones"},
                                 {"--by", "WHAT", "a table for each priority, line, engineer, channel or category", false, true},
                                 {"--limit", "TIME", "count first answers within this working time; without it 15m"},
                                 {"--ids", "", "name the requests behind every figure"},
                                 {"--basis", "", "say how each figure is counted"},
                                 {"--what-if", "CONTRACT", "the period under this contract file beside the agreed one; excludes --tickets, --by, --ids, --basis and --fail-on"},
                                 {"--fail-on", "WHAT", "exit with 1 where a deadline was missed (WHAT is breach)"}});
  Command command{"sla-report", "deadlines, KPIs and credits of a period", {}};
  command.verbs.push_back({"", "judge a client's requests of a period by its contract", {}, std::move(options),
                           {{"A month", "outdesk sla-report --client romashka --month 2026-10"},
                            {"For a program", "outdesk sla-report --client romashka --from 2026-10-01 --to 2026-11-01 --format json"},
                            {"As it stood on a day", "outdesk sla-report --client romashka --month 2026-10 --as-of 2026-10-20T09:00:00Z"},
                            {"By engineer, with the requests behind each figure", "outdesk sla-report --client romashka --month 2026-10 --by engineer --ids"},
                            {"Under other terms", "outdesk sla-report --client romashka --month 2026-10 --what-if offer.json"}},
                           report_formats(), run_report});
  for (auto& verb : sla_report_verbs()) command.verbs.push_back(std::move(verb));
  return command;
}

}  // namespace outdesk
