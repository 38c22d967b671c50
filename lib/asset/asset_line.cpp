#include "asset/asset_line.hpp"

#include <algorithm>
#include <array>

namespace outdesk {

namespace {

/// In the order of AssetEvent.
constexpr std::array<std::string_view, 8> kAssetEvents{"registered", "seen", "changed", "moved", "state", "retired", "linked", "unlinked"};

}  // namespace

std::string_view name_of(AssetEvent event) { return kAssetEvents[static_cast<std::size_t>(event)]; }

std::optional<AssetEvent> asset_event_named(std::string_view name) {
  auto found = std::find(kAssetEvents.begin(), kAssetEvents.end(), name);
  if (found == kAssetEvents.end()) return {};
  return static_cast<AssetEvent>(found - kAssetEvents.begin());
}

}  // namespace outdesk
