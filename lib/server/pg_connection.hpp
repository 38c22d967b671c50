// A connection to a PostgreSQL server (libpq), and what its failures mean.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "store/server_stores.hpp"

struct pg_conn;
struct pg_result;

namespace outdesk {

struct ClearResult {
  void operator()(pg_result* result) const;
};
using PgResult = std::unique_ptr<pg_result, ClearResult>;

/// One value to bind, in the server's binary form.
struct PgValue {
  unsigned type = 0;  ///< its OID: 20 bigint, 25 text, 17 bytea
  bool null = true;
  std::string_view bytes;
};

/// One session of a server.  Every failure is thrown:
///   WriteError   the disk is full, the server is read-only, the connection broke
///   Busy         another session holds what is needed (also serialization failures: nothing was kept)
///   StoreError   a constraint, a damaged table, anything unforeseen
///   MissingSource  the server cannot be reached
class PgConnection {
 public:
  /// `url`: "postgresql://[USER@]HOST[:PORT][,HOST…]/DATABASE[?OPTION=…]" as libpq reads it.  A password in it is refused: it
  /// would be seen in the list of processes; libpq takes it from ~/.pgpass or a service file.  Of several hosts, writing asks
  /// for the one that takes writes.
  PgConnection(const std::string& url, OpenFor purpose);
  PgConnection(const PgConnection&) = delete;
  ~PgConnection();

  /// Rows in binary form.
  PgResult execute(const std::string& sql, const std::vector<PgValue>& values);
  /// The same, planned under `name` before.
  PgResult execute_prepared(const std::string& name, const std::vector<PgValue>& values);
  void prepare(const std::string& name, const std::string& sql, const std::vector<PgValue>& values);
  /// Several statements without values.
  void script(const std::string& sql);
  /// Ends a transaction.  Where the connection breaks meanwhile, or the server gives up waiting for its standby, whether the
  /// change was kept is not known, and the error says so.
  void commit();

  bool in_transaction() const;
  const std::string& url() const { return url_; }

 private:
  PgResult checked(pg_result* result) const;
  [[noreturn]] void fail(const pg_result* result) const;
  void set_up();
  [[noreturn]] void refuse_url(const std::string& why) const;

  std::string url_;
  pg_conn* connection_ = nullptr;
  bool standby_given_up_ = false;  ///< the server said that it kept a change which no standby has
  friend void note_warning(void* connection, const pg_result* result);
};

}  // namespace outdesk
