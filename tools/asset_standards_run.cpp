// Agreed standards with the figures that the package shows for them.
#include "asset/asset_store.hpp"
#include "asset/standards_report.hpp"
#include "asset_verbs.hpp"
#include "base/text.hpp"
#include "client/client_store.hpp"
#include "package/collect_month.hpp"
#include "package/standard_figures.hpp"
#include "store/store.hpp"

namespace outdesk {

Exit run_asset_standards(Context& context, const Options& options) {
  Store store = Store::open_to_read(context.store);
  ReadTransaction moment(store.db());
  std::string client = options.text("client");
  Instant now = context.report_instant();
  Contract contract = contract_now(store.db(), client, now);
  if (contract.standards.empty()) throw UsageError("the contract of " + in_quotes(client) + " names no standards", "add 'standards' to it, see outdesk-contract(5)");
  const Zone& zone = Zone::named(contract.timezone);
  Date today = zone.local(now).date;
  MonthRequest request;
  request.client = client;
  request.month = options.month("month").value_or(today.year() / today.month());
  request.as_of = now;
  PackageInput month = collect_month(store.db(), request);
  const AssetTerms terms = contract.assets.value_or(AssetTerms{});
  std::optional<CheckedAssets> checked;
  if (contract.assets) {
    std::vector<Asset> assets = assets_of(store.db(), client_id(store.db(), client), month.cut_off, known_by_of(request, zone));
    checked = check_assets(terms, assets, programs_of(store.db(), assets), month.cut_off, zone);
  }
  std::vector<JudgedStandard> standards = judge_standards(contract.standards, standard_figures(month.facts, checked), today, terms.warn_before);
  context.print(standards_report(standards, client, now, zone, context.language.value_or(Language::en)));
  return Exit::ok;
}

}  // namespace outdesk
