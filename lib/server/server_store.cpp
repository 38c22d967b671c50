#include "server/server_store.hpp"

#include "base/error.hpp"
#include "base/text.hpp"
#include "server/pg_driver.hpp"
#include "store/damage.hpp"

namespace outdesk {

namespace {

/// Version of the schema that the store has; 0 where there is none.
int version_on_server(Db& db) {
  Rows encoding = db.query("SELECT current_setting('server_encoding')");
  encoding.next();
  if (encoding.text(0) != "UTF8")
    throw StoreError("the database " + in_quotes(db.path()) + " keeps texts as " + printable(encoding.text(0)), "make one that keeps UTF-8: createdb --encoding=UTF8 --template=template0 NAME");
  return db.driver().schema_version();
}

void refuse_newer(const Db& db, int version, const Schema& known) {
  if (version > known.version())
    throw StoreError("the store " + in_quotes(db.path()) + " has schema version " + std::to_string(version) + ", and this program knows versions up to " + std::to_string(known.version()),
                     "use a newer outdesk; nothing was changed");
}

/// The steps from version `from` on; in the transaction that is open.
void run_server_steps(Db& db, int from, const Schema& known) {
  for (int version = from; version < known.version(); ++version) db.run_script(known.steps[static_cast<std::size_t>(version)].server_script());
  if (from == 0) db.run_script("CREATE TABLE outdesk_store (schema_version BIGINT NOT NULL); INSERT INTO outdesk_store VALUES (0)");
  db.run("UPDATE outdesk_store SET schema_version = $1", known.version());
}

/// The database with its connection, and nobody else writing to the store where it is to be written.
std::unique_ptr<Db> connect(const std::string& url, OpenFor purpose) {
  auto driver = std::make_unique<PgDriver>(url, purpose);
  if (purpose != OpenFor::reading) driver->lock();
  return std::make_unique<Db>(std::move(driver), url);
}

}  // namespace

namespace {

std::unique_ptr<Db> open_postgresql_store(const std::string& url, OpenFor purpose, const Schema& known) {
  auto db = connect(url, purpose);
  int version = version_on_server(*db);
  refuse_newer(*db, version, known);
  if (version == 0 && purpose != OpenFor::writing)
    throw NotFound("there is no store in the database " + in_quotes(url), "make it with 'outdesk store init', or set the first client with 'outdesk client set FILE'");
  if (version == 0) {
    Transaction transaction(*db);
    run_server_steps(*db, 0, known);
    transaction.commit();
  } else if (version < known.version()) {
    throw StoreError("the store " + in_quotes(url) + " has the older schema version " + std::to_string(version), "bring it up to date with 'outdesk store upgrade'");
  }
  return db;
}

/// The rows of before, in a schema beside: part of the transaction, so that it is there just when the change is.
std::string keep_before(Db& db, int version) {
  Rows named = db.query("SELECT current_schema() || '_before_v' || CAST($1 AS TEXT)", version);
  named.next();
  std::string name(named.text(0));
  if (db.integer("SELECT count(*) FROM pg_namespace WHERE nspname = $1", name).value_or(0))
    throw UsageError("there is a schema " + in_quotes(name) + " already, which an earlier upgrade kept", "rename it, and repeat");
  db.run("SELECT set_config('outdesk.before', $1, true)", name);
  db.run_script(
      "DO $$ DECLARE t record; kept text := current_setting('outdesk.before'); BEGIN EXECUTE format('CREATE SCHEMA %I', kept); "
      "FOR t IN SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = CAST(quote_ident(current_schema()) AS regnamespace) LOOP "
      "EXECUTE format('CREATE TABLE %I.%I AS TABLE %I', kept, t.relname, t.relname); END LOOP; END $$");
  return name;
}

Upgraded upgrade_postgresql_store(const std::string& url, const Schema& known, const UpgradeRest& rest) {
  auto db = connect(url, OpenFor::changing);
  Upgraded done{version_on_server(*db), {}};
  refuse_newer(*db, done.from, known);
  if (done.from == 0) throw NotFound("there is no store in the database " + in_quotes(url), "make it with 'outdesk store init'");
  Transaction transaction(*db);
  if (done.from < known.version()) {
    done.copy = keep_before(*db, known.version());
    run_server_steps(*db, done.from, known);
  }
  if (rest) rest(*db);
  transaction.commit();
  return done;
}

std::unique_ptr<Driver> hold_on_server(const std::string& url, const std::string& name) {
  auto session = std::make_unique<PgDriver>(url, OpenFor::changing);
  return session->hold(name) ? std::move(session) : nullptr;
}

/// What stands in a schema, and how each thing is made, without the schema's name (which is given in quotes where it needs them).
DatabaseThings things_in(Db& db, const std::string& schema) {
  DatabaseThings things;
  auto add = [&](const char* what, std::string_view sql) {
    for (Rows rows = db.query(sql, schema); rows.next();)
      things[what + in_quotes(rows.text(0))] = replaced(std::string(rows.text(1)), schema + ".", "");
  };
  add("column ", "SELECT c.relname || '.' || a.attname, format_type(a.atttypid, a.atttypmod) || ' ' || CAST(a.attnotnull AS TEXT) || CAST(a.attidentity AS TEXT) || CAST(a.attgenerated AS TEXT) || ' ' || "
                 "coalesce(l.collname, '') || ' ' || coalesce(pg_get_expr(d.adbin, d.adrelid), '') FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid "
                 "LEFT JOIN pg_collation l ON l.oid = a.attcollation LEFT JOIN pg_attrdef d ON d.adrelid = c.oid AND d.adnum = a.attnum "
                 "WHERE c.relkind = 'r' AND a.attnum > 0 AND NOT a.attisdropped AND c.relnamespace = CAST($1 AS regnamespace)");
  add("table ", "SELECT relname, CAST(relpersistence AS TEXT) || CAST(relrowsecurity AS TEXT) || CAST(relforcerowsecurity AS TEXT) FROM pg_class "
                "WHERE relkind = 'r' AND relnamespace = CAST($1 AS regnamespace)");
  add("rule ", "SELECT r.rulename, pg_get_ruledef(r.oid) FROM pg_rewrite r JOIN pg_class c ON c.oid = r.ev_class WHERE c.relnamespace = CAST($1 AS regnamespace)");
  add("policy ", "SELECT p.polname, CAST(p.polcmd AS TEXT) FROM pg_policy p JOIN pg_class c ON c.oid = p.polrelid WHERE c.relnamespace = CAST($1 AS regnamespace)");
  add("index ", "SELECT c.relname, pg_get_indexdef(c.oid) FROM pg_class c WHERE c.relkind = 'i' AND c.relnamespace = CAST($1 AS regnamespace)");
  add("constraint ", "SELECT CAST(CAST(conrelid AS regclass) AS TEXT) || ' ' || conname, pg_get_constraintdef(oid) || CAST(convalidated AS TEXT) FROM pg_constraint WHERE connamespace = CAST($1 AS regnamespace)");
  add("trigger ", "SELECT tgname, pg_get_triggerdef(t.oid) || ' ' || CAST(tgenabled AS TEXT) FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid WHERE NOT tgisinternal AND c.relnamespace = CAST($1 AS regnamespace)");
  add("function ", "SELECT proname, pg_get_functiondef(oid) FROM pg_proc WHERE pronamespace = CAST($1 AS regnamespace)");
  add("view or sequence ", "SELECT relname, CAST(relkind AS TEXT) FROM pg_class WHERE relkind NOT IN ('r', 'i', 't') AND relnamespace = CAST($1 AS regnamespace)");
  return things;
}

}  // namespace

ServerStores postgresql_stores() { return {open_postgresql_store, upgrade_postgresql_store, hold_on_server}; }

/// Against an empty store of this program, made for a moment and never kept: the transaction ends with its session.  It waits
/// for nobody who writes.
std::vector<std::string> PgDriver::damage(Db&, const Schema& known) {
  if (!can_compare()) return {};
  auto session = std::make_unique<PgDriver>(connection_.url(), OpenFor::changing);
  Db db(std::move(session), connection_.url());
  db.run_script("BEGIN");
  Rows current = db.query("SELECT quote_ident(current_schema()), 'outdesk_check_' || CAST(pg_backend_pid() AS TEXT)");
  current.next();
  std::string schema(current.text(0)), scratch(current.text(1));
  DatabaseThings there = things_in(db, schema);
  db.run_script("CREATE SCHEMA " + scratch + "; SET LOCAL search_path = " + scratch);
  run_server_steps(db, 0, known);
  DatabaseThings expected = things_in(db, scratch);
  std::vector<std::string> found = different_things(expected, there);
  for (Rows rows = db.query("SELECT DISTINCT c.relname FROM pg_class c CROSS JOIN LATERAL aclexplode(c.relacl) a WHERE c.relkind = 'r' AND a.grantee = 0 "
                            "AND a.privilege_type IN ('INSERT', 'UPDATE', 'DELETE', 'TRUNCATE', 'TRIGGER') AND c.relnamespace = CAST($1 AS regnamespace) ORDER BY 1", schema); rows.next();)
    found.push_back("everybody on the server may change the table " + in_quotes(rows.text(0)) + " (GRANT ... TO PUBLIC)");
  return found;
}

}  // namespace outdesk
