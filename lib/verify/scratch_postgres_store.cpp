#include <unistd.h>

#include <chrono>
#include <csignal>

#include "base/interrupt.hpp"
#include "base/text.hpp"
#include "verify/postgres_load_rules.hpp"
#include "verify/postgres_programs.hpp"
#include "verify/scratch_postgres.hpp"

namespace outdesk {

namespace {

// Scripts for psql.  What comes from outside is given to them as rows of a table, never as part of a statement.

constexpr const char* kAdmin = "outdesk";

constexpr const char* kMakeLoader = R"(\set ON_ERROR_STOP 1
CREATE ROLE outdesk_loader LOGIN NOSUPERUSER BYPASSRLS PASSWORD :'secret';
REVOKE CONNECT ON DATABASE postgres, template1 FROM PUBLIC;
)";

constexpr const char* kMakePostgresDatabase = R"(\set ON_ERROR_STOP 1
CREATE DATABASE :"name" OWNER outdesk_loader TEMPLATE template0 ENCODING :'encoding' LC_COLLATE 'C' LC_CTYPE :'ctype';
)";

constexpr const char* kTakeNames = R"(\set ON_ERROR_STOP 1
CREATE TEMP TABLE wish(kind text, name text, place text);
COPY wish FROM stdin;
)";

constexpr const char* kMakeRoles = R"(\.
SELECT format('CREATE ROLE %I', name) FROM wish WHERE name NOT IN (SELECT rolname FROM pg_roles) AND name !~ '^pg_' \gexec
SELECT format('GRANT %I TO outdesk_loader', name) FROM wish JOIN pg_roles ON rolname = name WHERE NOT rolsuper AND name <> 'outdesk_loader' AND name !~ '^pg_' \gexec
)";

// Trusted extensions give a dump nothing that it could do harm with; of the others, those that reach no file, no program and
// no network.
constexpr const char* kFillDatabase = R"(\.
SET client_min_messages = error;
SELECT format('CREATE SCHEMA IF NOT EXISTS %I AUTHORIZATION outdesk_loader', name) FROM wish WHERE kind = 'schema' AND name !~ '^pg_' \gexec
CREATE TEMP TABLE allowed AS
  SELECT w.name, w.place, EXISTS (SELECT FROM pg_available_extension_versions v WHERE v.name = w.name AND (v.trusted OR NOT v.superuser OR v.name IN (
    'plpgsql', 'bloom', 'earthdistance', 'dict_xsyn', 'autoinc', 'insert_username', 'moddatetime', 'refint', 'intagg', 'xml2', 'sslinfo', 'amcheck',
    'pg_stat_statements', 'pg_buffercache', 'pg_freespacemap', 'pg_visibility', 'pgstattuple', 'pgrowlocks', 'pg_qualstats', 'pg_stat_kcache',
    'postgis', 'postgis_topology', 'postgis_sfcgal', 'address_standardizer', 'pgrouting', 'h3', 'hypopg', 'rum', 'pgtap', 'ip4r', 'prefix', 'semver',
    'vector', 'plpgsql_check', 'orafce', 'periods', 'numeral', 'unit', 'debversion', 'q3c', 'pg_similarity', 'icu_ext', 'first_last_agg', 'toastinfo')))
    AS good FROM wish w WHERE w.kind = 'extension';
\set ON_ERROR_STOP 0
SELECT format(CASE WHEN place = '' OR to_regnamespace(quote_ident(place)) IS NULL THEN 'CREATE EXTENSION IF NOT EXISTS %I CASCADE' ELSE 'CREATE EXTENSION IF NOT EXISTS %I SCHEMA %I CASCADE' END, name, place)
  FROM allowed WHERE good \gexec
SELECT encode(convert_to(name, 'UTF8'), 'hex') FROM allowed WHERE name NOT IN (SELECT extname FROM pg_extension) ORDER BY name;
)";

constexpr const char* kCountRows = R"(\set ON_ERROR_STOP 1
SET search_path = pg_catalog;
SET client_min_messages = error;
SELECT format('SELECT %L, count(*) FROM %I.%I', encode(textsend(n.nspname::text || '.' || c.relname::text), 'hex'), n.nspname, c.relname)
  FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
  WHERE c.relkind IN ('r', 'p', 'm') AND c.relispopulated AND n.nspname NOT IN ('pg_catalog', 'information_schema') AND n.nspname !~ '^pg_(toast|temp)'
  ORDER BY c.relname::text = ANY (string_to_array(:'wanted', E'\n')) DESC, n.nspname, c.relname LIMIT 5000 \gexec
)";

