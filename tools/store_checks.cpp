#include "access/decision_store.hpp"
#include "access/snapshot_store.hpp"
#include "asset/asset_store.hpp"
#include "backup/backup_store.hpp"
#include "base/text.hpp"
#include "client/client_store.hpp"
#include "delivery/delivery_store.hpp"
#include "mail/mail_store.hpp"
#include "monitor/monitoring_store.hpp"
#include "store/chains.hpp"
#include "store/damage.hpp"
#include "store/store.hpp"
#include "store_verbs.hpp"
#include "ticket/ticket_store.hpp"

namespace outdesk {

namespace {

/// The hash of --head, which must still be in the chain.
std::optional<Digest> expected_head(const Options& options) {
  auto text = options.maybe("head");
  if (!text) return {};
  if (auto hash = digest_of_hex(*text)) return hash;
  throw UsageError("--head " + in_quotes(*text) + " is not a hash", "it has 64 hexadecimal digits, as 'outdesk store info' prints them");
}

/// All zero is the head of a store without a line; a chain that cannot be read has no row.
bool is_gone(Db& db, const Digest& head) {
  try {
    Savepoint before(db);
    return head != Digest{} && !any_chain_has(db, head);
  } catch (const StoreError&) {
    return true;
  }
}

}  // namespace

/// What cannot even be read is found too, and what comes after it is looked at all the same.
std::vector<std::string> store_damage(Db& db) {
  using RoomCheck = std::vector<std::string> (*)(Db&);
  std::vector<std::string> found;
  for (RoomCheck check : {RoomCheck{[](Db& of) { return database_damage(of); }}, RoomCheck{contract_damage}, RoomCheck{snapshot_damage}, RoomCheck{kept_once_damage}, RoomCheck{decision_damage}, RoomCheck{backup_damage},
                          RoomCheck{mail_damage}, RoomCheck{asset_damage}, RoomCheck{monitoring_damage}, RoomCheck{delivery_damage}, RoomCheck{[](Db& of) { return journal_damage(of); }}})
    try {
      Savepoint before(db);  // a server refuses everything after a statement that failed, until it is taken back
      auto damage = check(db);
      found.insert(found.end(), damage.begin(), damage.end());
    } catch (const Error& error) {
      bool not_said = error.exit() == Exit::busy || error.exit() == Exit::write || error.exit() == Exit::missing;
      if (not_said) throw;  // it could not be looked at, which is no damage
      found.emplace_back(error.what());
    }
  return found;
}

void report_damage(Context& context, const std::vector<std::string>& found, const std::string& subject) {
  for (const auto& words : found) context.write(printable(words) + "\n");
  context.finish();  // what was found stands on standard output before the error does on the other
  if (!found.empty()) throw StoreError(subject, "restore a backup; what was found is listed on standard output");
}

Exit run_store_check(Context& context, const Options& options) {
  auto expected = expected_head(options);
  Store store = Store::open_to_read(context.store);
  Db& db = store.db();
  ReadTransaction moment(db);
  std::vector<std::string> found = store_damage(db);
  bool gone = expected && is_gone(db, *expected);
  std::string nowhere = gone ? "no journal line and no contract has the hash " + in_quotes(hex(*expected)) + ", nor has a row of another chain" : "";
  if (gone && found.empty())
    throw StoreError("the store is sound in itself, but " + nowhere,
                     "it was mistyped, or the end of a chain was cut off or rewritten: look for other heads that you noted, and restore a backup that has them");
  if (gone) found.push_back(nowhere);
  report_damage(context, found, "the store " + in_quotes(store.path()) + " is damaged");
  ChainHead head = chain_head(db);
  std::int64_t asset_lines = count_asset_lines(db);
  std::string assets = asset_lines ? ", " + std::to_string(asset_lines) + " of assets" : "";
  if (!context.quiet) context.write("ok: " + std::to_string(head.lines) + " journal lines" + assets + ", head " + hex(head.hash) + "\n");
  if (!db.driver().can_compare())
    throw MissingSource("rows and chains are sound; tables and triggers were not compared: the server is a standby, or the account may make no schema there",
                        "check on the primary, as the account that owns the database");
  return Exit::ok;
}

}  // namespace outdesk
