#include "access/decision_store.hpp"
#include "base/text.hpp"
#include "mail/mail_chain_store.hpp"
#include "store/copies.hpp"
#include "store/make_store.hpp"
#include "store/store.hpp"
#include "store_verbs.hpp"
#include "ticket/search_store.hpp"

namespace outdesk {

namespace {

/// What an older program did not write: tickets in the index of words, messages and decisions in their chains.  In the same transaction as the schema.
void complete_older(Db& db) {
  index_missing_words(db);
  for (const BesideChain* chain : {&kMailChain, &kDecisionChain}) chain_rows_of_before(db, *chain);
}

std::string said_of(const StoreFacts& facts) { return std::to_string(facts.lines) + " journal lines, head " + hex(facts.head); }

std::string became(int from) { return "schema version " + std::to_string(from) + " became " + std::to_string(schema_version()); }

}  // namespace

Exit run_store_init(Context& context, const Options& options) {
  if (auto group = options.maybe("group")) {
    make_team_store(context.store, *group);
    context.say("made an empty store for the group " + in_quotes(*group) + ": " + in_quotes(context.store));
  } else {
    make_store(context.store);
    context.say("made an empty store: " + in_quotes(context.store));
  }
  return Exit::ok;
}

/// On standard output, which cron mails: a head that lies elsewhere shows later that the store's end was cut off.
Exit run_store_backup(Context& context, const Options& options) {
  std::string file = options.text("FILE");
  StoreFacts facts = backup_store(context.store, file, store_damage);
  if (!context.quiet) context.write("copied to " + in_quotes(file) + ": " + said_of(facts) + "\n");
  if (facts.version < schema_version())
    context.say("the store has the older schema version " + std::to_string(facts.version) + "; its chain is checked after 'outdesk store upgrade'");
  return Exit::ok;
}

Exit run_store_restore(Context& context, const Options& options) {
  std::string copy = options.text("COPY");
  RestoredStore done = restore_store(context.store, copy, options.has("replace"), context.now, store_damage, complete_older);
  if (!context.quiet) context.write("restored from " + in_quotes(copy) + ": " + said_of(done.facts) + "\n");
  if (done.from < schema_version()) context.say(became(done.from) + "; the copy was left as it is");
  if (!done.kept.empty()) context.say("the store that was there is kept: " + in_quotes(done.kept));
  return Exit::ok;
}

Exit run_store_copy(Context& context, const Options& options) {
  std::string from = options.text("FROM"), to = options.text("TO");
  for (const auto& name : {from, to}) check_store_name(name);
  StoreFacts facts = copy_store(from, to, store_damage);
  if (!context.quiet) context.write("copied to " + in_quotes(to) + ", all rows equal: " + said_of(facts) + "\n");
  return Exit::ok;
}

Exit run_store_upgrade(Context& context, const Options&) {
  Upgraded done = upgrade_store(context.store, schema(), complete_older);
  if (done.copy.empty()) context.say("the store is up to date (schema version " + std::to_string(done.from) + ")");
  else context.say(became(done.from) + "; the store of before is kept: " + in_quotes(done.copy));
  if (done.from == schema_version()) return Exit::ok;
  Store store = Store::open_to_read(context.store);
  ReadTransaction moment(store.db());
  report_damage(context, store_damage(store.db()), "the store " + in_quotes(context.store) + " is damaged, and was so before it was brought up to date");
  return Exit::ok;
}

}  // namespace outdesk
