#include "monitor/affected_rules.hpp"

#include "asset/impact_rules.hpp"

namespace outdesk {

void mark_affected(MonitoringMonth& month, const std::vector<Asset>& assets) {
  for (JudgedService& service : month.services) {
    if (service.terms.asset.empty()) continue;
    for (const Affected& affected : impact_of(assets, service.terms.asset)) {
      const Asset& asset = assets[affected.asset];
      service.affected.push_back(asset.head.name.empty() ? asset.key : asset.head.name);
    }
  }
}

}  // namespace outdesk
