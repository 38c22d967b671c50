// A thin RAII layer over a database: level with its plain C interface, because `run` binds in place and
// statements are prepared once and kept.
#pragma once

#include <cstdint>
#include <exception>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "base/instant.hpp"
#include "base/sha256.hpp"
#include "store/driver.hpp"

namespace outdesk {

/// The rows of a running query.  A text or blob lives until the next next().
class Rows {
 public:
  explicit Rows(Statement& statement) : statement_(&statement) {}
  Rows(Rows&& other) noexcept : statement_(std::exchange(other.statement_, nullptr)) {}
  Rows(const Rows&) = delete;
  ~Rows() { if (statement_) statement_->release(); }

  bool next() { return statement_->next(); }  ///< moves to the next row; false past the last
  int columns() const { return statement_->columns(); }
  bool null(int column) const { return statement_->null(column); }
  std::int64_t integer(int column) const { return statement_->integer(column); }
  std::string_view text(int column) const { return statement_->text(column); }
  std::string_view blob(int column) const { return statement_->blob(column); }
  Instant instant(int column) const { return Instant{integer(column)}; }
  std::optional<std::int64_t> maybe_integer(int column) const {
    if (null(column)) return {};
    return integer(column);
  }
  std::optional<Instant> maybe_instant(int column) const {
    if (null(column)) return {};
    return instant(column);
  }

 private:
  friend class Db;
  Statement* statement_;
};

class Db {
 public:
  /// `path`: what errors call it.
  Db(std::unique_ptr<Driver> driver, std::string path) : driver_(std::move(driver)), path_(std::move(path)) {}
  Db(const Db&) = delete;

  /// Runs a statement that gives no rows; arguments are bound in place.  Returns rows changed.
  template <class... Args>
  std::int64_t run(std::string_view sql, const Args&... args) {
    Rows rows = bound(sql, /*copy=*/false, args...);
    while (rows.next()) {}
    return rows.statement_->changes();
  }
  /// A query whose rows are read while the arguments may be gone (they are copied).
  template <class... Args>
  Rows query(std::string_view sql, const Args&... args) {
    return bound(sql, /*copy=*/true, args...);
  }
  /// The same for very many rows, which are never in memory all at once.
  template <class... Args>
  Rows long_query(std::string_view sql, const Args&... args) {
    return bound_to(driver_->prepare_long(sql), /*copy=*/true, args...);
  }
  /// The integer in the first column of the first row; empty where there is no row or it is null.
  template <class... Args>
  std::optional<std::int64_t> integer(std::string_view sql, const Args&... args) {
    Rows rows = query(sql, args...);
    return rows.next() ? rows.maybe_integer(0) : std::nullopt;
  }
  /// Runs an INSERT that ends with RETURNING and the row's number, which it returns.
  template <class... Args>
  std::int64_t insert(std::string_view sql, const Args&... args) {
    Rows rows = bound(sql, /*copy=*/false, args...);
    rows.next();
    std::int64_t id = rows.integer(0);
    while (rows.next()) {}
    return id;
  }

  /// Several statements without parameters (schema files).
  void run_script(const std::string& sql) { driver_->run_script(sql); }
  Driver& driver() { return *driver_; }
  const std::string& path() const { return path_; }

 private:
  template <class... Args>
  Rows bound(std::string_view sql, bool copy, const Args&... args) {
    return bound_to(driver_->prepare(sql), copy, args...);
  }
  template <class... Args>
  static Rows bound_to(Statement& statement, [[maybe_unused]] bool copy, const Args&... args) {
    Rows rows(statement);
    [[maybe_unused]] int index = 0;
    (bind(*rows.statement_, ++index, args, copy), ...);
    return rows;
  }

  static constexpr ValueKind kind_of(std::int64_t) { return ValueKind::integer; }
  static constexpr ValueKind kind_of(Instant) { return ValueKind::integer; }
  static constexpr ValueKind kind_of(const std::string&) { return ValueKind::text; }
  static constexpr ValueKind kind_of(std::string_view) { return ValueKind::text; }
  static constexpr ValueKind kind_of(const Digest&) { return ValueKind::blob; }
  static constexpr ValueKind kind_of(Blob) { return ValueKind::blob; }

  static void bind(Statement& s, int index, std::int64_t value, bool) { s.bind(index, value); }
  static void bind(Statement& s, int index, int value, bool) { s.bind(index, std::int64_t{value}); }
  static void bind(Statement& s, int index, std::size_t value, bool) { s.bind(index, static_cast<std::int64_t>(value)); }
  static void bind(Statement& s, int index, bool value, bool) { s.bind(index, std::int64_t{value}); }
  static void bind(Statement& s, int index, Instant value, bool) { s.bind(index, value.unix_s); }
  static void bind(Statement& s, int index, std::string_view text, bool copy) { s.bind(index, text, copy); }
  static void bind(Statement& s, int index, const std::string& text, bool copy) { s.bind(index, std::string_view(text), copy); }
  static void bind(Statement& s, int index, const char* text, bool copy) { s.bind(index, std::string_view(text), copy); }
  static void bind(Statement& s, int index, Blob blob, bool copy) { s.bind(index, blob, copy); }
  static void bind(Statement& s, int index, const Digest& digest, bool copy) { s.bind(index, Blob{bytes_of(digest)}, copy); }
  template <class T>
  static void bind(Statement& s, int index, const std::optional<T>& value, bool copy) {
    if (value) bind(s, index, *value, copy);
    else s.bind_null(index, kind_of(T{}));
  }

  std::unique_ptr<Driver> driver_;
  std::string path_;
};

/// A write that is whole or absent: rolled back unless commit() is reached.
class Transaction {
 public:
  explicit Transaction(Db& db) : driver_(db.driver()) { driver_.begin_write(); }
  Transaction(const Transaction&) = delete;
  ~Transaction() { if (open_) driver_.roll_back(); }
  void commit() {
    driver_.commit();
    open_ = false;
  }

 private:
  Driver& driver_;
  bool open_ = true;
};

/// One moment of the store for several queries that must agree.
class ReadTransaction {
 public:
  explicit ReadTransaction(Db& db) : driver_(db.driver()) { driver_.begin_read(); }
  ReadTransaction(const ReadTransaction&) = delete;
  ~ReadTransaction() { driver_.roll_back(); }

 private:
  Driver& driver_;
};

/// What is asked while it lives may fail, and a transaction goes on afterwards: a server refuses everything else until what
/// failed was taken back.  For reading: what is written under it is taken back too.
class Savepoint {
 public:
  explicit Savepoint(Db& db) : driver_(db.driver()) { driver_.run_script("SAVEPOINT attempt"); }
  Savepoint(const Savepoint&) = delete;
  ~Savepoint() {
    try {
      driver_.run_script("ROLLBACK TO SAVEPOINT attempt; RELEASE SAVEPOINT attempt");
    } catch (const std::exception&) {  // the session is gone, and says so when it is asked next
    }
  }

 private:
  Driver& driver_;
};

}  // namespace outdesk
