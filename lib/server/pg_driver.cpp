#include "server/pg_driver.hpp"

#include <libpq-fe.h>

#include <array>
#include <stdexcept>

#include "base/error.hpp"
#include "base/text.hpp"
#include "store/store.hpp"

namespace outdesk {

namespace {

constexpr unsigned kBool = 16, kBytes = 17, kName = 19, kBig = 20, kSmall = 21, kInt = 23, kText = 25, kVarchar = 1043;
constexpr int kRowsAtOnce = 2000;  // of a long answer, so that it is never in memory whole

/// Every writer's lock, one for each schema of a database.
#define OUTDESK_LOCK "(1869902955, hashtext(current_schema()))"
#define OUTDESK_NAMED_LOCK "(1869902956, hashtext(current_schema() || ' ' || $1))"

std::int64_t integer_of(std::string_view big_endian) {
  std::uint64_t value = !big_endian.empty() && (big_endian[0] & '\x80') ? ~std::uint64_t{0} : 0;
  for (char byte : big_endian) value = value << 8 | static_cast<unsigned char>(byte);
  return static_cast<std::int64_t>(value);
}

}  // namespace

class PgDriver::Running : public Statement {
 public:
  Running(PgDriver& driver, std::string_view sql, bool is_long) : driver_(driver), sql_(sql), long_(is_long) {}

  void bind(int index, std::int64_t value) override {
    Slot& slot = at(index);
    for (std::size_t i = 0; i < 8; ++i) slot.number[i] = static_cast<char>(static_cast<std::uint64_t>(value) >> (56 - 8 * i));
    slot.is_number = true;
    slot.value = {kBig, false, {}};
  }
  void bind(int index, std::string_view text, bool copy) override { bind_bytes(index, kText, text, copy); }
  void bind(int index, Blob blob, bool copy) override { bind_bytes(index, kBytes, blob.bytes, copy); }
  void bind_null(int index, ValueKind kind) override {
    at(index).value = {kind == ValueKind::integer ? kBig : kind == ValueKind::text ? kText : kind == ValueKind::blob ? kBytes : 0, true, {}};
  }

  bool next() override {
    if (!ran_) run();
    else ++row_;
    if (row_ < PQntuples(result_.get())) return true;
    if (cursor_.empty() || PQntuples(result_.get()) < kRowsAtOnce) return false;
    fetch();
    return PQntuples(result_.get()) > 0;
  }

  bool null(int column) const override { return PQgetisnull(result_.get(), row_, column) == 1; }
  std::int64_t integer(int column) const override {
    if (null(column)) return 0;
    unsigned type = PQftype(result_.get(), column);
    if (type != kBig && type != kInt && type != kSmall && type != kBool) throw std::logic_error("column " + std::to_string(column) + " is no integer in: " + sql_);
    std::string_view bytes = value(column);
    return type == kBool ? bytes != std::string_view("\0", 1) : integer_of(bytes);
  }
  std::string_view text(int column) const override {
    unsigned type = PQftype(result_.get(), column);
    if (type != kText && type != kVarchar && type != kName && !null(column)) throw std::logic_error("column " + std::to_string(column) + " is no text in: " + sql_);
    return value(column);
  }
  std::string_view blob(int column) const override {
    if (PQftype(result_.get(), column) != kBytes && !null(column)) throw std::logic_error("column " + std::to_string(column) + " is no blob in: " + sql_);
    return value(column);
  }
  ValueKind kind(int column) const override {
    unsigned type = PQftype(result_.get(), column);
    return type == kBytes ? ValueKind::blob : type == kText || type == kVarchar || type == kName ? ValueKind::text : ValueKind::integer;
  }
  int columns() const override { return PQnfields(result_.get()); }
  std::int64_t changes() const override {
    std::string_view count = PQcmdTuples(result_.get());
    return parse_count(count).value_or(0);
  }

  void release() override {
    if (!cursor_.empty() && driver_.connection_.in_transaction()) {
      try {
        driver_.connection_.script("CLOSE " + cursor_);
      } catch (const Error&) {  // the transaction ends in an error anyway, and it with the cursor
      }
    }
    delete this;
  }

 private:
  struct Slot {
    PgValue value;
    std::array<char, 8> number{};
    std::string copy;
    bool is_number = false, is_copy = false;
  };

  Slot& at(int index) {
    if (slots_.size() < static_cast<std::size_t>(index)) slots_.resize(static_cast<std::size_t>(index));
    return slots_[static_cast<std::size_t>(index) - 1];
  }
  void bind_bytes(int index, unsigned type, std::string_view bytes, bool copy) {
    Slot& slot = at(index);
    slot.value = {type, false, bytes};
    slot.is_copy = copy;
    if (copy) slot.copy = std::string(bytes);
  }
  /// Only now do the places of the copies not move any more.
  std::vector<PgValue> values() const {
    std::vector<PgValue> found;
    for (const Slot& slot : slots_) {
      found.push_back(slot.value);
      if (slot.is_number) found.back().bytes = {slot.number.data(), slot.number.size()};
      if (slot.is_copy) found.back().bytes = slot.copy;
    }
    return found;
  }

