#include "store/other_database.hpp"

#include <sqlite3.h>

#include "store/sqlite.hpp"

namespace outdesk {

std::unique_ptr<Db> open_copied_database(const std::string& file) {
  sqlite3* handle = nullptr;
  std::string name = file.starts_with('/') ? file : "./" + file;  // never a name that SQLite gives a meaning of its own
  int code = sqlite3_open_v2(name.c_str(), &handle, SQLITE_OPEN_READWRITE | SQLITE_OPEN_EXRESCODE | SQLITE_OPEN_NOMUTEX, nullptr);
  auto driver = std::make_unique<SqliteDriver>(handle, file);
  if (code != SQLITE_OK) driver->fail(code);
  sqlite3_db_config(handle, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
  sqlite3_db_config(handle, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, nullptr);
  sqlite3_db_config(handle, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, nullptr);
  sqlite3_db_config(handle, SQLITE_DBCONFIG_ENABLE_VIEW, 0, nullptr);
  driver->run_script("PRAGMA cell_size_check = ON");
  return std::make_unique<Db>(std::move(driver), file);
}

}  // namespace outdesk
