#include <nlohmann/json.hpp>

#include "base/text.hpp"
#include "client/client_report.hpp"
#include "client/client_store.hpp"
#include "command.hpp"
#include "store/store.hpp"

namespace outdesk {

namespace {

Exit run_set(Context& context, const Options& options) {
  const std::string& file = options.text("FILE");
  JsonFile json(file);
  Contract contract = read_contract(json.node());
  Store store = Store::open_to_write(context.store);
  SetReceipt receipt = set_contract(store.db(), contract, json.json().dump(), context.now, context.actor);
  std::string what = receipt.unchanged ? "is there already" : receipt.revision > 1 ? "corrected (revision " + std::to_string(receipt.revision) + ")" : "set";
  context.say("contract of " + in_quotes(contract.client) + " from " + to_text(contract.valid_from) + " " + what);
  return Exit::ok;
}

Exit run_show(Context& context, const Options& options) {
  Store store = Store::open_to_read(context.store);
  std::string client = options.text("CLIENT");
  auto versions = contract_versions(store.db(), client_id(store.db(), client), context.as_of);
  if (versions.empty()) throw NotFound("client " + in_quotes(client) + " has no contract");
  if (context.format == Format::json) {
    Date day = options.date("on").value_or(Date{std::chrono::year{9999} / 12 / 31});
    const ContractVersion* found = &versions.front();
    for (const auto& version : versions) if (version.valid_from <= to_text(day)) found = &version;
    context.write(Json::parse(found->body).dump(2) + "\n");
    return Exit::ok;
  }
  context.print(client_card(contracts_of(store.db(), client_id(store.db(), client), context.as_of), versions));
  return Exit::ok;
}

Exit run_client_list(Context& context, const Options&) {
  Store store = Store::open_to_read(context.store);
  context.print(client_list(list_clients(store.db())));
  return Exit::ok;
}

}  // namespace

Command client_command() {
  return {"client", "clients and their contracts",
          {{"set", "keep a contract file as the version that is valid from its date", {{"FILE", "the contract, JSON (outdesk-contract(5))"}}, {},
            {{"Set", "outdesk client set romashka.json"}}, {}, run_set,
            "The file is checked whole before anything is kept. A correction for the same date becomes a new revision; reports as of an earlier instant still use the earlier one."},
           {"show", "show a client's contract", {{"CLIENT", "key of the client"}}, {{"--on", "DAY", "the version in force on this day (json)"}},
            {{"The file back", "outdesk client show romashka --format json"}}, {"text", "json"}, run_show},
           {"list", "list clients", {}, {}, {{"For a loop", "outdesk client list --format jsonl"}}, {"text", "json", "jsonl", "csv"}, run_client_list}}};
}

}  // namespace outdesk
