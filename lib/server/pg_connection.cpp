#include "server/pg_connection.hpp"

#include <libpq-fe.h>

#include "base/error.hpp"
#include "base/text.hpp"
#include "store/store.hpp"

namespace outdesk {

namespace {

struct FreeOptions {
  void operator()(PQconninfoOption* options) const { PQconninfoFree(options); }
};

/// The server's words in one line.
std::string one_line(const char* words) {
  std::string line(words ? words : "");
  while (!line.empty() && (line.back() == '\n' || line.back() == ' ')) line.pop_back();
  return replaced(replaced(line, "\t", " "), "\n", "; ");
}

std::string_view field(const pg_result* result, int code) {
  const char* text = result ? PQresultErrorField(result, code) : nullptr;
  return text ? text : "";
}

constexpr const char* kNotKnown = "look whether it is there before you repeat it";

}  // namespace

void ClearResult::operator()(pg_result* result) const { PQclear(result); }

/// What the server says beside its answers, in its own language.  Only one thing matters: a commit that it keeps without its
/// standby (src/backend/replication/syncrep.c, SyncRepWaitForLSN).
void note_warning(void* connection, const pg_result* result) {
  if (field(result, PG_DIAG_SOURCE_FUNCTION) == "SyncRepWaitForLSN")
    static_cast<PgConnection*>(connection)->standby_given_up_ = true;
}

void PgConnection::refuse_url(const std::string& why) const {
  throw UsageError("the store's URL is not one of a server: " + why, "it reads postgresql://USER@HOST/DATABASE");
}

PgConnection::PgConnection(const std::string& url, OpenFor purpose) : url_(url) {
  char* why = nullptr;
  std::unique_ptr<PQconninfoOption, FreeOptions> options(PQconninfoParse(url.c_str(), &why));
  if (!options) {
    std::string words = one_line(why);
    PQfreemem(why);
    refuse_url(words);
  }
  bool chooses = false;
  for (const PQconninfoOption* option = options.get(); option->keyword; ++option) {
    if (!option->val) continue;
    std::string_view name = option->keyword;
    if (name == "password" || name == "sslpassword") refuse_password_in_url();
    if (name == "target_session_attrs") chooses = true;
  }
  // What stands first gives way to the URL; what stands after it holds.
  const char* attributes = purpose == OpenFor::reading || chooses ? nullptr : "read-write";
  const char* names[] = {"connect_timeout", "fallback_application_name", "dbname", "client_encoding", attributes ? "target_session_attrs" : nullptr, nullptr};
  const char* values[] = {"10", "outdesk", url_.c_str(), "UTF8", attributes, nullptr};
  connection_ = PQconnectdbParams(names, values, 1);
  if (PQstatus(connection_) != CONNECTION_OK) {
    std::string words = one_line(PQerrorMessage(connection_));
    PQfinish(connection_);
    connection_ = nullptr;
    throw MissingSource("the server of the store cannot be used: " + words, "check --store, the server and your rights on it");
  }
  PQsetNoticeReceiver(connection_, note_warning, this);
  try {
    set_up();
  } catch (...) {
    PQfinish(connection_);
    throw;
  }
}

void PgConnection::set_up() {
  // Nothing depends on how the server, the database or the account are set up; what is acknowledged is on disk, and on the
  // synchronous standby where the server has one.
  script("SET standard_conforming_strings = on; SET client_min_messages = warning; SET datestyle = iso; SET timezone = 'UTC'; "
         "SET bytea_output = hex; SET quote_all_identifiers = off; SET default_transaction_isolation = 'read committed'; SET default_transaction_deferrable = off; "
         "SELECT set_config(name, '0', false) FROM pg_settings WHERE name IN "
         "('statement_timeout', 'lock_timeout', 'transaction_timeout', 'idle_session_timeout', 'idle_in_transaction_session_timeout'); "
         "SELECT set_config('synchronous_commit', 'on', false) WHERE current_setting('synchronous_commit') IN ('off', 'local', 'remote_write')");
}

PgConnection::~PgConnection() { PQfinish(connection_); }

namespace {

struct Bound {
  std::vector<Oid> types;
  std::vector<const char*> bytes;
  std::vector<int> sizes, formats;
  explicit Bound(const std::vector<PgValue>& values) {
    for (const auto& value : values) {
      if (value.bytes.size() > 1'000'000'000) throw WriteError("a value of more than a gigabyte does not fit into a store on a server");
      types.push_back(value.type);
      bytes.push_back(value.null ? nullptr : value.bytes.data() ? value.bytes.data() : "");
      sizes.push_back(static_cast<int>(value.bytes.size()));
      formats.push_back(1);
    }
  }
  int count() const { return static_cast<int>(types.size()); }
};

}  // namespace

PgResult PgConnection::execute(const std::string& sql, const std::vector<PgValue>& values) {
  Bound bound(values);
  return checked(PQexecParams(connection_, sql.c_str(), bound.count(), bound.types.data(), bound.bytes.data(), bound.sizes.data(), bound.formats.data(), 1));
}

void PgConnection::prepare(const std::string& name, const std::string& sql, const std::vector<PgValue>& values) {
  Bound bound(values);
  checked(PQprepare(connection_, name.c_str(), sql.c_str(), bound.count(), bound.types.data()));
}

PgResult PgConnection::execute_prepared(const std::string& name, const std::vector<PgValue>& values) {
  Bound bound(values);
  return checked(PQexecPrepared(connection_, name.c_str(), bound.count(), bound.bytes.data(), bound.sizes.data(), bound.formats.data(), 1));
}

void PgConnection::script(const std::string& sql) { checked(PQexec(connection_, sql.c_str())); }

void PgConnection::commit() {
  standby_given_up_ = false;
  PgResult result(PQexec(connection_, "COMMIT"));
  if (PQstatus(connection_) != CONNECTION_OK || !result)
    throw WriteError("the server of the store went away while it kept the change: whether it did is not known", kNotKnown);
  if (PQresultStatus(result.get()) != PGRES_COMMAND_OK) fail(result.get());
  if (std::string_view(PQcmdStatus(result.get())) != "COMMIT") throw StoreError("the server of the store undid the change");
  if (standby_given_up_)
    throw WriteError("the server of the store kept the change, and its standby did not say that it has it: it may be lost with the server", kNotKnown);
}

bool PgConnection::in_transaction() const {
  auto status = PQtransactionStatus(connection_);
  return status == PQTRANS_INTRANS || status == PQTRANS_INERROR || status == PQTRANS_ACTIVE;
}

PgResult PgConnection::checked(pg_result* result) const {
  PgResult held(result);
  auto status = PQresultStatus(result);
  if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK) fail(result);
  return held;
}

/// By SQLSTATE (PostgreSQL's manual, appendix A).
void PgConnection::fail(const pg_result* result) const {
  std::string what = one_line(result ? PQresultErrorMessage(result) : PQerrorMessage(connection_));
  std::string_view state = field(result, PG_DIAG_SQLSTATE), kind = state.substr(0, 2);
  if (PQstatus(connection_) != CONNECTION_OK || kind == "57")
    throw WriteError("the server of the store went away: " + what, "nothing was changed; repeat when it is back");
  if (state == "53100") throw WriteError("the disk of the store's server is full: " + what, "nothing was changed; free some space there and repeat");
  if (state == "25006" || kind == "42" || kind == "3D" || kind == "3F" || kind == "28") {
    if (state == "25006") throw WriteError("the server of the store takes no changes: it is a standby", "name the primary with --store, or both: postgresql://HOST,HOST/DATABASE");
    if (state == "42501") throw WriteError("the server of the store does not allow it: " + what, "ask its administrator for the right");
    throw StoreError("the store on the server is not as it should be: " + what, "run 'outdesk store check'");
  }
  if (state == "40001" || state == "40P01" || state == "55P03") throw Busy("the store on the server is in use: " + what, "nothing was changed; try again in a moment");
  if (kind == "53") throw WriteError("the server of the store has not enough room: " + what, "nothing was changed; repeat later");
  throw StoreError("the store on the server: " + what);
}

}  // namespace outdesk
