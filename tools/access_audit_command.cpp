#include "access/matrix_report.hpp"
#include "access/scan_report.hpp"
#include "base/text.hpp"
#include "client/client_store.hpp"
#include "command.hpp"
#include "progress.hpp"
#include "store/store.hpp"

namespace outdesk {

namespace {

std::vector<Contract> contracts_for(Db& db, const std::string& client) {
  auto contracts = contracts_of(db, client_id(db, client));
  if (contracts.empty()) throw NotFound("client " + in_quotes(client) + " has no contract", "set it with 'outdesk client set FILE'");
  return contracts;
}

Exit run_scan(Context& context, const Options& options) {
  std::string client = options.text("client"), server = options.text("server");
  std::vector<std::string> people;
  {
    Store store = Store::open_to_read(context.store);  // not held while the walk runs
    auto contracts = contracts_for(store.db(), client);  // named: a temporary would be gone inside the loop
    for (const auto& person : contracts.back().people) people.push_back(person.account);
  }
  Progress progress(context, "scanning");
  ScanOptions scan;
  scan.progress = [&](std::uint64_t folders) { progress.show(folders, 0); };
  Snapshot snapshot = scan_with_identities(options.text("PATH"), scan, {options.text("passwd"), options.text("group")}, people, context.now);
  Store store = Store::open_to_change(context.store);
  SnapshotReceipt receipt = keep_snapshot(store.db(), client_id(store.db(), client), server, snapshot, context.now, context.actor);
  context.print(scan_receipt(snapshot, receipt, client, server, context.language.value_or(Language::en)));
  return Exit::ok;
}

Exit run_access_list(Context& context, const Options& options) {
  Store store = Store::open_to_read(context.store);
  std::string client = options.text("client");
  Contract contract = contracts_for(store.db(), client).back();
  auto lines = list_snapshots(store.db(), client_id(store.db(), client), options.text("server"));
  context.print(snapshot_list(lines, client, context.language.value_or(Language::en), &Zone::named(contract.timezone)));
  return Exit::ok;
}

Exit run_matrix(Context& context, const Options& options) {
  Store store = Store::open_to_read(context.store);
  ReadTransaction moment(store.db());
  std::string client = options.text("client");
  MatrixOptions matrix;
  matrix.depth = options.count("depth");
  matrix.path = options.text("path");
  matrix.account = options.text("account");
  matrix.own_rights_only = options.has("own-rights");
  matrix.masks = options.has("masks");
  matrix.people_only = options.has("people");
  matrix.all_accounts = options.has("all-accounts");
  matrix.from_above = options.has("from-above");
  context.print(make_matrix(store.db(), client, options.text("server"), context.as_of, context.language, matrix));
  return Exit::ok;
}

}  // namespace

Command access_audit_command() {
  const OptionSpec client = {"--client", "CLIENT", "key of the client", true};
  const OptionSpec server = {"--server", "SERVER", "name of the server that has the folders", true};
  return {"access-audit", "who can open which folder",
          {{"scan", "read the rights of a folder tree of this machine", {{"PATH", "folder to begin with"}},
            {client, server,
             {"--passwd", "FILE", "accounts of the server, as 'getent passwd' prints them (else this machine's)"},
             {"--group", "FILE", "its groups, as 'getent group' prints them"}},
            {{"Every night", "outdesk access-audit scan /srv/share --client romashka --server fs01 --quiet"}},
            {"text", "json"}, run_scan,
            "Follows no links and stays on one file system. A folder that cannot be read becomes a row of the matrix."},
           {"matrix", "show the latest snapshot as a matrix of people and folders", {},
            {client, server,
             {"--depth", "N", "folders down to this depth"},
             {"--path", "TEXT", "only this folder and what lies below it"},
             {"--account", "ACCOUNT", "only this account"},
             {"--own-rights", "", "only folders whose rights differ from those of the folder above"},
             {"--people", "", "only people of the contract, no service accounts"},
             {"--all-accounts", "", "service accounts too that can do no more than any stranger"},
             {"--from-above", "", "count the folders above the scanned one, which may stop people too"},
             {"--masks", "", "with the exact rights: r, w, x"}},
            {{"For the director", "outdesk access-audit matrix --client romashka --server fs01 --format xlsx -o access.xlsx"},
             {"What can one person open", "outdesk access-audit matrix --client romashka --server fs01 --account o.popova"}},
            {"text", "json", "csv", "xlsx", "html"}, run_matrix},
           {"list", "list the snapshots that are kept", {}, {client, {"--server", "SERVER", "only this server"}},
            {{"All of a client", "outdesk access-audit list --client romashka"}}, {"text", "json", "jsonl", "csv"}, run_access_list}}};
}

}  // namespace outdesk
