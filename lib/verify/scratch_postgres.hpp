// A private PostgreSQL server for test restores: on a Unix socket in the scratch folder, as a user without rights, and what
// is loaded runs as a role that cannot reach files, programs or the network.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "verify/scratch_server.hpp"
#include "verify/sql_dump_scan.hpp"

namespace outdesk {

/// What a dump asks of a database before anything of it is loaded.
struct DatabaseWish {
  std::string encoding = "UTF8";  ///< or SQL_ASCII
  std::vector<std::string> schemas;
  std::vector<std::pair<std::string, std::string>> extensions;  ///< name, schema (empty: its own)
};

struct MadeDatabase {
  std::string name;                   ///< empty: failure says why
  std::string failure;
  std::vector<std::string> left_out;  ///< extensions that are not installed here, or would open files or the network to the dump
};

class ScratchPostgres {
 public:
  /// Makes and starts it in a new folder below `parent`; takes about two seconds.  Where that is not possible, failure()
  /// says why.  Throws WriteError, Interrupted.
  ScratchPostgres(const VerifyDesk& desk, const std::string& parent);

  const std::string& failure() const { return failure_; }
  const std::string& version() const { return version_; }  ///< "15.18"
  int major() const;
  const ScratchUser& user() const { return folder_.user(); }
  const ScratchUserFolder& folder() const { return folder_; }

  /// A new database owned by the loading role, with the schemas and extensions; these are made before anything of the
  /// dump is there, because they need rights that the dump must not have.
  MadeDatabase make_database(const DatabaseWish& wish);
  /// Roles that policies name; those that exist already stay as they are.
  void make_roles(const std::vector<std::string>& names);
  /// psql as the loading role, restricted: it reads a script from its input and stops at the first error.
  ProgramCall loader(const std::string& database) const;
  /// The first lines that the loader must be fed: from there on psql obeys no command of the script.
  std::string restriction() const;
  /// Rows of all tables but the server's own, counted as the loading role; the first 5000, `wanted` first.  Empty with
  /// `why` where that fails.
  std::optional<TableRows> count_rows(const std::string& database, const std::vector<std::string>& wanted, std::string& why);
  /// A client program ("pg_dump") with the superuser's rights.
  ProgramCall client(const std::string& program, const std::string& database) const;
  void end();

 private:
  bool start(const std::string& parent);
  bool answers();
  bool prepare();
  ProgramCall call_of(const std::string& program) const;
  ProgramResult admin(const std::string& database, const std::string& script) const;

  const VerifyDesk& desk_;
  ScratchUserFolder folder_;
  std::string data_, failure_, version_, admin_secret_, loader_secret_, restriction_;
  std::optional<ScratchServer> server_;
  int databases_ = 0;
};

}  // namespace outdesk
