// Assets and monitoring against what was agreed.
#include "asset/check_report.hpp"
#include "asset/check_rules.hpp"
#include "asset_verbs.hpp"
#include "base/text.hpp"
#include "client/client_store.hpp"
#include "monitor/monitoring_store.hpp"
#include "monitor/outage_report.hpp"
#include "store/store.hpp"

namespace outdesk {

namespace {

/// The days that a report is about: a month, or --from to --to, the second left out; no later than now.
Period asked_period(const Context& context, const Options& options, const Zone& zone) {
  auto from = options.date("from"), to = options.date("to");
  if (from.has_value() != to.has_value()) throw UsageError("--from and --to go together", "both are days, --to is the first day that is left out");
  Date today = zone.local(context.report_instant()).date;
  Period period = from ? Period{zone.day(*from).from, zone.day(*to).from} : zone.month(options.month("month").value_or(today.year() / today.month()));
  period.to = std::min(period.to, context.report_instant());
  if (period.to <= period.from) throw UsageError("there is nothing of these days yet", "ask for days that have begun, --to later than --from");
  return period;
}

}  // namespace

Exit run_asset_check(Context& context, const Options& options) {
  Store store = Store::open_to_read(context.store);
  ReadTransaction moment(store.db());
  std::string client = options.text("client");
  Contract contract = contract_now(store.db(), client, context.report_instant());
  std::vector<Asset> assets = assets_of(store.db(), client_id(store.db(), client), context.as_of);
  const AssetTerms terms = contract.assets.value_or(AssetTerms{});
  const Zone& zone = Zone::named(contract.timezone);
  CheckedAssets checked = check_assets(terms, assets, programs_of(store.db(), assets), context.report_instant(), zone);
  context.print(check_report(checked, terms, client, context.report_instant(), zone, context.language.value_or(Language::en)));
  return exit_of(checked);
}

Exit run_asset_outages(Context& context, const Options& options) {
  Store store = Store::open_to_read(context.store);
  ReadTransaction moment(store.db());
  std::string client = options.text("client");
  Contract contract = contract_now(store.db(), client, context.report_instant());
  if (!contract.monitoring) throw UsageError("the contract of " + in_quotes(client) + " does not say what is watched", "add 'monitoring' to it, see outdesk-contract(5)");
  Period period = asked_period(context, options, Zone::named(contract.timezone));
  MonitoringMonth month = judge_monitoring(monitoring_of(store.db(), client_id(store.db(), client), period, context.as_of), *contract.monitoring, contract.calendars, period);
  context.print(outage_report(month, contract, language_of(context, contract)));
  return Exit::ok;
}

}  // namespace outdesk
