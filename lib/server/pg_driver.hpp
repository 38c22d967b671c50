// The PostgreSQL driver behind store/driver.hpp.
#pragma once

#include <map>
#include <string>

#include "server/pg_connection.hpp"
#include "store/driver.hpp"

namespace outdesk {

class PgDriver : public Driver {
 public:
  /// Throws StoreError where no schema of the search path is there.
  PgDriver(const std::string& url, OpenFor purpose);

  Dialect dialect() const override { return Dialect::postgresql; }
  Statement& prepare(std::string_view sql) override;
  Statement& prepare_long(std::string_view sql) override;
  void run_script(const std::string& sql) override { connection_.script(sql); }
  void begin_write() override;
  void begin_read() override { connection_.script("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"); }
  void commit() override { connection_.commit(); }
  void roll_back() noexcept override;
  void numbers_were_given() override;
  int schema_version() override;
  std::int64_t size() override;
  std::vector<std::string> damage(Db& store, const Schema& known) override;
  bool can_compare() override;

  PgConnection& connection() { return connection_; }
  /// Takes the lock of everybody who writes to the store, for as long as the session lives.  Throws Busy after a minute.
  void lock();
  /// Takes the lock of this name, for as long as the session lives; false where another session holds it.
  bool hold(const std::string& name);

 private:
  class Running;
  /// How often a text of SQL with values of these types was run; from the second time on it has a name.
  struct Known {
    int times = 0;
    std::string name;
  };
  PgConnection connection_;
  std::map<std::string, Known, std::less<>> known_;
  int names_ = 0;
};

}  // namespace outdesk
