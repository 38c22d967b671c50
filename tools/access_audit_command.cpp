#include <cstdlib>

#include "access/matrix_report.hpp"
#include "access/read_identities.hpp"
#include "access/scan_tree.hpp"
#include "access/snapshot_store.hpp"
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

/// Accounts of the given files, else of this machine (those of the contract's people asked for by name).
void add_identities(Snapshot& snapshot, const Options& options, const std::vector<Person>& people) {
  auto passwd = options.maybe("passwd"), group = options.maybe("group");
  if (passwd.has_value() != group.has_value()) throw UsageError("--passwd and --group go together");
  if (passwd) {
    snapshot.identities = read_identities(*passwd, *group);
    snapshot.identities_source = "files";
    return;
  }
  std::vector<std::string> names;
  for (const auto& person : people) names.push_back(person.account);
  snapshot.identities = machine_identities(names, uids_in(snapshot));
  snapshot.identities_source = "machine";
}

/// "folders=412 unread=1 …" in a Document.
Document scan_receipt(const SnapshotReceipt& receipt, const Snapshot& snapshot) {
  auto count = [](std::uint64_t n) { return static_cast<std::int64_t>(n); };
  Document document;
  document.schema = "access-scan/1";
  Figures figures;
  figures.figures = {{key("taken"), "Taken", snapshot.taken},
                     {key("folders"), "Folders", count(receipt.folders)},
                     {key("unread"), "Not readable", count(receipt.unread)},
                     {key("vanished"), "Gone while scanned", count(receipt.vanished)},
                     {key("first"), receipt.first ? "First snapshot of this tree" : "", receipt.first},
                     {key("new"), receipt.first ? "" : "New since the last", count(receipt.fresh)},
                     {key("gone"), receipt.first ? "" : "Gone since the last", count(receipt.gone)},
                     {key("changed"), receipt.first ? "" : "Rights changed since the last", count(receipt.changed)}};
  document.sections.push_back({"scan", "", {std::move(figures)}});
  return document;
}

Exit run_scan(Context& context, const Options& options) {
  std::string client = options.text("client"), server = options.text("server");
  std::vector<Person> people;
  {
    Store store = Store::open_to_read(context.store);  // not held while the walk runs
    people = contracts_for(store.db(), client).back().people;
  }
  Snapshot snapshot;
  {
    Progress progress(context, "scanning");
    ScanOptions scan;
    scan.progress = [&](std::uint64_t folders) { progress.show(folders, 0); };
    snapshot = scan_tree(options.text("PATH"), scan, context.now);
  }
  add_identities(snapshot, options, people);
  Store store = Store::open_to_write(context.store);
  SnapshotReceipt receipt = keep_snapshot(store.db(), client_id(store.db(), client), server, snapshot, context.now, context.actor);
  context.print(scan_receipt(receipt, snapshot));
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
             {"--masks", "", "with the exact rights: r, w, x"}},
            {{"For the director", "outdesk access-audit matrix --client romashka --server fs01 --format xlsx -o access.xlsx"},
             {"What can one person open", "outdesk access-audit matrix --client romashka --server fs01 --account o.popova"}},
            {"text", "json", "csv", "xlsx", "html"}, run_matrix}}};
}

}  // namespace outdesk
