// A store in a folder of its own, and a look at its files behind the program's back.
#pragma once

#include <sqlite3.h>
#include <sys/stat.h>

#include <fstream>
#include <iterator>
#include <string>

#include "../refusal.hpp"
#include "../temp_folder.hpp"
#include "base/error.hpp"
#include "store/copies.hpp"
#include "store/damage.hpp"
#include "store/store.hpp"

namespace outdesk {

inline unsigned mode_of(const std::string& path) {
  struct stat info;
  return ::stat(path.c_str(), &info) == 0 ? info.st_mode & 07777 : 0;
}

inline bool exists(const std::string& path) {
  struct stat info;
  return ::lstat(path.c_str(), &info) == 0;
}

inline std::string content(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return std::string(std::istreambuf_iterator<char>(file), {});
}

/// Runs SQL as a stranger would, with another program.
inline void run_outside(const std::string& path, const char* sql) {
  sqlite3* db = nullptr;
  char* message = nullptr;
  bool ok = sqlite3_open(path.c_str(), &db) == SQLITE_OK && sqlite3_exec(db, sql, nullptr, nullptr, &message) == SQLITE_OK;
  std::string reason = message ? message : sqlite3_errmsg(db);
  sqlite3_close(db);
  if (!ok) throw std::runtime_error(reason);
}

inline void add_client(Store& store, const std::string& key) {
  Transaction transaction(store.db());
  store.db().run("INSERT INTO client (key) VALUES ($1)", key);
  transaction.commit();
}

inline std::int64_t clients(const std::string& path) {
  Store store = Store::open_to_read(path);
  return *store.db().integer("SELECT count(*) FROM client");
}

}  // namespace outdesk
