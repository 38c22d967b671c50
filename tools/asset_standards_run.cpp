// Agreed standards as the package of the month shows them.
#include "asset/standards_report.hpp"
#include "asset_verbs.hpp"
#include "client/client_store.hpp"
#include "package/collect_month.hpp"
#include "store/store.hpp"

namespace outdesk {

Exit run_asset_standards(Context& context, const Options& options) {
  Store store = Store::open_to_read(context.store);
  ReadTransaction moment(store.db());
  std::string client = options.text("client");
  Contract contract = contract_now(store.db(), client, context.report_instant());
  const Zone& zone = Zone::named(contract.timezone);
  Date today = zone.local(context.report_instant()).date;
  MonthRequest request;
  request.client = client;
  request.month = options.month("month").value_or(today.year() / today.month());
  request.as_of = context.report_instant();
  PackageInput month = collect_month(store.db(), request);
  if (month.standards.empty()) throw UsageError("the contract of " + in_quotes(client) + " names no standards", "add 'standards' to it, see outdesk-contract(5)");
  context.print(standards_report(month.standards, client, month.cut_off, zone, language_of(context, contract)));
  return Exit::ok;
}

}  // namespace outdesk
