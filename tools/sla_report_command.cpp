#include "base/text.hpp"
#include "client/client_store.hpp"
#include "command.hpp"
#include "sla/sla_report.hpp"
#include "store/store.hpp"

namespace outdesk {

namespace {

/// --month, or --from and --to: days in the client's zone.
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

Exit run_report(Context& context, const Options& options) {
  std::string breach = options.text("fail-on");
  if (!breach.empty() && breach != "breach") throw UsageError("--fail-on takes 'breach', not " + in_quotes(breach));
  period_of(options, Zone::named("UTC"));  // refuses a wrong period before anything is opened
  Store store = Store::open_to_read(context.store);
  ReadTransaction moment(store.db());
  std::string client = options.text("client");
  auto contracts = contracts_of(store.db(), client_id(store.db(), client));
  if (contracts.empty()) throw NotFound("client " + in_quotes(client) + " has no contract", "set it with 'outdesk client set FILE'");
  Period period = period_of(options, Zone::named(contracts.back().timezone));
  require_judgeable(contracts, period, context.report_instant());
  SlaPeriod judged = judge_period(store.db(), client, period, context.report_instant(), options.has("provisional"));
  Language language = context.language.value_or(judged.contract.language == "ru" ? Language::ru : Language::en);
  context.print(sla_report(judged, language, options.has("tickets")));
  bool late = judged.kpi.all.resolution.missed || judged.kpi.all.response.missed || judged.kpi.all.next_response.missed;
  return late && !breach.empty() ? Exit::bad_news : Exit::ok;
}

}  // namespace

Command sla_report_command() {
  return {"sla-report", "deadlines, KPIs and credits of a period",
          {{"", "judge a client's requests of a period by its contract", {},
            {{"--client", "CLIENT", "key of the client", true},
             {"--month", "MONTH", "a month in the client's zone: 2026-10"},
             {"--from", "DAY", "first day, in the client's zone"},
             {"--to", "DAY", "day after the last one"},
             {"--tickets", "", "show every request, not only the late ones"},
             {"--fail-on", "WHAT", "breach: exit with 1 where a deadline was missed"},
             {"--provisional", "", "count a year whose days off are not decreed yet by its weekends alone"}},
            {{"A month", "outdesk sla-report --client romashka --month 2026-10"},
             {"For a program", "outdesk sla-report --client romashka --from 2026-10-01 --to 2026-11-01 --format json"},
             {"As it stood on a day", "outdesk sla-report --client romashka --month 2026-10 --as-of 2026-10-20T09:00:00Z"}},
            {"text", "json", "csv", "jsonl", "xlsx", "html"}, run_report}}};
}

}  // namespace outdesk
