// Assets and monitoring against what was agreed.
#include "asset/check_report.hpp"
#include "asset/check_rules.hpp"
#include "asset_verbs.hpp"
#include "base/text.hpp"
#include "client/client_store.hpp"
#include "monitor/affected_rules.hpp"
#include "monitor/monitoring_store.hpp"
#include "monitor/outage_report.hpp"
#include "store/store.hpp"

namespace outdesk {

namespace {

/// The days that a report is about, this month where none are given; no later than now.
Period period_until_now(const Context& context, const Options& options, const Zone& zone) {
  Date today = zone.local(context.report_instant()).date;
  Period period = days_asked(options, zone).value_or(zone.month(today.year() / today.month()));
  period.to = std::min(period.to, context.report_instant());
  if (period.to <= period.from) throw UsageError("there is nothing of these days yet", "ask for days that have begun");
  return period;
}

}  // namespace

std::optional<Period> days_asked(const Options& options, const Zone& zone) {
  auto from = options.date("from"), to = options.date("to");
  if (auto month = options.month("month")) {
    if (from || to) throw UsageError("--month and --from or --to do not go together");
    return zone.month(*month);
  }
  if (!from && !to) return {};
  if (!from || !to) throw UsageError("--from and --to go together", "both are days, --to is the first day that is left out");
  Period period{zone.day(*from).from, zone.day(*to).from};
  if (period.to <= period.from) throw UsageError("--to has to be later than --from");
  return period;
}

Exit run_asset_check(Context& context, const Options& options) {
  Store store = Store::open_to_read(context.store);
  ReadTransaction moment(store.db());
  std::string client = options.text("client");
  Contract contract = contract_now(store.db(), client, context.report_instant());
  std::vector<Asset> assets = assets_of(store.db(), client_id(store.db(), client), context.as_of);
  const AssetTerms terms = contract.assets.value_or(AssetTerms{});
  const Zone& zone = Zone::named(contract.timezone);
  CheckedAssets checked = check_assets(terms, assets, programs_of(store.db(), assets), context.report_instant(), zone);
  context.print(check_report(checked, terms, client, context.report_instant(), zone, language_of(context, contract)));
  return exit_of(checked);
}

Exit run_asset_outages(Context& context, const Options& options) {
  Store store = Store::open_to_read(context.store);
  ReadTransaction moment(store.db());
  std::string client = options.text("client");
  Contract contract = contract_now(store.db(), client, context.report_instant());
  if (!contract.monitoring) throw UsageError("the contract of " + in_quotes(client) + " does not say what is watched", "add 'monitoring' to it, see outdesk-contract(5)");
  Period period = period_until_now(context, options, Zone::named(contract.timezone));
  MonitoringMonth month = judge_monitoring(monitoring_of(store.db(), client_id(store.db(), client), period, context.as_of), *contract.monitoring, contract.calendars, period);
  mark_affected(month, assets_of(store.db(), client_id(store.db(), client), context.as_of));
  context.print(outage_report(month, contract, language_of(context, contract)));
  return Exit::ok;
}

}  // namespace outdesk
