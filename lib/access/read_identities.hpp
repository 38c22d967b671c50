// Accounts and groups from passwd and group files (or dumps of getent), and of this machine.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "access/identities.hpp"

namespace outdesk {

/// The content of a passwd file, or of `getent passwd`: seven fields a line.  Blank lines and comments
/// are passed over.  Throws InputError with `file` and line for anything else, a line "+" that only
/// stands for a network service included.
std::vector<PosixAccount> parse_passwd(std::string_view content, std::string_view file);

/// The content of a group file, or of `getent group`: four fields a line.
std::vector<PosixGroup> parse_group(std::string_view content, std::string_view file);

/// Both files.  Throws InputError.
Identities read_identities(const std::string& passwd_file, const std::string& group_file);

/// What this machine's own name services tell: every account and group they list, the accounts that
/// `names` and `uids` ask for besides (a network service may answer for one but list none), and for
/// every account the groups that a log-on would give it.
Identities machine_identities(const std::vector<std::string>& names, const std::vector<std::uint32_t>& uids);

}  // namespace outdesk
