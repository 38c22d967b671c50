// What else stands still when a service's asset does.
#pragma once

#include <vector>

#include "asset/asset.hpp"
#include "monitor/availability_rules.hpp"

namespace outdesk {

/// Names in each service that has an asset what depends on that asset, directly or through others (asset/impact_rules.hpp), in
/// that order.  An asset that the client does not have has nothing that depends on it.
void mark_affected(MonitoringMonth& month, const std::vector<Asset>& assets);

}  // namespace outdesk
