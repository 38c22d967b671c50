#include <unistd.h>

#include "base/error.hpp"
#include "base/text.hpp"
#include "store/copies.hpp"
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
  std::string draft = file + ".copying";
  auto remove = [&] {
    for (const char* suffix : {"", "-wal", "-shm", ".lock"}) ::unlink((draft + suffix).c_str());
  };
  if (is_there(draft)) throw UsageError("there is a file " + in_quotes(draft) + " already", "a copy that was broken off may have left it: remove it, or name a new file");
  try {
    copy_store(url, draft, check);
    StoreFacts facts = backup_store(draft, file, check);
    remove();
    return facts;
  } catch (...) {
    remove();
    throw;
  }
}

}  // namespace outdesk
