// Accounts and groups of a Samba server without a domain, as its own tools print them.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "access/directory.hpp"

namespace outdesk {

/// Reads `pdbedit -L -v`.  The account is the Unix name, the name is "Full Name"; flag D is disabled (one locked
/// for a while is not), accounts of machines and of trusted domains are computers.  Throws InputError with the line for an account
/// without a SID and for a file without accounts.
std::vector<DirectoryUser> read_pdbedit(std::string_view content, const std::string& file);

/// A Unix group for which smbd uses this SID instead of S-1-22-2-gid.
struct GroupMapping {
  Sid sid;
  std::string name, unix_group;  ///< storable; unix_group is empty where the group is gone, its number where it has no name
};

/// Reads `net groupmap list`: "Name (S-1-…) -> unixgroup", a line for each; none is legal.  Throws InputError.
std::vector<GroupMapping> read_groupmap(std::string_view content, const std::string& file);

}  // namespace outdesk
