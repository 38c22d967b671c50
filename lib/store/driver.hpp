// What a database must be able to do: SQLite in store/sqlite.cpp, PostgreSQL in lib/server.
//
// SQL is kept to the subset that both share: `$1` parameters; integers, text and blobs; sums and counts
// instead of averages; a total ORDER BY.  What differs is here.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "store/schema.hpp"

namespace outdesk {

class Db;

/// Bytes to bind as a blob.
struct Blob {
  std::string_view bytes;
};

enum class ValueKind { integer, text, blob, any };

/// One statement, bound and run.  A text or blob of a row lives until the next next().
class Statement {
 public:
  virtual ~Statement() = default;
  /// Parameters count from 1.  `copy`: the bytes may be gone when the statement runs.
  virtual void bind(int index, std::int64_t value) = 0;
  virtual void bind(int index, std::string_view text, bool copy) = 0;
  virtual void bind(int index, Blob blob, bool copy) = 0;
  virtual void bind_null(int index, ValueKind kind) = 0;
  virtual bool next() = 0;  ///< runs it at first; false past the last row
  /// Columns count from 0.
  virtual bool null(int column) const = 0;
  virtual std::int64_t integer(int column) const = 0;
  virtual std::string_view text(int column) const = 0;
  virtual std::string_view blob(int column) const = 0;
  virtual int columns() const = 0;
  virtual ValueKind kind(int column) const = 0;  ///< of the row's value; anything where it is null
  virtual std::int64_t changes() const = 0;  ///< rows that it inserted, updated or deleted
  virtual void release() = 0;                ///< its user needs it no more; the driver may keep it for the next
};

enum class Dialect { sqlite, postgresql };

/// A connection.  Every failure is thrown as an Error of base/error.hpp.
class Driver {
 public:
  virtual ~Driver() = default;
  virtual Dialect dialect() const = 0;
  /// Not in use by anybody else, also where the same text is running.
  virtual Statement& prepare(std::string_view sql) = 0;
  /// The same for a query of very many rows, which are never in memory all at once.
  virtual Statement& prepare_long(std::string_view sql) { return prepare(sql); }
  /// Several statements without parameters (schema files).
  virtual void run_script(const std::string& sql) = 0;
  virtual void begin_write() = 0;
  virtual void begin_read() = 0;  ///< one moment for several queries
  virtual void commit() = 0;
  virtual void roll_back() noexcept = 0;  ///< nothing where no transaction is open
  /// Rows were written with numbers of their own: the next one that is given stands behind them.
  virtual void numbers_were_given() {}
  virtual int schema_version() = 0;       ///< of the tables that are there; 0 where there are none
  virtual std::int64_t size() = 0;        ///< bytes that the store takes
  /// What the database itself finds wrong: its integrity, and tables, indexes and triggers that are not those of this
  /// program.  In words; empty where all is well.
  virtual std::vector<std::string> damage(Db& db, const Schema& known) = 0;
  /// Whether damage() can compare tables with those of this program: a standby, or an account that may make none, cannot.
  virtual bool can_compare() { return true; }
};

}  // namespace outdesk
