#include "asset/device.hpp"

#include <array>

namespace outdesk {

namespace {

/// In the order of the enumerations.
constexpr std::array<std::string_view, 11> kAssetKinds{"computer", "network", "printer", "phone", "monitor", "server", "system", "licence", "certificate", "part", "other"};
constexpr std::array<std::string_view, 4> kAssetStates{"in_use", "in_repair", "spare", "written_off"};

template <class Named, std::size_t N>
std::optional<Named> place_in(const std::array<std::string_view, N>& names, std::string_view name) {
  for (std::size_t i = 0; i < N; ++i)
    if (names[i] == name) return static_cast<Named>(i);
  return {};
}

}  // namespace

std::string_view name_of(AssetKind kind) { return kAssetKinds[static_cast<std::size_t>(kind)]; }
std::optional<AssetKind> asset_kind_named(std::string_view name) { return place_in<AssetKind>(kAssetKinds, name); }
std::string_view name_of(AssetState state) { return kAssetStates[static_cast<std::size_t>(state)]; }
std::optional<AssetState> asset_state_named(std::string_view name) { return place_in<AssetState>(kAssetStates, name); }

}  // namespace outdesk