constexpr const char* kServerSettings[] = {
    "listen_addresses=", "fsync=off", "full_page_writes=off", "synchronous_commit=off", "wal_level=minimal", "max_wal_senders=0", "max_wal_size=512MB", "autovacuum=off", "jit=off",
    "max_connections=10", "shared_buffers=128MB", "maintenance_work_mem=256MB", "dynamic_shared_memory_type=mmap", "max_parallel_workers=0", "max_logical_replication_workers=0",
    "logging_collector=off", "log_min_messages=fatal", "log_min_error_statement=panic"};

/// One row of COPY.
std::string copy_row(const std::vector<std::string>& cells) {
  std::string row;
  for (const std::string& cell : cells) {
    if (!row.empty()) row += '\t';
    for (char c : cell) {
      switch (c) {
        case '\\': row += "\\\\"; break;
        case '\t': row += "\\t"; break;
        case '\n': row += "\\n"; break;
        case '\r': row += "\\r"; break;
        case '\0': break;
        default: row += c;
      }
    }
  }
  return row + '\n';
}

}  // namespace

ScratchPostgres::ScratchPostgres(const VerifyDesk& desk, const std::string& parent) : desk_(desk), folder_(desk.scratch, parent, "postgres", scratch_user()) {
  if (postgres_program("initdb").empty() || postgres_program("psql").empty()) {
    failure_ = "no PostgreSQL server is installed here (Debian package postgresql)";
    return;
  }
  admin_secret_ = random_secret();
  loader_secret_ = random_secret();
  restriction_ = random_secret();
  if (!start(parent)) server_.reset();
}

ProgramCall ScratchPostgres::call_of(const std::string& program) const {
  ProgramCall call;
  call.program = postgres_program(program);
  call.folder = data_.empty() ? folder_.path() : data_;
  call.uid = folder_.user().uid;
  call.gid = folder_.user().gid;
  call.deadline = desk_.deadline;
  // Of any length the folder's name may be; that of a socket has 107 bytes.  The client's working folder is the data folder.
  call.environment = {{"PGHOST", "/proc/self/cwd"}, {"PGCONNECT_TIMEOUT", "20"}, {"PGAPPNAME", "outdesk"}, {"PGPASSFILE", "/dev/null"}};
  return call;
}

bool ScratchPostgres::start(const std::string& parent) {
  std::string secret_file = folder_.file("secret", admin_secret_ + "\n"), data = folder_.path() + "/data";
  ProgramCall init = call_of("initdb");
  init.arguments = {"-D", data, "-U", kAdmin, "-A", "scram-sha-256", "--pwfile=" + secret_file, "-E", "UTF8", "--locale=C.UTF-8", "--no-sync", "--no-instructions"};
  ProgramResult made = run_program(init);
  ::unlink(secret_file.c_str());
  if (!made.ok()) {
    failure_ = made.complaint("initdb");
    return false;
  }
  data_ = data;
  ProgramCall server = call_of("postgres");
  server.arguments = {"-D", data, "-k", "/proc/self/cwd"};
  for (const char* setting : kServerSettings) server.arguments.insert(server.arguments.end(), {"-c", setting});
  server_.emplace(server, parent + "/postgres.log", SIGQUIT);
  return answers() && prepare();
}

