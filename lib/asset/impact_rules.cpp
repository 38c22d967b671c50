#include "asset/impact_rules.hpp"

#include <algorithm>
#include <map>
#include <set>

namespace outdesk {

std::vector<Affected> impact_of(const std::vector<Asset>& assets, const std::string& key) {
  std::map<std::string, std::vector<std::size_t>> dependants;
  for (std::size_t i = 0; i < assets.size(); ++i)
    if (is_kept(assets[i].head))
      for (const auto& link : assets[i].head.depends_on) dependants[link.to].push_back(i);
  std::vector<Affected> found, next;
  std::set<std::string> met{key};
  auto step = [&](const std::string& from, const std::vector<std::string>& before) {
    for (std::size_t place : dependants[from]) {
      if (!met.insert(assets[place].key).second) continue;
      Affected affected{place, before};
      affected.through.push_back(from);
      next.push_back(std::move(affected));
    }
  };
  step(key, {});
  while (!next.empty()) {
    std::vector<Affected> ring = std::move(next);
    next.clear();
    std::sort(ring.begin(), ring.end(), [&](const Affected& a, const Affected& b) { return assets[a.asset].key < assets[b.asset].key; });
    for (const auto& affected : ring) step(assets[affected.asset].key, affected.through);
    found.insert(found.end(), ring.begin(), ring.end());
  }
  return found;
}

std::map<std::string, std::vector<std::string>> troubled_by(const std::vector<Asset>& assets) {
  std::map<std::string, std::vector<std::string>> marked;
  for (const Asset& asset : assets) {
    bool trouble = asset.head.state == AssetState::in_repair || asset.head.state == AssetState::written_off;
    if (!trouble) continue;
    for (const Affected& affected : impact_of(assets, asset.key)) marked[assets[affected.asset].key].push_back(asset.key);
  }
  return marked;
}

}  // namespace outdesk
