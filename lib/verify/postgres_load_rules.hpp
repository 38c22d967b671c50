// Which statements of a dump of PostgreSQL are loaded into a scratch server.  Owners, rights, roles, tablespaces and what
// reaches out of the database are left out, as `pg_restore --no-owner --no-acl --no-tablespaces` does; the data, and all
// that they are made of, are loaded.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "verify/sql_dump_reader.hpp"

namespace outdesk {

enum class LoadStep {
  load,       ///< goes to the server
  setting,    ///< the same; makes nothing that could stand in a superuser's way
  leave_out,
  schema,     ///< CREATE SCHEMA: made beforehand where nothing was loaded yet
  extension,  ///< CREATE EXTENSION: likewise, and left out
  refuse      ///< COPY that runs a program or touches a file of the server
};

LoadStep postgres_step(const SqlStatement& statement);

/// The schema of CREATE SCHEMA; empty where it says more than a name.
std::string schema_of(const SqlStatement& statement);
/// Name and schema (may be empty) of CREATE EXTENSION.
std::pair<std::string, std::string> extension_of(const SqlStatement& statement);
/// Roles without which the statement could not be loaded: those of a policy, or of a schema's owner.
std::vector<std::string> roles_of(const SqlStatement& statement);

/// What psql said when it stopped.
struct PsqlComplaint {
  std::string state;  ///< SQLSTATE, five characters; empty where it is psql's own complaint
  std::string words;  ///< of the first error, printable
};
PsqlComplaint psql_complaint(std::string_view errors);
/// The lines with errors alone: details and contexts quote rows of the dump.
std::string psql_errors(std::string_view errors);

/// True where the error is that a type, function, table or schema is not there.
bool is_absence(const PsqlComplaint& complaint);
/// True where the error says more of this server than of the dump: rights that the scratch server does not give, roles,
/// collations, extensions, settings that it does not have, a full disk, a lost connection.
bool is_server_lack(const PsqlComplaint& complaint);

}  // namespace outdesk
