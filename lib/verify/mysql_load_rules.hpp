// Which statements of a dump of MySQL or MariaDB are loaded into a scratch server: not accounts and rights, not settings of
// the server, and not the server's own databases.
#pragma once

#include <string>
#include <string_view>

#include "verify/sql_dump_reader.hpp"

namespace outdesk {

enum class MysqlStep {
  load,
  setting,    ///< of the session: the same, and needs no database
  leave_out,
  use,        ///< USE: what follows goes into another database
  database,   ///< CREATE, DROP or ALTER DATABASE
  refuse      ///< LOAD DATA, SELECT … INTO OUTFILE: files of the server
};

MysqlStep mysql_step(const SqlStatement& statement);
/// The database of USE, CREATE DATABASE, DROP DATABASE.
std::string database_of(const SqlStatement& statement);
bool is_mysql_own_database(std::string_view name);

/// What the client said when it stopped: "ERROR 1146 (42S02) at line 7: Table … doesn't exist".
struct MysqlComplaint {
  std::int64_t code = 0;  ///< 0: none
  std::string words;      ///< printable
};
MysqlComplaint mysql_complaint(std::string_view errors);
/// The lines with errors alone: the client quotes the statement, and with it the data.
std::string mysql_errors(std::string_view errors);
/// True where the error says more of this server than of the dump: rights, engines, collations, variables that it does not
/// have, a full disk, a lost connection.
bool is_mysql_lack(std::int64_t code);

/// Product and version of "-- Server version	10.11.6-MariaDB".
struct MysqlVersion {
  bool mariadb = false;
  std::int64_t major = 0, minor = 0;
  bool newer_than(const MysqlVersion& other) const { return major != other.major ? major > other.major : minor > other.minor; }
};
MysqlVersion mysql_version(std::string_view text);

}  // namespace outdesk
