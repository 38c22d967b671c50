#include "base/error.hpp"
#include "base/text.hpp"
#include "store/copies.hpp"
#include "store/copy_draft.hpp"
#include "store/store.hpp"

namespace outdesk {

namespace {

void refuse_what_holds_rows(Db& db) {
  for (const auto& table : store_tables())
    if (db.integer("SELECT count(*) FROM " + std::string(table.name)).value_or(0) > 0)
      throw UsageError("the store " + in_quotes(db.path()) + " is not empty", "copy to a new place; nothing was changed");
}

}  // namespace

StoreFacts copy_store(const std::string& from, const std::string& to, const StoreCheck& check) {
  Store source = Store::open_to_read(from);
  ReadTransaction moment(source.db());
  refuse_damaged("the store " + in_quotes(from), check(source.db()), "nothing was copied; run 'outdesk store check'");
  Store target = Store::open_to_write(to);
  Transaction transaction(target.db());
  refuse_what_holds_rows(target.db());
  StoreContent copied = copy_content(source.db(), target.db());
  if (content_of(target.db()) != copied)
    throw StoreError("the copy " + in_quotes(to) + " does not hold what " + in_quotes(from) + " holds", "it was left empty; please report this");
  StoreFacts facts = facts_of(target.db());
  transaction.commit();
  return facts;
}

/// By way of a store file of its own beside the new one, which is gone in the end.
StoreFacts backup_server_store(const std::string& url, const std::string& file, const StoreCheck& check) {
  CopyDraft rows(file + ".copying");
  copy_store(url, rows.path(), check);
  return backup_store(rows.path(), file, check);
}

}  // namespace outdesk
