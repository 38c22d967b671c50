#include <doctest/doctest.h>

#include "base/text.hpp"
#include "sample.hpp"
#include "store/content.hpp"

using namespace outdesk;

TEST_CASE("every table and column of the schema is copied and summed up") {
  TempFolder folder;
  Store store = Store::open_to_write(folder / "outdesk.db");
  std::map<std::string, std::string> expected, listed;
  for (const auto& table : store_tables()) listed[table.name] = table.columns;
  // Not the tables that the index of words keeps for itself.
  for (Rows rows = store.db().query("SELECT m.name, c.name FROM sqlite_schema m JOIN pragma_table_info(m.name) c WHERE m.type = 'table' "
                                    "AND m.name NOT LIKE 'ticket_word%' ORDER BY m.name, c.cid");
       rows.next();) {
    std::string& columns = expected[std::string(rows.text(0))];
    columns += (columns.empty() ? "" : ", ") + std::string(rows.text(1));
  }
  expected["ticket_words"] = "rowid, subject, body, solution";
  CHECK(listed == expected);
}

TEST_CASE("a copied store holds the same, and another row or another value is another content") {
  TempFolder folder;
  Store from = Store::open_to_write(folder / "from.db"), to = Store::open_to_write(folder / "to.db");
  add_client(from, "a");
  StoreContent content = content_of(from.db());
  CHECK(content["client"].rows == 1);
  CHECK(copy_content(from.db(), to.db()) == content);
  CHECK(content_of(to.db()) == content);
  to.db().run("UPDATE client SET key = 'b'");
  CHECK(content_of(to.db()) != content);
  to.db().run("UPDATE client SET key = 'a'");
  CHECK(content_of(to.db()) == content);
  add_client(to, "c");
  CHECK(content_of(to.db()) != content);
}
