#include "store/accounts.hpp"

#include <grp.h>
#include <pwd.h>
#include <unistd.h>

#include <algorithm>
#include <cstddef>
#include <vector>

namespace outdesk {

std::string user_name(uid_t user) {
  const passwd* account = ::getpwuid(user);
  return account ? account->pw_name : std::to_string(user);
}

std::string group_name(gid_t group) {
  const ::group* found = ::getgrgid(group);
  return found ? found->gr_name : std::to_string(group);
}

std::optional<gid_t> group_of(const std::string& name) {
  const ::group* found = ::getgrnam(name.c_str());
  if (!found) return {};
  return found->gr_gid;
}

bool in_group(gid_t group) {
  if (group == ::getegid()) return true;
  int count = ::getgroups(0, nullptr);
  std::vector<gid_t> groups(count > 0 ? static_cast<std::size_t>(count) : 0);
  count = ::getgroups(static_cast<int>(groups.size()), groups.data());
  return std::find(groups.begin(), groups.begin() + std::max(count, 0), group) != groups.begin() + std::max(count, 0);
}

bool is_group_of_one(gid_t group, uid_t user) {
  std::string owner = user_name(user);
  const ::group* found = ::getgrgid(group);
  if (!found) return false;  // nobody says who is in it
  for (char** member = found->gr_mem; *member; ++member)
    if (owner != *member) return false;
  bool others = false;
  ::setpwent();
  while (const passwd* account = ::getpwent()) others = others || (account->pw_gid == group && account->pw_uid != user);
  ::endpwent();
  return !others;
}

}  // namespace outdesk
