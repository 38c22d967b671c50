// The SQLite driver behind store/db.hpp.
#include <utility>
#include <sqlite3.h>

#include "base/error.hpp"
#include "base/text.hpp"
#include "store/db.hpp"

namespace outdesk {

Rows::Rows(Db& db, sqlite3_stmt* statement, bool owned)
    : db_(&db), statement_(statement), owned_(owned) {}

Rows::Rows(Rows&& other) noexcept
    : db_(other.db_), statement_(std::exchange(other.statement_, nullptr)), owned_(other.owned_) {}

Rows::~Rows() {
  if (!statement_) return;
  if (owned_) {
    sqlite3_finalize(statement_);
  } else {
    sqlite3_reset(statement_);
    sqlite3_clear_bindings(statement_);
  }
}

bool Rows::next() {
  int code = sqlite3_step(statement_);
  if (code == SQLITE_ROW) return true;
  if (code != SQLITE_DONE) db_->fail(code);
  return false;
}

bool Rows::null(int column) const { return sqlite3_column_type(statement_, column) == SQLITE_NULL; }
std::int64_t Rows::integer(int column) const { return sqlite3_column_int64(statement_, column); }

std::string_view Rows::text(int column) const {
  auto* text = reinterpret_cast<const char*>(sqlite3_column_text(statement_, column));
  return {text ? text : "", static_cast<std::size_t>(sqlite3_column_bytes(statement_, column))};
}

std::string_view Rows::blob(int column) const {
  auto* bytes = static_cast<const char*>(sqlite3_column_blob(statement_, column));
  return {bytes ? bytes : "", static_cast<std::size_t>(sqlite3_column_bytes(statement_, column))};
}

std::optional<std::int64_t> Rows::maybe_integer(int column) const {
  if (null(column)) return {};
  return integer(column);
}

std::optional<Instant> Rows::maybe_instant(int column) const {
  if (null(column)) return {};
  return instant(column);
}

Db::~Db() {
  for (auto& [sql, statement] : kept_) sqlite3_finalize(statement);
  sqlite3_close_v2(handle_);
}

/// `$2` is the second parameter; SQLite would number it by its place in the text, and reads `?2` for that.
static std::string in_own_words(std::string_view sql) {
  std::string own(sql);
  for (std::size_t i = 0; i + 1 < own.size(); ++i)
    if (own[i] == '$' && own[i + 1] >= '0' && own[i + 1] <= '9') own[i] = '?';
  return own;
}

Rows Db::prepare(std::string_view sql) {
  auto [it, fresh] = kept_.try_emplace(std::string(sql), nullptr);
  bool in_use = !fresh && it->second && sqlite3_stmt_busy(it->second);
  if (it->second && !in_use) return Rows(*this, it->second, false);
  std::string own = in_own_words(sql);
  sqlite3_stmt* statement = nullptr;
  unsigned flags = in_use ? 0 : SQLITE_PREPARE_PERSISTENT;
  int code = sqlite3_prepare_v3(handle_, own.data(), static_cast<int>(own.size()), flags, &statement, nullptr);
  if (code != SQLITE_OK) {
    if (fresh) kept_.erase(it);
    fail(code);
  }
  if (!in_use) it->second = statement;
  return Rows(*this, statement, in_use);
}

void Db::run_script(const std::string& sql) {
  if (int code = sqlite3_exec(handle_, sql.c_str(), nullptr, nullptr, nullptr); code != SQLITE_OK)
    fail(code);
}

std::int64_t Db::last_id() const { return sqlite3_last_insert_rowid(handle_); }
std::int64_t Db::changes() const { return sqlite3_changes64(handle_); }

void Db::bind(sqlite3_stmt* s, int index, std::int64_t value, bool) {
  if (int code = sqlite3_bind_int64(s, index, value); code != SQLITE_OK) fail(code);
}

void Db::bind(sqlite3_stmt* s, int index, std::string_view text, bool copy) {
  const char* bytes = text.data() ? text.data() : "";
  int code = sqlite3_bind_text64(s, index, bytes, text.size(), copy ? SQLITE_TRANSIENT : SQLITE_STATIC,
                                 SQLITE_UTF8);
  if (code != SQLITE_OK) fail(code);
}

void Db::bind(sqlite3_stmt* s, int index, Blob blob, bool copy) {
  const char* bytes = blob.bytes.data() ? blob.bytes.data() : "";
  int code = sqlite3_bind_blob64(s, index, bytes, blob.bytes.size(),
                                 copy ? SQLITE_TRANSIENT : SQLITE_STATIC);
  if (code != SQLITE_OK) fail(code);
}

void Db::bind_null(sqlite3_stmt* s, int index) {
  if (int code = sqlite3_bind_null(s, index); code != SQLITE_OK) fail(code);
}

void Db::fail(int code) const {
  std::string what = sqlite3_errmsg(handle_);
  std::string where = "store " + in_quotes(path_);
  switch (code & 0xFF) {
    case SQLITE_FULL:
      throw WriteError("the disk under " + where + " is full", "nothing was changed; free some space and repeat");
    case SQLITE_READONLY:
    case SQLITE_PERM:
      throw WriteError(where + " may not be written: " + what, "check the rights of the file and its folder");
    case SQLITE_CANTOPEN:
      throw WriteError(where + " cannot be opened: " + what, "check the rights of the file and its folder");
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      throw Busy(where + " is in use by another program", "try again in a moment");
    case SQLITE_NOTADB:
      throw StoreError(where + " is not an outdesk store", "name another file with --store");
    case SQLITE_CORRUPT:
      throw StoreError(where + " is damaged: " + what, "run 'outdesk store check' and restore a backup");
    case SQLITE_IOERR:
      throw WriteError(where + ": reading or writing failed: " + what, "check the disk");
    default:
      throw StoreError(where + ": " + what);
  }
}

Transaction::Transaction(Db& db) : db_(db) { db_.run("BEGIN IMMEDIATE"); }

Transaction::~Transaction() {
  if (open_ && !sqlite3_get_autocommit(db_.handle()))
    sqlite3_exec(db_.handle(), "ROLLBACK", nullptr, nullptr, nullptr);
}

void Transaction::commit() {
  db_.run("COMMIT");
  open_ = false;
}

ReadTransaction::ReadTransaction(Db& db) : db_(db) { db_.run("BEGIN"); }

ReadTransaction::~ReadTransaction() {
  if (!sqlite3_get_autocommit(db_.handle()))
    sqlite3_exec(db_.handle(), "COMMIT", nullptr, nullptr, nullptr);
}

}  // namespace outdesk
