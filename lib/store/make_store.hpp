// Making an empty store on purpose, for one or for a team.
#pragma once

#include <string>

namespace outdesk {

/// Makes an empty store, mode 0600.  Throws UsageError where there is a store already.
void make_store(const std::string& url);

/// The same for the members of a group: the folder gets the group and mode 2770, and the store, its lock and what the
/// database lays beside them are 0660.  The folder is made, or is empty, or is a folder of this group already: other folders
/// are refused (UsageError).  Throws NotFound where there is no such group, WriteError where we are not its member.
void make_team_store(const std::string& url, const std::string& group);

}  // namespace outdesk
