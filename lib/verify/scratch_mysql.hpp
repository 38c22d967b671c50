// A private MariaDB server for test restores: on a Unix socket in the scratch folder, as a user without rights; what is
// loaded runs as an account that cannot reach files or other accounts, and there are no others.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "verify/scratch_server.hpp"
#include "verify/sql_dump_scan.hpp"

namespace outdesk {

class ScratchMysql {
 public:
  /// Makes and starts it in a new folder below `parent`; takes some seconds.  Where that is not possible, failure() says
  /// why.  Throws WriteError, Interrupted.
  ScratchMysql(const VerifyDesk& desk, const std::string& parent);

  const std::string& failure() const { return failure_; }
  const std::string& version() const { return version_; }  ///< "10.11.6-MariaDB"
  const ScratchUserFolder& folder() const { return folder_; }

  /// Makes a database where there is none of that name; why it could not, or empty.
  std::string make_database(const std::string& name);
  /// The client, which reads a script from its input, obeys no command in it but DELIMITER, and stops at the first error.
  /// `database` may be empty.
  ProgramCall loader(const std::string& database) const;
  /// Rows of all tables, "shop.orders", but the server's own; the first 5000.  Empty with `why` where that fails.
  std::optional<TableRows> count_rows(std::string& why);
  /// A client program ("mariadb-dump") with the loader's rights.
  ProgramCall client(const std::string& program) const;
  void end();

 private:
  bool start(const std::string& parent);
  bool answers();
  bool prepare();
  ProgramCall call_of(const std::string& program) const;
  ProgramResult run_script(const std::string& script) const;

  const VerifyDesk& desk_;
  ScratchUserFolder folder_;
  std::string data_, temporary_, failure_, version_, secret_;
  std::optional<ScratchServer> server_;
};

}  // namespace outdesk