bool ScratchPostgres::answers() {
  constexpr auto kPatience = std::chrono::seconds(60);
  auto start = std::chrono::steady_clock::now();
  while (std::chrono::steady_clock::now() - start < kPatience) {
    stop_where_asked();
    ::usleep(50'000);
    if (!server_->alive()) break;
    if (::access((data_ + "/.s.PGSQL.5432").c_str(), F_OK) != 0) continue;
    ProgramResult answer = admin("postgres", "SHOW server_version;\n");
    std::string_view version = trimmed(answer.out);
    version_ = version.substr(0, version.find(' '));
    if (answer.ok()) {
      failure_.clear();
      return true;
    }
    failure_ = answer.complaint("psql");
  }
  failure_ = "the scratch PostgreSQL server did not start: " + (failure_.empty() ? server_->last_words() : failure_);
  return false;
}

bool ScratchPostgres::prepare() {
  // A psql that does not know \restrict would obey the commands of a hostile dump.
  if (!admin("postgres", "\\restrict outdesk\n\\unrestrict outdesk\n").ok()) {
    failure_ = "psql " + version_ + " here is too old to load a dump of others safely (it has no \\restrict; 13.22, 14.19, 15.14, 16.10 and 17.6 have it)";
    return false;
  }
  ProgramResult role = admin("postgres", "\\set secret " + loader_secret_ + "\n" + kMakeLoader);
  if (!role.ok()) failure_ = role.complaint("psql");
  return role.ok();
}

int ScratchPostgres::major() const { return static_cast<int>(parse_count(version_.substr(0, version_.find_first_not_of("0123456789"))).value_or(0)); }

ProgramCall ScratchPostgres::client(const std::string& program, const std::string& database) const {
  ProgramCall call = call_of(program);
  call.environment.insert(call.environment.end(), {{"PGUSER", kAdmin}, {"PGPASSWORD", admin_secret_}, {"PGDATABASE", database}});
  return call;
}

ProgramResult ScratchPostgres::admin(const std::string& database, const std::string& script) const {
  ProgramCall call = client("psql", database);
  call.arguments = {"-X", "-q", "-A", "-t", "--no-password", "-v", "ON_ERROR_STOP=1", "-f", "-"};
  call.input = script;
  return run_program(call);
}

ProgramCall ScratchPostgres::loader(const std::string& database) const {
  constexpr std::size_t kWords = 1 << 20;
  ProgramCall call = call_of("psql");
  call.environment.insert(call.environment.end(), {{"PGUSER", "outdesk_loader"}, {"PGPASSWORD", loader_secret_}, {"PGDATABASE", database}});
  call.arguments = {"-X", "-q", "-A", "-t", "--no-password", "-v", "ON_ERROR_STOP=1", "-v", "VERBOSITY=verbose", "-f", "-"};
  call.output_limit = kWords;
  call.on_output = [](std::string_view) {};
  return call;
}

std::string ScratchPostgres::restriction() const { return "\\restrict " + restriction_ + "\n"; }

MadeDatabase ScratchPostgres::make_database(const DatabaseWish& wish) {
  MadeDatabase made;
  std::string name = "outdesk_" + std::to_string(++databases_);
  bool ascii = wish.encoding == "SQL_ASCII";
  std::string settings = "\\set name " + name + "\n\\set encoding " + (ascii ? "SQL_ASCII" : "UTF8") + "\n\\set ctype " + (ascii ? "C" : "C.UTF-8") + "\n";
  ProgramResult result = admin("postgres", settings + kMakePostgresDatabase);
  if (result.ok() && !(wish.schemas.empty() && wish.extensions.empty())) {
    std::string rows;
    for (const std::string& schema : wish.schemas) rows += copy_row({"schema", schema, ""});
    for (const auto& [extension, schema] : wish.extensions) rows += copy_row({"extension", extension, schema});
    result = admin(name, kTakeNames + rows + kFillDatabase);
  }
  if (!result.ok()) {
    made.failure = result.complaint("psql");
    return made;
  }
  for (std::string_view line : split(result.out, '\n'))
    if (std::string extension = bytes_of_digits(line); !extension.empty()) made.left_out.push_back(extension);
  made.name = name;
  return made;
}

void ScratchPostgres::make_roles(const std::vector<std::string>& names) {
  std::string rows;
  for (const std::string& name : names) rows += copy_row({"role", name, ""});
  if (!rows.empty()) admin("postgres", kTakeNames + rows + kMakeRoles);  // a role that cannot be made is missed by what needs it
}

std::optional<TableRows> ScratchPostgres::count_rows(const std::string& database, const std::vector<std::string>& wanted, std::string& why) {
  ProgramCall call = loader(database);
  std::string names;
  for (const std::string& name : wanted) names += (names.empty() ? "" : "\n") + name.substr(name.rfind('.') + 1);
  call.arguments.insert(call.arguments.end(), {"-v", "wanted=" + names.substr(0, 100'000)});
  call.input = kCountRows;
  call.on_output = nullptr;
  ProgramResult counted = run_program(call);
  if (!counted.ok()) {
    why = counted.end == ProgramResult::End::exited ? psql_complaint(counted.err).words : counted.complaint("psql");
    return {};
  }
  TableRows rows;
  for (std::string_view line : split(counted.out, '\n')) {
    std::size_t bar = line.find('|');
    auto count = bar == line.npos ? std::nullopt : parse_count(line.substr(bar + 1));
    std::string name = count ? bytes_of_digits(line.substr(0, bar)) : "";
    if (!name.empty()) rows[name] = *count;
  }
  return rows;
}

void ScratchPostgres::end() {
  if (server_) server_->end();
}

}  // namespace outdesk
