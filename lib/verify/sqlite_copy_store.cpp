#include <sqlite3.h>

#include <algorithm>
#include <chrono>
#include <memory>
#include <new>

#include "base/error.hpp"
#include "base/interrupt.hpp"
#include "base/text.hpp"
#include "verify/shown_path.hpp"
#include "verify/sqlite_file.hpp"

namespace outdesk {

namespace {

constexpr int kInstructions = 100'000;  // of SQLite's machine between two looks at the clock
constexpr std::size_t kMostLines = 100, kLinesKept = 20;

std::int64_t monotonic_seconds() { return std::chrono::duration_cast<std::chrono::seconds>(std::chrono::steady_clock::now().time_since_epoch()).count(); }

/// A file name as SQLite's URI, which reads '?', '#' and '%' as its own.
std::string file_uri(const std::string& path, const char* options) {
  std::string uri = "file:";
  for (char c : path) {
    bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '/' || c == '.' || c == '_' || c == '-';
    if (plain) uri += c;
    else uri += "%" + hex(std::string_view(&c, 1));
  }
  return uri + options;
}

struct Finalize {
  void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
};
using OpenStatement = std::unique_ptr<sqlite3_stmt, Finalize>;

int bytewise(void*, int left_size, const void* left, int right_size, const void* right) {
  return std::string_view(static_cast<const char*>(left), static_cast<std::size_t>(left_size)).compare({static_cast<const char*>(right), static_cast<std::size_t>(right_size)});
}

/// Says something of the rows, which were so where they come from, and nothing of the file.
bool about_values(std::string_view line) { return line.starts_with("NULL value in ") || line.starts_with("CHECK constraint failed in ") || line.find(" value in ") != line.npos; }

}  // namespace

SqliteFile::SqliteFile(const std::string& path, Mode mode, Seconds deadline) : path_(path), deadline_(deadline) {
  bool own = mode == Mode::own_copy;
  int flags = SQLITE_OPEN_URI | SQLITE_OPEN_EXRESCODE | SQLITE_OPEN_NOMUTEX | (own ? SQLITE_OPEN_READWRITE : SQLITE_OPEN_READONLY);
  int code = sqlite3_open_v2(file_uri(path, own ? "" : "?immutable=1").c_str(), &db_, flags, nullptr);
  if (code != SQLITE_OK) {
    sqlite3* db = std::exchange(db_, nullptr);
    sqlite3_close(db);
    throw ArchiveFault{Fault::access_denied, shown_path(path) + " cannot be opened as a database", Verdict::unknown};
  }
  for (auto [option, value] : {std::pair(SQLITE_DBCONFIG_DEFENSIVE, 1), std::pair(SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0), std::pair(SQLITE_DBCONFIG_ENABLE_TRIGGER, 0), std::pair(SQLITE_DBCONFIG_ENABLE_VIEW, 0)})
    sqlite3_db_config(db_, option, value, nullptr);
  sqlite3_limit(db_, SQLITE_LIMIT_ATTACHED, 0);
  sqlite3_limit(db_, SQLITE_LIMIT_WORKER_THREADS, 0);
  sqlite3_progress_handler(db_, kInstructions, &SqliteFile::on_progress, this);
  sqlite3_collation_needed(db_, this, &SqliteFile::on_collation);
  for (const char* setting : {"PRAGMA mmap_size = 0", "PRAGMA cell_size_check = ON", "PRAGMA temp_store = MEMORY", "PRAGMA ignore_check_constraints = ON", "PRAGMA query_only = ON"}) sqlite3_exec(db_, setting, nullptr, nullptr, nullptr);
}

SqliteFile::~SqliteFile() { sqlite3_close(db_); }

int SqliteFile::on_progress(void* self) { return stop_requested() || monotonic_seconds() > static_cast<SqliteFile*>(self)->until_ ? 1 : 0; }

void SqliteFile::on_collation(void* self, sqlite3* db, int, const char* name) {
  static_cast<SqliteFile*>(self)->odd_collation_ = true;
  sqlite3_create_collation(db, name, SQLITE_UTF8, nullptr, bytewise);
}

void SqliteFile::refuse(int code) {
  std::string words = shown_path(path_) + ": " + printable(std::string_view(sqlite3_errmsg(db_)).substr(0, 400));
  switch (code & 0xFF) {
    case SQLITE_NOMEM: throw std::bad_alloc();
    case SQLITE_INTERRUPT:
      stop_where_asked();
      throw ArchiveFault{Fault::timed_out, words + "; it was still being read after " + to_duration_text(deadline_), Verdict::unknown};
    case SQLITE_FULL: throw WriteError("no room for a copy of " + words, "name another folder with --scratch");
    case SQLITE_NOTADB: throw ArchiveFault{Fault::bad_magic, words};
    case SQLITE_CORRUPT: throw ArchiveFault{Fault::page_corrupt, words};
    case SQLITE_IOERR: throw ArchiveFault{Fault::truncated, words + " while it was read"};
    case SQLITE_CANTOPEN:
    case SQLITE_PERM:
    case SQLITE_BUSY: throw ArchiveFault{Fault::access_denied, words, Verdict::unknown};
    default: throw ArchiveFault{Fault::restore_failed, words + ": this SQLite, " + sqlite3_libversion() + ", cannot check it", Verdict::unknown};
  }
}

std::vector<std::string> SqliteFile::ask(const char* sql, const std::string* argument) {
  until_ = monotonic_seconds() + deadline_.count;
  std::vector<std::string> answers;
  sqlite3_stmt* made = nullptr;
  if (int code = sqlite3_prepare_v2(db_, sql, -1, &made, nullptr); code != SQLITE_OK) refuse(code);
  OpenStatement statement(made);
  if (argument) sqlite3_bind_text64(made, 1, argument->data(), argument->size(), SQLITE_TRANSIENT, SQLITE_UTF8);
  int code = SQLITE_ROW;
  while ((code = sqlite3_step(made)) == SQLITE_ROW) {
    const unsigned char* text = sqlite3_column_text(made, 0);
    answers.emplace_back(reinterpret_cast<const char*>(text ? text : reinterpret_cast<const unsigned char*>("")), static_cast<std::size_t>(sqlite3_column_bytes(made, 0)));
  }
  if (code != SQLITE_DONE) refuse(code);
  return answers;
}

std::vector<std::string> SqliteFile::integrity() {
  try {
    std::vector<std::string> lines = ask("PRAGMA integrity_check(100)");
    if (!odd_collation_) return lines;
  } catch (const ArchiveFault& fault) {
    if (fault.fault != Fault::restore_failed) throw;  // an index over a function that is not known here
  }
  return ask("PRAGMA quick_check(100)");
}

SqliteFile::Soundness SqliteFile::check() {
  Soundness found;
  for (const std::string& answer : integrity()) {
    // One answer may have several lines.
    for (std::string_view line : split(answer, '\n')) {
      if (line.empty() || line == "ok" || line.starts_with("***")) continue;
      std::vector<std::string>& lines = about_values(line) ? found.remarks : found.damage;
      if (lines.size() < kLinesKept) lines.push_back(printable(line.substr(0, 200)));
    }
  }
  return found;
}

TableRows SqliteFile::rows(const std::vector<std::string>& wanted, std::size_t others) {
  constexpr const char* kOne = "SELECT name FROM sqlite_master WHERE type = 'table' AND rootpage > 0 AND name = ?1 COLLATE NOCASE";
  constexpr const char* kAll = "SELECT name FROM sqlite_master WHERE type = 'table' AND rootpage > 0 AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY name LIMIT 1000";
  std::vector<std::string> names;
  for (const std::string& table : wanted) {
    std::string bare = table.starts_with("main.") ? table.substr(5) : table;
    for (const std::string& name : ask(kOne, &bare)) names.push_back(name);
  }
  std::size_t most = names.size() + others;
  if (others > 0)
    for (const std::string& name : ask(kAll))
      if (names.size() < most && std::find(names.begin(), names.end(), name) == names.end()) names.push_back(name);
  TableRows rows;
  for (const std::string& name : names) {
    if (name.find('\0') != name.npos) continue;
    std::unique_ptr<char, decltype(&sqlite3_free)> sql(sqlite3_mprintf("SELECT count(*) FROM main.\"%w\" NOT INDEXED", name.c_str()), &sqlite3_free);
    if (!sql) throw std::bad_alloc();
    std::vector<std::string> count = ask(sql.get());
    rows["main." + name] = count.empty() ? 0 : parse_count(count[0]).value_or(0);
  }
  return rows;
}

}  // namespace outdesk
