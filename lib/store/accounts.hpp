// Users and groups of this machine, as the rights of a store's files name them.
#pragma once

#include <sys/types.h>

#include <optional>
#include <string>

namespace outdesk {

std::string user_name(uid_t user);    ///< its number where it has no name
std::string group_name(gid_t group);  ///< its number where it has no name
std::optional<gid_t> group_of(const std::string& name);

/// Whether this process is a member of the group.
bool in_group(gid_t group);

/// Whether `user` is the only one in the group: the private group that many systems give to each user.  Under it,
/// "writable by the group" says no more than "writable by the owner".
bool is_group_of_one(gid_t group, uid_t user);

}  // namespace outdesk
