#include "access/identities.hpp"

#include <algorithm>
#include <unordered_map>

namespace outdesk {

std::vector<Credential> credentials_of(const Identities& identities) {
  std::vector<Credential> credentials;
  std::unordered_map<std::string_view, std::size_t> place;
  for (const PosixAccount& account : identities.accounts) {
    place.emplace(account.name, credentials.size());
    credentials.push_back({account.uid, {account.gid}});
  }
  for (const PosixGroup& group : identities.groups)
    for (const std::string& member : group.members)
      if (auto found = place.find(member); found != place.end()) credentials[found->second].gids.push_back(group.gid);
  for (Credential& credential : credentials) {
    std::sort(credential.gids.begin(), credential.gids.end());
    credential.gids.erase(std::unique(credential.gids.begin(), credential.gids.end()), credential.gids.end());
  }
  return credentials;
}

}  // namespace outdesk
