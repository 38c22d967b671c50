#include "verify/sqlite_file_store.hpp"

#include "base/error.hpp"
#include "base/text.hpp"
#include "store/other_database.hpp"

namespace outdesk {

namespace {

constexpr std::size_t kCountedTables = 50;

/// An identifier of SQL, whatever it holds.
std::string quoted_name(const std::string& name) { return "\"" + replaced(name, "\"", "\"\"") + "\""; }

std::string first_damage(Db& db) {
  Rows rows = db.query("PRAGMA integrity_check(3)");
  while (rows.next())
    if (rows.text(0) != "ok") return printable(rows.text(0));
  return {};
}

std::vector<std::string> tables_of(Db& db) {
  std::vector<std::string> names;
  Rows rows = db.query("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' AND rootpage > 0 ORDER BY name");
  while (rows.next()) names.emplace_back(rows.text(0));
  return names;
}

}  // namespace

SqliteLook look_into_sqlite(const std::string& file, bool count_rows, const std::set<std::string>& wanted) {
  SqliteLook look;
  try {
    auto db = open_copied_database(file);
    look.damage = first_damage(*db);
    if (!look.damage.empty() || !count_rows) return look;
    auto tables = tables_of(*db);
    for (const std::string& table : tables) {
      if (tables.size() > kCountedTables && !wanted.count(table)) continue;
      std::string counting = "SELECT count(*) FROM " + quoted_name(table);
      look.rows[table] = db->integer(counting).value_or(0);
    }
  } catch (const StoreError& error) {
    look.damage = printable(error.what());
  }
  return look;
}

}  // namespace outdesk
