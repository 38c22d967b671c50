#include "client/asset_kind.hpp"

namespace outdesk {

namespace {

/// In the order of AssetState.
constexpr std::array<std::string_view, 4> kAssetStateNames{"in_use", "in_repair", "spare", "written_off"};

template <class Named, std::size_t N>
std::optional<Named> named_in(const std::array<std::string_view, N>& names, std::string_view name) {
  for (std::size_t i = 0; i < N; ++i)
    if (names[i] == name) return static_cast<Named>(i);
  return {};
}

}  // namespace

std::string_view name_of(AssetKind kind) { return kAssetKindNames[static_cast<std::size_t>(kind)]; }
std::optional<AssetKind> asset_kind_named(std::string_view name) { return named_in<AssetKind>(kAssetKindNames, name); }
std::string_view name_of(AssetState state) { return kAssetStateNames[static_cast<std::size_t>(state)]; }
std::optional<AssetState> asset_state_named(std::string_view name) { return named_in<AssetState>(kAssetStateNames, name); }

}  // namespace outdesk