  void run() {
    ran_ = true;
    std::vector<PgValue> bound = values();
    PgConnection& connection = driver_.connection_;
    if (long_ && connection.in_transaction()) {
      cursor_ = "outdesk_" + std::to_string(++driver_.names_);
      connection.execute("DECLARE " + cursor_ + " NO SCROLL CURSOR FOR " + sql_, bound);
      return fetch();
    }
    std::string key = sql_;
    for (const auto& value : bound) key += static_cast<char>(value.type);
    Known& known = driver_.known_[key];
    if (++known.times == 2) {
      known.name = "outdesk_" + std::to_string(++driver_.names_);
      connection.prepare(known.name, sql_, bound);
    }
    result_ = known.name.empty() ? connection.execute(sql_, bound) : connection.execute_prepared(known.name, bound);
  }
  void fetch() {
    result_ = driver_.connection_.execute("FETCH " + std::to_string(kRowsAtOnce) + " FROM " + cursor_, {});
    row_ = 0;
  }
  std::string_view value(int column) const {
    return {PQgetvalue(result_.get(), row_, column), static_cast<std::size_t>(PQgetlength(result_.get(), row_, column))};
  }

  PgDriver& driver_;
  std::string sql_;
  bool long_, ran_ = false;
  std::vector<Slot> slots_;
  std::string cursor_;
  PgResult result_;
  int row_ = 0;
};

PgDriver::PgDriver(const std::string& url, OpenFor purpose) : connection_(url, purpose) {
  PgResult schema = connection_.execute("SELECT current_schema()", {});
  if (PQgetisnull(schema.get(), 0, 0)) throw StoreError("no schema of the search path is there in " + in_quotes(url), "make it, or leave search_path out of the URL");
}

Statement& PgDriver::prepare(std::string_view sql) { return *new Running(*this, sql, false); }
Statement& PgDriver::prepare_long(std::string_view sql) { return *new Running(*this, sql, true); }

/// The lock of the session is there already; that of the transaction keeps two writers apart also where somebody put a pooler
/// between, which outdesk does not support: settings, prepared statements and the lock live in the session.
void PgDriver::begin_write() { connection_.script("BEGIN; SELECT pg_advisory_xact_lock" OUTDESK_LOCK); }

void PgDriver::roll_back() noexcept {
  try {
    if (connection_.in_transaction()) connection_.script("ROLLBACK");
  } catch (const Error&) {  // the session is gone, and the transaction with it
  }
}

void PgDriver::numbers_were_given() {
  connection_.script(
      "DO $$ DECLARE c record; BEGIN FOR c IN SELECT k.relname AS t, a.attname AS n FROM pg_attribute a JOIN pg_class k ON k.oid = a.attrelid "
      "WHERE a.attidentity <> '' AND k.relnamespace = CAST(quote_ident(current_schema()) AS regnamespace) LOOP "
      "EXECUTE format('SELECT setval(pg_get_serial_sequence(%L, %L), coalesce(max(%I), 0) + 1, false) FROM %I', c.t, c.n, c.n, c.t); END LOOP; END $$");
}

int PgDriver::schema_version() {
  PgResult there = connection_.execute("SELECT count(*) FROM pg_class WHERE relname = 'outdesk_store' AND relnamespace = CAST(quote_ident(current_schema()) AS regnamespace)", {});
  if (integer_of({PQgetvalue(there.get(), 0, 0), 8}) == 0) return 0;
  PgResult version = connection_.execute("SELECT coalesce(max(schema_version), 0) FROM outdesk_store", {});
  return static_cast<int>(integer_of({PQgetvalue(version.get(), 0, 0), 8}));
}

std::int64_t PgDriver::size() {
  PgResult rows = connection_.execute(
      "SELECT CAST(coalesce(sum(pg_total_relation_size(c.oid)), 0) AS BIGINT) FROM pg_class c WHERE c.relnamespace = CAST(quote_ident(current_schema()) AS regnamespace) AND c.relkind = 'r'", {});
  return integer_of({PQgetvalue(rows.get(), 0, 0), 8});
}

void PgDriver::lock() {
  PgResult held = connection_.execute("SELECT pg_try_advisory_lock" OUTDESK_LOCK, {});
  if (*PQgetvalue(held.get(), 0, 0)) return;
  if (Store::on_wait) Store::on_wait(connection_.url());
  try {
    connection_.script("SET lock_timeout = '60s'; SELECT pg_advisory_lock" OUTDESK_LOCK "; SET lock_timeout = 0");
  } catch (const Busy&) {
    throw Busy("another run holds the store " + in_quotes(connection_.url()), "try again when it has finished");
  }
}

bool PgDriver::can_compare() {
  PgResult answer = connection_.execute("SELECT NOT pg_is_in_recovery() AND has_database_privilege(current_database(), 'CREATE') AND current_setting('default_transaction_read_only') = 'off'", {});
  return *PQgetvalue(answer.get(), 0, 0) != 0;
}

bool PgDriver::hold(const std::string& name) {
  PgResult held = connection_.execute("SELECT pg_try_advisory_lock" OUTDESK_NAMED_LOCK, {{kText, false, name}});
  return *PQgetvalue(held.get(), 0, 0) != 0;
}

}  // namespace outdesk
