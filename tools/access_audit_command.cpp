#include "access/changes_report.hpp"
#include "access/decision_store.hpp"
#include "access/matrix_report.hpp"
#include "access/prune_store.hpp"
#include "access/scan_report.hpp"
#include "access/snapshot_file.hpp"
#include "access/why_report.hpp"
#include "base/text.hpp"
#include "client/client_store.hpp"
#include "command.hpp"
#include "full_program.hpp"
#include "progress.hpp"
#include "store/store.hpp"

namespace outdesk {

namespace {

std::vector<Contract> contracts_for(Db& db, const std::string& client) {
  auto contracts = contracts_of(db, client_id(db, client));
  if (contracts.empty()) throw NotFound("client " + in_quotes(client) + " has no contract", "set it with 'outdesk client set FILE'");
  return contracts;
}

IdentityFiles identity_files(const Options& options) {
  return {options.text("passwd"), options.text("group"), options.list("ldif"), options.text("local-groups"), options.text("pdbedit"), options.text("groupmap"),
          options.text("machine-sid")};
}

ShareFiles share_files(const Options& options) { return {options.list("shares"), options.text("testparm"), options.text("share")}; }

Snapshot scanned(Context& context, const Options& options, const std::vector<std::string>& people) {
  Progress progress(context, "scanning");
  ScanOptions scan;
  scan.samba = options.has("samba");
  scan.progress = [&](std::uint64_t folders) { progress.show(folders, 0); };
  Snapshot snapshot = scan_with_identities(options.text("PATH"), scan, identity_files(options), people, context.now);
  add_share_files(share_files(options), snapshot);
  return snapshot;
}

/// For another machine's store: nothing of this one's is needed.
Exit run_scan_to_file(Context& context, const Options& options) {
  Snapshot snapshot = scanned(context, options, {});
  std::string bytes = snapshot_file(snapshot, "outdesk " OUTDESK_VERSION);
  context.stream([&](const auto& sink) { sink(bytes); });
  std::string say = std::to_string(snapshot.folders.size()) + " folders of " + in_quotes(snapshot.root);
  std::size_t unread = 0;
  for (const auto& folder : snapshot.folders) unread += folder.unread != Unread::no;
  context.say(say + (unread ? ", " + std::to_string(unread) + " of them not read" : "") + "; import it with 'outdesk access-audit import --snapshot'");
  return Exit::ok;
}

Exit run_scan(Context& context, const Options& options) {
  if (!context.output_file.empty()) return run_scan_to_file(context, options);
  if (!options.has("client") || !options.has("server"))
    throw UsageError("a snapshot belongs to a client's server", "give --client and --server, or write it to a file with -o for another machine");
  std::string client = options.text("client"), server = options.text("server");
  std::vector<std::string> people;
  {
    Store store = Store::open_to_read(context.store);  // not held while the walk runs
    auto contracts = contracts_for(store.db(), client);  // named: a temporary would be gone inside the loop
    for (const auto& person : contracts.back().people) people.push_back(person.account);
  }
  Snapshot snapshot = scanned(context, options, people);
  Store store = Store::open_to_change(context.store);
  SnapshotReceipt receipt = keep_snapshot(store.db(), client_id(store.db(), client), server, snapshot, context.now, context.actor);
  context.print_receipt(scan_receipt(snapshot, receipt, client, server, context.language.value_or(Language::en)));
  return Exit::ok;
}

Exit run_access_import(Context& context, const Options& options) {
  std::string client = options.text("client"), server = options.text("server");
  const Zone* zone = nullptr;
  {
    Store store = Store::open_to_read(context.store);  // before a long reading, and not held while it runs
    zone = &Zone::named(contracts_for(store.db(), client).back().timezone);
  }
  RightsFiles rights{options.list("icacls"), options.list("get-acl"), options.list("getfacl"), options.list("snapshot"), options.text("icacls-log")};
  AccessReading reading = read_access_files(rights, identity_files(options), share_files(options), options.instant("taken"), context.now);
  Store store = Store::open_to_change(context.store);
  auto receipts = keep_snapshots(store.db(), client_id(store.db(), client), server, reading.trees, context.now, context.actor);
  context.print_receipt(import_receipt(reading, receipts, client, server, context.language.value_or(Language::en), zone));
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
  matrix.all_accounts = options.has("accounts");
  matrix.from_above = options.has("from-above");
  context.print(make_matrix(store.db(), client, options.text("server"), context.as_of, context.language, matrix));
  return Exit::ok;
}

const std::vector<OptionSpec> kPosixPeople = {{"--passwd", "FILE", "accounts of the server, as 'getent passwd' prints them"},
                                              {"--group", "FILE", "its groups, as 'getent group' prints them"}};
const std::vector<OptionSpec> kSambaPeople = {{"--pdbedit", "FILE", "users of a Samba server, as 'pdbedit -L -v' prints them"},
                                              {"--groupmap", "FILE", "its groups, as 'net groupmap list' prints them"}};
const std::vector<OptionSpec> kShares = {{"--shares", "FILE", "rights of shares: sharesec, Get-SmbShareAccess or Get-SmbShare", false, true},
                                         {"--share", "NAME", "share through which the folders are reached (else by its path or name)"},
                                         {"--testparm", "FILE", "settings of Samba, as 'testparm -s' prints them"}};

std::vector<OptionSpec> with(std::vector<OptionSpec> options, std::initializer_list<std::vector<OptionSpec>> more) {
  for (const auto& group : more) options.insert(options.end(), group.begin(), group.end());
  return options;
}

Exit run_changes(Context& context, const Options& options) {
  Store store = Store::open_to_read(context.store);
  ReadTransaction moment(store.db());
  constexpr Seconds kMonth{30 * kDay};
  ChangesOptions changes;
  changes.from = options.count("from");
  changes.to = options.count("to");
  changes.since = context.report_instant() - options.duration("since").value_or(kMonth);
  changes.path = options.text("path");
  changes.account = options.text("account");
  changes.all = options.has("all");
  context.print(make_changes(store.db(), options.text("client"), options.text("server"), changes, context.as_of, context.language).document);
  return Exit::ok;
}

Exit run_prune(Context& context, const Options& options) {
  std::string client = options.text("client");
  const Zone* zone = nullptr;
  {
    Store store = Store::open_to_read(context.store);
    zone = &Zone::named(contracts_for(store.db(), client).back().timezone);
  }
  Store store = Store::open_to_change(context.store);
  constexpr Seconds kQuarter{92 * kDay};
  std::string server = options.text("server");
  if (!server.empty()) latest_snapshots(store.db(), client_id(store.db(), client), server);  // refuses a server that nobody knows
  auto lines = list_snapshots(store.db(), client_id(store.db(), client), server);
  std::set<Date> decided;
  for (const std::string& one : servers_with_snapshots(store.db(), client_id(store.db(), client)))
    for (const AccessDecision& decision : decisions_of(store.db(), client_id(store.db(), client), one)) decided.insert(decision.first_seen);
  PruneReceipt receipt = prune_snapshots(store.db(), prunable(lines, context.now - options.duration("keep").value_or(kQuarter), *zone, decided), context.now, context.actor);
  context.print_receipt(prune_receipt(receipt, client, context.language.value_or(Language::en), zone));
  return Exit::ok;
}

Exit run_why(Context& context, const Options& options) {
  Store store = Store::open_to_read(context.store);
  ReadTransaction moment(store.db());
  context.print(make_why(store.db(), options.text("client"), options.text("server"), options.text("account"), options.text("path"), context.as_of, context.language));
  return Exit::ok;
}

}  // namespace

Command access_audit_command() {
  const OptionSpec client = {"--client", "CLIENT", "key of the client", true};
  const OptionSpec server = {"--server", "SERVER", "name of the server that has the folders", true};
  return {"access-audit", "who can open which folder",
          {{"scan", "read the rights of a folder tree of this machine", {{"PATH", "folder to begin with"}},
            with({{"--client", "CLIENT", "key of the client"}, {"--server", "SERVER", "name of the server that has the folders"},
                  {"--samba", "", "read the NT rights that Samba keeps, and judge as smbd does"}}, {kPosixPeople, kSambaPeople, kShares}),
            {{"Every night", "outdesk access-audit scan /srv/share --client romashka --server fs01 --quiet"},
             {"On a server without a store", "outdesk access-audit scan /srv/share -o fs02.snapshot"},
             {"A Samba server", "outdesk access-audit scan /srv/share --client romashka --server fs01 --samba --testparm smb.txt --pdbedit users.txt"}},
            {"text", "json"}, run_scan,
            "Follows no links and stays on one file system. A folder that cannot be read becomes a row of the matrix. With -o the "
            "snapshot goes into a file and no store is needed; 'import --snapshot' reads it. Without --passwd and --group this machine says who is who."},
           {"import", "read rights that were listed on another machine", {},
            with({client, server,
                  {"--icacls", "FILE", "what 'icacls FOLDER /save FILE /T /C' wrote", false, true},
                  {"--icacls-log", "FILE", "what icacls printed meanwhile: it names what could not be read"},
                  {"--get-acl", "FILE", "CSV of Get-Acl with Path, Owner and Sddl", false, true},
                  {"--getfacl", "FILE", "what 'getfacl -Rpn FOLDER' printed", false, true},
                  {"--snapshot", "FILE", "what 'access-audit scan -o FILE' wrote", false, true},
                  {"--taken", "INSTANT", "when the lists were made (else when they were written)"},
                  {"--ldif", "FILE", "users and groups of the domain: ldifde or ldapsearch", false, true},
                  {"--local-groups", "FILE", "JSON with the local groups of the Windows server"},
                  {"--machine-sid", "SID", "of the Windows server itself"}}, {kPosixPeople, kSambaPeople, kShares}),
            {{"A Windows server", "outdesk access-audit import --client romashka --server fs01 --icacls icacls.txt --get-acl acl.csv --ldif directory.ldf --local-groups local-groups.json --shares shares.csv"},
             {"A snapshot of another machine", "outdesk access-audit import --client romashka --server fs02 --snapshot fs02.snapshot"}},
            {"text", "json"}, run_access_import,
            "All or nothing. Two lists of one folder are one: the list that knows the owner counts. Files are left out. templates/collect has a "
            "script that writes all of it on a Windows server."},
           {"matrix", "show the latest snapshot as a matrix of people and folders", {},
            {client, server,
             {"--depth", "N", "folders down to this depth"},
             {"--path", "TEXT", "only this folder and what lies below it"},
             {"--account", "ACCOUNT", "only this account"},
             {"--own-rights", "", "only folders whose rights differ from those of the folder above"},
             {"--people", "", "only people of the contract, no service accounts"},
             {"--accounts", "", "every account, service accounts too that can do no more than any stranger"},
             {"--from-above", "", "count the folders above the scanned one, which may stop people too"},
             {"--masks", "", "with the exact rights: r, w, x"}},
            {{"For the director", "outdesk access-audit matrix --client romashka --server fs01 --format xlsx -o access.xlsx"},
             {"What can one person open", "outdesk access-audit matrix --client romashka --server fs01 --account o.popova"}},
            {"text", "json", "csv", "xlsx", "html"}, run_matrix},
           {"changes", "show whose access changed, where, and the request behind it", {},
            {client, server,
             {"--since", "DURATION", "changes of this time, such as 30d, which is also what is shown without it"},
             {"--from", "N", "the older of two snapshots, by the number that 'list' shows"},
             {"--to", "N", "the newer one"},
             {"--path", "TEXT", "only this folder and what lies below it"},
             {"--account", "ACCOUNT", "only this account"},
             {"--all", "", "every folder by itself, not the topmost that changed alike"}},
            {{"The last 30 days", "outdesk access-audit changes --client romashka --server fs01"},
             {"For the owners of folders, with a column for their decision", "outdesk access-audit changes --client romashka --server fs01 --format xlsx -o changes.xlsx"}},
            {"text", "json", "csv", "xlsx", "html"}, run_changes},
           {"why", "explain one cell of the matrix, entry by entry", {},
            {client, server,
             {"--account", "ACCOUNT", "whose access", true},
             {"--path", "TEXT", "to which folder", true}},
            {{"Why can she read this", "outdesk access-audit why --client romashka --server fs01 --account o.popova --path share/Sales"}},
            {"text", "json", "html"}, run_why},
           {"reconcile", "hold what people can do against what was agreed", {{"FILE", "the agreed document: CSV or XLSX with path, account_or_group and level"}},
            {client, server},
            {{"Before the yearly review", "outdesk access-audit reconcile agreed-access.csv --client romashka --server fs01"}},
            {"text", "json", "csv", "xlsx", "html"}, full_program.access_reconcile,
            "A line holds for its folder and all below, down to a folder with lines of its own. Columns until and approved_by may follow. Exit code 1 where something differs."},
           {"decisions", "read the owners' decisions back from a workbook of 'changes'", {{"FILE", "the workbook, filled in"}}, {client, server},
            {{"When it comes back", "outdesk access-audit decisions changes.xlsx --client romashka --server fs01"}}, {"text", "json"}, full_program.access_decisions,
            "The last decision about a change is shown by 'changes'. Reading a workbook twice changes nothing."},
           {"prune", "remove old snapshots that no monthly report needs", {},
            {client, {"--server", "SERVER", "only this server"}, {"--keep", "DURATION", "keep all younger than this (else 92d)"}},
            {{"Once a month", "outdesk access-audit prune --client romashka --quiet"}}, {"text", "json"}, run_prune,
            "The last snapshot of each month, the last of all, and those of days with a decision of an owner stay. What was removed is not in a report any more; the chain of hashes goes on."},
           {"list", "list the snapshots that are kept", {}, {client, {"--server", "SERVER", "only this server"}},
            {{"All of a client", "outdesk access-audit list --client romashka"}}, {"text", "json", "jsonl", "csv"}, run_access_list}}};
}

}  // namespace outdesk
