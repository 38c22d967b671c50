#include "store/sqlite.hpp"

#include <sqlite3.h>
#include <sys/stat.h>

#include "base/error.hpp"
#include "base/text.hpp"

namespace outdesk {

class SqliteDriver::Prepared : public Statement {
 public:
  /// `kept`: for the next user of the same text; else it is gone when it is released.
  Prepared(SqliteDriver& driver, sqlite3_stmt* statement, bool kept) : driver_(driver), statement_(statement), kept_(kept) {}
  Prepared(const Prepared&) = delete;
  ~Prepared() override { sqlite3_finalize(statement_); }

  bool in_use = false;

  void bind(int index, std::int64_t value) override { check(sqlite3_bind_int64(statement_, index, value)); }
  void bind(int index, std::string_view text, bool copy) override {
    check(sqlite3_bind_text64(statement_, index, bytes_at(text), text.size(), copy ? SQLITE_TRANSIENT : SQLITE_STATIC, SQLITE_UTF8));
  }
  void bind(int index, Blob blob, bool copy) override {
    check(sqlite3_bind_blob64(statement_, index, bytes_at(blob.bytes), blob.bytes.size(), copy ? SQLITE_TRANSIENT : SQLITE_STATIC));
  }
  void bind_null(int index, ValueKind) override { check(sqlite3_bind_null(statement_, index)); }

  bool next() override {
    int code = sqlite3_step(statement_);
    if (code == SQLITE_ROW) return true;
    if (code != SQLITE_DONE) driver_.fail(code);
    return false;
  }
  bool null(int column) const override { return sqlite3_column_type(statement_, column) == SQLITE_NULL; }
  std::int64_t integer(int column) const override { return sqlite3_column_int64(statement_, column); }
  std::string_view text(int column) const override {
    auto* text = reinterpret_cast<const char*>(sqlite3_column_text(statement_, column));
    return {text ? text : "", static_cast<std::size_t>(sqlite3_column_bytes(statement_, column))};
  }
  std::string_view blob(int column) const override {
    auto* bytes = static_cast<const char*>(sqlite3_column_blob(statement_, column));
    return {bytes ? bytes : "", static_cast<std::size_t>(sqlite3_column_bytes(statement_, column))};
  }
  int columns() const override { return sqlite3_column_count(statement_); }
  ValueKind kind(int column) const override {
    int type = sqlite3_column_type(statement_, column);
    return type == SQLITE_BLOB ? ValueKind::blob : type == SQLITE_TEXT ? ValueKind::text : ValueKind::integer;
  }
  std::int64_t changes() const override { return sqlite3_changes64(driver_.handle_); }

  void release() override {
    if (!kept_) {
      delete this;
      return;
    }
    sqlite3_reset(statement_);
    sqlite3_clear_bindings(statement_);
    in_use = false;
  }

 private:
  void check(int code) const { if (code != SQLITE_OK) driver_.fail(code); }
  static const char* bytes_at(std::string_view text) { return text.data() ? text.data() : ""; }

  SqliteDriver& driver_;
  sqlite3_stmt* statement_;
  bool kept_;
};

SqliteDriver::SqliteDriver(sqlite3* handle, std::string path) : handle_(handle), path_(std::move(path)) {}

SqliteDriver::~SqliteDriver() { close(); }

void SqliteDriver::close() {
  kept_.clear();
  sqlite3_close_v2(release());
}

/// `$2` is the second parameter; SQLite would number it by its place in the text, and reads `?2` for that.
static std::string in_own_words(std::string_view sql) {
  std::string own(sql);
  for (std::size_t i = 0; i + 1 < own.size(); ++i)
    if (own[i] == '$' && own[i + 1] >= '0' && own[i + 1] <= '9') own[i] = '?';
  return own;
}

Statement& SqliteDriver::prepare(std::string_view sql) {
  auto [it, fresh] = kept_.try_emplace(std::string(sql));
  if (it->second && !it->second->in_use) {
    it->second->in_use = true;
    return *it->second;
  }
  std::string own = in_own_words(sql);
  sqlite3_stmt* statement = nullptr;
  bool kept = !it->second;
  int code = sqlite3_prepare_v3(handle_, own.data(), static_cast<int>(own.size()), kept ? SQLITE_PREPARE_PERSISTENT : 0, &statement, nullptr);
  if (code != SQLITE_OK) {
    if (fresh) kept_.erase(it);
    fail(code);
  }
  auto made = std::make_unique<Prepared>(*this, statement, kept);
  if (!kept) return *made.release();
  it->second = std::move(made);
  it->second->in_use = true;
  return *it->second;
}

void SqliteDriver::run_script(const std::string& sql) {
  if (int code = sqlite3_exec(handle_, sql.c_str(), nullptr, nullptr, nullptr); code != SQLITE_OK) fail(code);
}

void SqliteDriver::roll_back() noexcept {
  if (!sqlite3_get_autocommit(handle_)) sqlite3_exec(handle_, "ROLLBACK", nullptr, nullptr, nullptr);
}

int SqliteDriver::schema_version() {
  Statement& version = prepare("PRAGMA user_version");
  int found = version.next() ? static_cast<int>(version.integer(0)) : 0;
  version.release();
  return found;
}

std::int64_t SqliteDriver::size() {
  struct stat info;
  return ::stat(path_.c_str(), &info) == 0 ? static_cast<std::int64_t>(info.st_size) : 0;
}

void SqliteDriver::fail(int code) const {
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

}  // namespace outdesk
