// The journal of assets: what was seen, told or done, a line each.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "asset/asset.hpp"
#include "input/json.hpp"

namespace outdesk {

/// registered: a register names it, or a person accepted it · seen: an inventory saw it as it was · changed: what it
/// is or holds differs from before · moved: place, user or department do · state · retired: written off ·
/// linked, unlinked: what it depends on
enum class AssetEvent { registered, seen, changed, moved, state, retired, linked, unlinked };
std::string_view name_of(AssetEvent event);
std::optional<AssetEvent> asset_event_named(std::string_view name);

struct AssetLine {
  std::int64_t seq = 0;            ///< of the store
  Instant at, entered;
  std::string by;                  ///< who wrote it down
  AssetEvent event = AssetEvent::seen;
  /// Members of AssetHead that the line sets, under their names in `outdesk asset show --format json`; `source` and
  /// `fingerprint` of an inventory; `to` of a link; `reason` of a state.
  std::string fields = "{}";       ///< canonical JSON
  std::optional<Digest> content;   ///< what an inventory saw in it, where it saw anything
};

}  // namespace outdesk
