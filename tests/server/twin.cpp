// A program of which every store has a twin on a PostgreSQL server: each statement is run on both, and what they answer must
// be the same, row by row.  `OUTDESK_TWIN` is the server's URL, `OUTDESK_TWIN_LOG` the file that each statement is noted in.
#include <unistd.h>

#include <climits>
#include <cstdlib>
#include <fstream>
#include <set>
#include <stdexcept>

#include "base/text.hpp"
#include "server/pg_driver.hpp"
#include "server/server_store.hpp"
#include "store/content.hpp"
#include "store/store.hpp"

namespace outdesk {

namespace {

/// What only SQLite is asked: its own tables, and the search that is worked out elsewhere on a server.
bool is_for_sqlite_alone(std::string_view sql) {
  for (std::string_view word : {"PRAGMA", "sqlite_schema", "MATCH", "ticket_word_counts"})
    if (sql.find(word) != std::string_view::npos) return true;
  return false;
}

void note(std::string_view sql) {
  static std::set<std::string, std::less<>> noted;
  if (const char* log = std::getenv("OUTDESK_TWIN_LOG"); log && noted.insert(std::string(sql)).second) std::ofstream(log, std::ios::app) << sql << '\n';
}

class TwinStatement : public Statement {
 public:
  TwinStatement(std::string_view sql, Statement& left, Statement& right) : sql_(sql), left_(left), right_(right) {}

  void bind(int index, std::int64_t value) override { left_.bind(index, value), right_.bind(index, value); }
  void bind(int index, std::string_view text, bool copy) override { left_.bind(index, text, copy), right_.bind(index, text, copy); }
  void bind(int index, Blob blob, bool copy) override { left_.bind(index, blob, copy), right_.bind(index, blob, copy); }
  void bind_null(int index, ValueKind kind) override { left_.bind_null(index, kind), right_.bind_null(index, kind); }
  bool next() override {
    bool more = left_.next();
    if (more != right_.next()) differ(more ? "SQLite has more rows" : "PostgreSQL has more rows");
    if (more)
      for (int column = 0; column < left_.columns(); ++column) compare(column);
    return more;
  }
  bool null(int column) const override { return left_.null(column); }
  std::int64_t integer(int column) const override { return right_.integer(column), left_.integer(column); }
  std::string_view text(int column) const override { return right_.text(column), left_.text(column); }
  std::string_view blob(int column) const override { return right_.blob(column), left_.blob(column); }
  int columns() const override { return left_.columns(); }
  ValueKind kind(int column) const override { return left_.kind(column); }
  std::int64_t changes() const override {
    bool counts = sql_.starts_with("INSERT") || sql_.starts_with("UPDATE") || sql_.starts_with("DELETE");
    if (counts && left_.changes() != right_.changes()) differ("rows changed");
    return left_.changes();
  }
  void release() override {
    left_.release();
    right_.release();
    delete this;
  }

 private:
  [[noreturn]] void differ(const std::string& how) const { throw std::logic_error("two databases answer differently (" + how + "): " + sql_); }
  void compare(int column) const {
    std::string where = "column " + std::to_string(column);
    if (left_.null(column) != right_.null(column)) differ(where + " is null in one");
    if (left_.null(column)) return;
    if (left_.kind(column) != right_.kind(column)) differ(where + " is of another kind");
    bool same = left_.kind(column) == ValueKind::integer ? left_.integer(column) == right_.integer(column)
                : left_.kind(column) == ValueKind::text  ? left_.text(column) == right_.text(column)
                                                         : left_.blob(column) == right_.blob(column);
    if (!same) differ(where);
  }

  std::string sql_;
  Statement& left_;
  Statement& right_;
};

class TwinDriver : public Driver {
 public:
  TwinDriver(std::unique_ptr<Db> left, std::unique_ptr<Db> right) : left_(std::move(left)), right_(std::move(right)) {}

  Dialect dialect() const override { return Dialect::sqlite; }
  Statement& prepare(std::string_view sql) override {
    if (is_for_sqlite_alone(sql)) return left_->driver().prepare(sql);
    // PostgreSQL does not give a number twice; SQLite gives that of a last row that was removed again.
    if (removed_ && sql.starts_with("INSERT")) right_->driver().numbers_were_given(), removed_ = false;
    removed_ = removed_ || sql.starts_with("DELETE");
    note(sql);
    return *new TwinStatement(sql, left_->driver().prepare(sql), right_->driver().prepare(sql));
  }
  Statement& prepare_long(std::string_view sql) override {
    note(sql);
    return *new TwinStatement(sql, left_->driver().prepare_long(sql), right_->driver().prepare_long(sql));
  }
  void run_script(const std::string& sql) override { left_->run_script(sql); }
  void begin_write() override { left_->driver().begin_write(), right_->driver().begin_write(); }
  void begin_read() override { left_->driver().begin_read(), right_->driver().begin_read(); }
  void commit() override { left_->driver().commit(), right_->driver().commit(); }
  void roll_back() noexcept override {
    left_->driver().roll_back();
    right_->driver().roll_back();
    removed_ = true;
  }
  int schema_version() override { return left_->driver().schema_version(); }
  std::int64_t size() override { return left_->driver().size(); }
  std::vector<std::string> damage(Db&, const Schema& known) override { return left_->driver().damage(*left_, known); }

 private:
  std::unique_ptr<Db> left_, right_;
  bool removed_ = false;
};

std::string full_path(const std::string& path) {
  char full[PATH_MAX];
  return ::realpath(path.c_str(), full) ? full : path;
}

/// The twin as the store is now: made, or made anew where something changed the file alone.
std::unique_ptr<Db> with_twin(std::unique_ptr<Db> store) {
  std::string url = std::getenv("OUTDESK_TWIN"), schema = "t" + hex(sha256(full_path(store->path()))).substr(0, 16);
  PgDriver all(url, OpenFor::changing);
  all.run_script("CREATE SCHEMA IF NOT EXISTS " + schema);
  std::string own = url + (url.find('?') == std::string::npos ? "?" : "&") + "options=-csearch_path%3D" + schema;
  auto twin = postgresql_stores().open(own, OpenFor::writing, outdesk::schema());
  if (content_of(*store) != content_of(*twin)) {
    twin.reset();
    all.run_script("DROP SCHEMA " + schema + " CASCADE; CREATE SCHEMA " + schema);
    twin = postgresql_stores().open(own, OpenFor::writing, outdesk::schema());
    Transaction transaction(*twin);
    copy_content(*store, *twin);
    transaction.commit();
  }
  twin->driver().numbers_were_given();  // a run before was undone, and SQLite gives its numbers again
  std::string path = store->path();
  return std::make_unique<Db>(std::make_unique<TwinDriver>(std::move(store), std::move(twin)), path);
}

[[maybe_unused]] const bool kWired = std::getenv("OUTDESK_TWIN") && (Store::beside = with_twin);

}  // namespace

}  // namespace outdesk
