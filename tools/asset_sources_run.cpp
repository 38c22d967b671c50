// Sources of asset import that answer over HTTP, or saved such answers: OCS Inventory's REST interface and Zabbix.
#include <nlohmann/json.hpp>

#include "asset_import.hpp"
#include "asset_verbs.hpp"
#include "base/interrupt.hpp"
#include "base/text.hpp"
#include "client/client_store.hpp"
#include "input/json.hpp"
#include "inventory/read_ocs_server.hpp"
#include "monitor/monitoring_store.hpp"
#include "output/atomic_file.hpp"
#include "web/http.hpp"
#include "web/secret_file.hpp"
#include "zabbix/read_zabbix.hpp"

namespace outdesk {

namespace {

bool is_address(const std::string& text) { return text.starts_with("http://") || text.starts_with("https://"); }

/// What the client's contract says of its monitoring, or what --terms does.
struct MonitoringSide {
  MonitoringTerms terms;
  const Zone* zone = &Zone::named("UTC");
};

MonitoringSide monitoring_side(const Context& context, const Options& options) {
  MonitoringSide side;
  if (auto terms = options.maybe("terms")) {
    JsonFile file(*terms);
    side.terms = read_monitoring_terms(file.node());
  }
  if (options.text("client").empty()) return side;
  Store store = Store::open_to_read(context.store);
  ReadTransaction moment(store.db());
  auto contract = contract_in_force(store.db(), options.text("client"), context.now);
  if (!contract) return side;
  if (contract->monitoring && !options.has("terms")) side.terms = *contract->monitoring;
  side.zone = zone_of(contract);
  return side;
}

constexpr Seconds kUsualSpan{35 * std::int64_t{kDay}};  ///< a month and a few days: what one missed run leaves out, the next brings

ZabbixSource zabbix_source(const Options& options) {
  ZabbixSource source;
  source.url = options.text("zabbix");
  source.token_file = options.text("token-file");
  source.ca_file = options.text("ca-file");
  if (source.token_file.empty()) throw UsageError("a Zabbix is asked with an API token", "write it into a file that nobody else can read, and name that with --token-file");
  return source;
}

Document monitoring_receipt(const std::string& client, const MonitoringFacts& facts, const MonitoringReceipt& kept, bool dry_run, const Zone& zone) {
  Document document;
  document.schema = "monitoring-import/1";
  document.zone = &zone;
  document.head = {{key("client"), "", client}, {key("dry_run"), "", dry_run}};
  auto count = [](const auto& list) { return static_cast<std::int64_t>(list.size()); };
  document.sections.push_back({"import", dry_run ? "A dry run: nothing was kept" : "", {Figures{"", {{key("source"), "Source", facts.source + (facts.version.empty() ? "" : " " + facts.version)},
                                                           {key("from"), "From", facts.covered.from},
                                                           {key("to"), "To", facts.covered.to},
                                                           {key("hosts"), "Hosts", count(facts.hosts)},
                                                           {key("services"), "Services", count(facts.services)},
                                                           {key("problems"), "Problems", count(facts.problems)},
                                                           {key("stops"), "Stops of services", count(facts.stops)},
                                                           {key("values"), "Values of items", count(facts.values)},
                                                           {key("new"), "New or different", kept.written},
                                                           {key("known"), "Known already", kept.known}}}}});
  Table notes;
  notes.key = key("notes");
  notes.columns = {{key("text"), facts.notes.empty() ? "" : "Remarks", 0, true}};
  for (const auto& note : facts.notes) notes.rows.push_back({printable(note)});
  document.sections.back().blocks.emplace_back(std::move(notes));
  return document;
}

}  // namespace

Exit import_ocs(Context& context, const Options& options) {
  std::string address = options.text("ocs");
  if (!is_address(address)) throw UsageError("--ocs " + in_quotes(address) + " is no address of an interface", "such as http://ocs.example.ru/ocsapi; files are named without --ocs");
  while (address.ends_with('/')) address.pop_back();
  HttpRequest request;
  request.expected_type = "json";
  request.ca_file = options.text("ca-file");
  if (auto login = options.maybe("login")) request.headers.emplace_back("Authorization", "Basic " + base64(*login + ":" + secret_in(options.text("token-file"), "password", "write the password of --login into its first line")));
  SightingKeeper keeper(context, options);
  Instant at = options.instant("at").value_or(context.now);
  std::vector<Sighted> computers;
  auto ask = [&](const std::string& path) {
    stop_where_asked();
    request.url = address + path;
    return http_call(request).body;
  };
  InventoryReceipt receipt = read_ocs_server(ask, shown_address(address), keeper.zone(), [&](SeenDevice device) {
    computers.push_back({std::move(device), at, "ocs rest"});
    if (computers.size() < 200) return;
    keeper.take(std::move(computers), {});
    computers.clear();
  });
  keeper.take(std::move(computers), receipt.notes);
  return keeper.finish(0, {});
}

Exit import_zabbix(Context& context, const Options& options) {
  std::string from = options.text("zabbix");
  stop_in_order();
  MonitoringSide side = monitoring_side(context, options);
  std::optional<Period> asked = days_asked(options, *side.zone);
  Period usual{context.now - kUsualSpan, context.now};
  if (auto save = options.maybe("save")) {
    if (!is_address(from)) throw UsageError("--save keeps what a server answers", "give --zabbix an address");
    write_file_atomically(*save, 0600, zabbix_file(zabbix_source(options), side.terms, asked.value_or(usual), context.now));
    return Exit::ok;
  }
  MonitoringFacts facts = is_address(from) ? read_zabbix(zabbix_source(options), side.terms, asked.value_or(usual), context.now) : read_zabbix_file(from, side.terms, asked, *side.zone, context.now);
  std::string client = options.text("client");
  Store store = Store::open_to_change(context.store);
  Transaction transaction(store.db());
  MonitoringReceipt kept = keep_monitoring(store.db(), client_id(store.db(), client), facts, context.now, context.actor);
  if (!options.has("dry-run")) transaction.commit();
  context.print_receipt(monitoring_receipt(client, facts, kept, options.has("dry-run"), *side.zone));
  return Exit::ok;
}

}  // namespace outdesk
