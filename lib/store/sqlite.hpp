// The SQLite driver behind store/driver.hpp.
#pragma once

#include <memory>
#include <string>
#include <unordered_map>
#include <utility>

#include "store/driver.hpp"

struct sqlite3;
struct sqlite3_stmt;

namespace outdesk {

class SqliteDriver : public Driver {
 public:
  /// Takes the handle, also one that could not be opened.  `path`: what errors call the file.
  SqliteDriver(sqlite3* handle, std::string path);
  SqliteDriver(const SqliteDriver&) = delete;
  ~SqliteDriver() override;

  Dialect dialect() const override { return Dialect::sqlite; }
  Statement& prepare(std::string_view sql) override;
  void run_script(const std::string& sql) override;
  void begin_write() override { run_script("BEGIN IMMEDIATE"); }
  void begin_read() override { run_script("BEGIN"); }
  void commit() override { run_script("COMMIT"); }
  void roll_back() noexcept override;
  int schema_version() override;
  std::int64_t size() override;  ///< the file, without its log
  std::vector<std::string> damage(Db& db, const Schema& known) override;  ///< in store/damage.cpp

  sqlite3* handle() { return handle_; }
  sqlite3* release() { return std::exchange(handle_, nullptr); }  ///< to another driver; nothing may be prepared
  /// Throws the Error that the database's last failure means (full disk, damaged, busy…).
  [[noreturn]] void fail(int code) const;

 protected:
  void close();

 private:
  class Prepared;
  sqlite3* handle_;
  std::string path_;
  std::unordered_map<std::string, std::unique_ptr<Prepared>> kept_;
};

}  // namespace outdesk
