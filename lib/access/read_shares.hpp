// The rights of shares themselves, which narrow whatever folders and files grant (access.md 2.3 and 4).
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "access/sddl.hpp"

namespace outdesk {

struct ShareRights {
  std::string name, path;  ///< storable; empty where the source does not tell
  NtDescriptor descriptor;  ///< without an access list where the source has an empty one: nobody knows
  std::vector<std::string> unresolved;  ///< entries that are not in the descriptor: "allow change to 'CORP\x'"
  bool unresolved_denial = false;  ///< one of them takes rights away, so the descriptor grants too much
  long line = 0;           ///< where the share is first named, from 1
};

using SidOfName = std::function<std::optional<Sid>(const std::string& name)>;

/// The accounts that every Windows has, by their English or Russian name, alone or behind "BUILTIN\" or "NT AUTHORITY\".
std::optional<Sid> sid_of_well_known(std::string_view name);

/// Reads any of these, in any encoding of utf8_of:
/// - `sharesec --view-all` and `sharesec NAME -v`, of which the second does not tell the name;
/// - SDDL, a line for each share, as `sharesec NAME --viewsddl` gives it; a line "[name]" before it names the share;
/// - Get-SmbShare | select Name,Path,SecurityDescriptor | Export-Csv; comma, semicolon or tab;
/// - Get-SmbShareAccess -Name * | select Name,AccountName,AccessControlType,AccessRight | Export-Csv, words or numbers.
/// Names of accounts that are no SIDs and not well known are asked of `sid_of_name`.  Throws InputError with the line
/// for anything else, for a list that cannot be read and for a kind or right that is unknown.
std::vector<ShareRights> read_shares(std::string_view bytes, const std::string& file, const SidContext& context, const SidOfName& sid_of_name);

}  // namespace outdesk
