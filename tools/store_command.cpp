#include <sys/stat.h>

#include "access/snapshot_store.hpp"
#include "asset/asset_store.hpp"
#include "backup/backup_store.hpp"
#include "base/text.hpp"
#include "client/client_store.hpp"
#include "command.hpp"
#include "delivery/delivery_store.hpp"
#include "mail/mail_store.hpp"
#include "monitor/monitoring_store.hpp"
#include "store/copies.hpp"
#include "store/damage.hpp"
#include "store/store.hpp"
#include "ticket/search_store.hpp"
#include "ticket/ticket_store.hpp"

namespace outdesk {

namespace {

std::int64_t size_of(const std::string& path) {
  struct stat info;
  return ::stat(path.c_str(), &info) == 0 ? static_cast<std::int64_t>(info.st_size) : 0;
}

Exit run_info(Context& context, const Options&) {
  Store store = Store::open_to_read(context.store);
  Db& db = store.db();
  ReadTransaction moment(db);
  ChainHead head = chain_head(db);
  Document document;
  document.schema = "store-info/1";
  Figures figures;
  figures.figures = {{key("path"), "Store", store.path()},
                     {key("schema_version"), "Schema version", std::int64_t{schema_version()}},
                     {key("bytes"), "Size in bytes", size_of(store.path())},
                     {key("wal_bytes"), "Write-ahead log in bytes", size_of(store.path() + "-wal")},
                     {key("clients"), "Clients", count_clients(db)},
                     {key("tickets"), "Tickets", count_tickets(db, {})},
                     {key("journal_lines"), "Journal lines", head.lines},
                     {key("head_hash"), "Hash of the last line", hex(head.hash)},
                     {key("contract_hash"), "Hash of the last contract", hex(contract_head(db))}};
  document.sections.push_back({"store", "", {std::move(figures)}});
  context.print(document);
  return Exit::ok;
}

/// The hash of --head, which must still be in the chain.
std::optional<Digest> expected_head(const Options& options) {
  auto text = options.maybe("head");
  if (!text) return {};
  if (auto hash = digest_of_hex(*text)) return hash;
  throw UsageError("--head " + in_quotes(*text) + " is not a hash", "it has 64 hexadecimal digits, as 'outdesk store info' prints them");
}

Exit run_check(Context& context, const Options& options) {
  auto expected = expected_head(options);
  Store store = Store::open_to_read(context.store);
  Db& db = store.db();
  ReadTransaction moment(db);
  std::vector<std::string> found;
  for (const auto& damage : {database_damage(db), contract_damage(db), snapshot_damage(db), backup_damage(db), mail_damage(db), asset_damage(db), monitoring_damage(db), delivery_damage(db), journal_damage(db)})
    found.insert(found.end(), damage.begin(), damage.end());
  ChainHead head = chain_head(db);
  std::string hash = hex(head.hash);
  if (expected && *expected != head.hash && !chain_holds(db, *expected) && !contract_chain_holds(db, *expected))
    found.push_back("no journal line and no contract has the hash " + in_quotes(hex(*expected)) +
                    ": it was mistyped, or the end of the journal or of the contracts was cut off or rewritten");
  for (const auto& words : found) context.write(printable(words) + "\n");
  context.finish();  // what was found stands on standard output before the error does on the other
  if (!found.empty()) throw StoreError("the store " + in_quotes(store.path()) + " is damaged", "restore a backup; what was found is listed on standard output");
  std::int64_t asset_lines = count_asset_lines(db);
  std::string assets = asset_lines ? ", " + std::to_string(asset_lines) + " of assets" : "";
  if (!context.quiet) context.write("ok: " + std::to_string(head.lines) + " journal lines" + assets + ", head " + hash + "\n");
  return Exit::ok;
}

/// Tickets of before the index of words are put into it; where an earlier program died over that, it is made up for here.
Exit run_upgrade(Context& context, const Options&) {
  int before = upgrade_store(context.store, schema(), [](Db& db) { index_missing_words(db); });
  Store store = Store::open_to_change(context.store);
  Transaction transaction(store.db());
  if (index_missing_words(store.db()) > 0) transaction.commit();
  if (before == schema_version()) context.say("the store is up to date (schema version " + std::to_string(before) + ")");
  else context.say("schema version " + std::to_string(before) + " became " + std::to_string(schema_version()) + "; the copy of before is kept");
  return Exit::ok;
}

Exit run_backup(Context& context, const Options& options) {
  backup_store(context.store, options.text("FILE"));
  context.say("the store was copied to " + in_quotes(options.text("FILE")));
  return Exit::ok;
}

}  // namespace

Command store_command() {
  return {"store", "the store itself",
          {{"info", "tell size, counts and the hash of the journal's head", {}, {}, {{"Info", "outdesk store info"}}, {"text", "json", "jsonl", "csv"}, run_info},
           {"check", "verify the database, the journal, the contracts, the snapshots, the evidence, the assets, the deliveries and every ticket's head", {},
            {{"--head", "HASH", "a hash noted earlier, of the journal (it stands in every package) or of the last contract: it must still be there"}},
            {{"Every night", "outdesk store check --quiet"}}, {}, run_check,
            "Exit code 4 where anything is wrong. A chain alone cannot show that its end was cut off: compare with a head that you keep elsewhere."},
           {"backup", "copy the whole store to a new file, while others may go on writing", {{"FILE", "the copy, which must not be there yet", true}}, {},
            {{"Every night", "outdesk store backup /backup/outdesk-$(date +%F).db"}}, {}, run_backup,
            "The copy is a store itself. Copying the file by other means loses what still lies in the write-ahead log beside it (STORE-wal)."},
           {"upgrade", "bring a store of an older outdesk up to date, keeping a copy", {}, {}, {{"Upgrade", "outdesk store upgrade"}}, {}, run_upgrade}}};
}

}  // namespace outdesk
