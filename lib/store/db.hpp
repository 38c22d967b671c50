// A thin RAII layer over the database's C interface: level with raw C, because `run` binds in place.
//
// SQL is kept to the subset that SQLite and PostgreSQL share: `$1` parameters; integers, text and
// blobs; sums and counts instead of averages; a total ORDER BY.  Statements are prepared once and kept.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

#include "base/instant.hpp"
#include "base/sha256.hpp"

struct sqlite3;
struct sqlite3_stmt;

namespace outdesk {

/// Bytes to bind as a blob.
struct Blob {
  std::string_view bytes;
};

/// The rows of a running query.  A text or blob lives until the next next().
class Rows {
 public:
  Rows(Rows&& other) noexcept;
  Rows(const Rows&) = delete;
  ~Rows();

  bool next();  ///< moves to the next row; false past the last
  bool null(int column) const;
  std::int64_t integer(int column) const;
  std::string_view text(int column) const;
  std::string_view blob(int column) const;
  Instant instant(int column) const { return Instant{integer(column)}; }
  std::optional<std::int64_t> maybe_integer(int column) const;
  std::optional<Instant> maybe_instant(int column) const;

 private:
  friend class Db;
  Rows(class Db& db, sqlite3_stmt* statement, bool owned);
  Db* db_;
  sqlite3_stmt* statement_;
  bool owned_;  ///< prepared for this query alone, because the kept one is in use
};

class Db {
 public:
  Db(sqlite3* handle, std::string path) : handle_(handle), path_(std::move(path)) {}
  Db(const Db&) = delete;
  ~Db();

  /// Runs a statement that gives no rows; arguments are bound in place.  Returns rows changed.
  template <class... Args>
  std::int64_t run(std::string_view sql, const Args&... args) {
    Rows rows = bound(sql, /*copy=*/false, args...);
    while (rows.next()) {}
    return changes();
  }
  /// A query whose rows are read while the arguments may be gone (they are copied).
  template <class... Args>
  Rows query(std::string_view sql, const Args&... args) {
    return bound(sql, /*copy=*/true, args...);
  }
  /// The integer in the first column of the first row; empty where there is no row or it is null.
  template <class... Args>
  std::optional<std::int64_t> integer(std::string_view sql, const Args&... args) {
    Rows rows = query(sql, args...);
    return rows.next() ? rows.maybe_integer(0) : std::nullopt;
  }

  /// Several statements without parameters (schema files).
  void run_script(const std::string& sql);
  std::int64_t last_id() const;
  sqlite3* handle() { return handle_; }
  const std::string& path() const { return path_; }

  /// Throws the Error that the database's last failure means (full disk, damaged, busy…).
  [[noreturn]] void fail(int code) const;

 private:
  template <class... Args>
  Rows bound(std::string_view sql, [[maybe_unused]] bool copy, const Args&... args) {
    Rows rows = prepare(sql);
    [[maybe_unused]] int index = 0;
    (bind(rows.statement_, ++index, args, copy), ...);
    return rows;
  }
  Rows prepare(std::string_view sql);
  std::int64_t changes() const;
  void bind(sqlite3_stmt* s, int index, std::int64_t value, bool copy);
  void bind(sqlite3_stmt* s, int index, int value, bool copy) { bind(s, index, std::int64_t{value}, copy); }
  void bind(sqlite3_stmt* s, int index, std::size_t value, bool copy) {
    bind(s, index, static_cast<std::int64_t>(value), copy);
  }
  void bind(sqlite3_stmt* s, int index, bool value, bool copy) { bind(s, index, std::int64_t{value}, copy); }
  void bind(sqlite3_stmt* s, int index, Instant value, bool copy) { bind(s, index, value.unix_s, copy); }
  void bind(sqlite3_stmt* s, int index, std::string_view text, bool copy);
  void bind(sqlite3_stmt* s, int index, const std::string& text, bool copy) {
    bind(s, index, std::string_view(text), copy);
  }
  void bind(sqlite3_stmt* s, int index, const char* text, bool copy) {
    bind(s, index, std::string_view(text), copy);
  }
  void bind(sqlite3_stmt* s, int index, Blob blob, bool copy);
  void bind(sqlite3_stmt* s, int index, const Digest& digest, bool copy) {
    bind(s, index, Blob{bytes_of(digest)}, copy);
  }
  void bind_null(sqlite3_stmt* s, int index);
  template <class T>
  void bind(sqlite3_stmt* s, int index, const std::optional<T>& value, bool copy) {
    if (value) bind(s, index, *value, copy);
    else bind_null(s, index);
  }

  friend class Rows;
  sqlite3* handle_;
  std::string path_;
  std::unordered_map<std::string, sqlite3_stmt*> kept_;
};

/// A write that is whole or absent: rolled back unless commit() is reached.
class Transaction {
 public:
  explicit Transaction(Db& db);  ///< BEGIN IMMEDIATE
  Transaction(const Transaction&) = delete;
  ~Transaction();
  void commit();

 private:
  Db& db_;
  bool open_ = true;
};

/// One moment of the store for several queries that must agree.
class ReadTransaction {
 public:
  explicit ReadTransaction(Db& db);
  ReadTransaction(const ReadTransaction&) = delete;
  ~ReadTransaction();

 private:
  Db& db_;
};

}  // namespace outdesk
