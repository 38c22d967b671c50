#include "client/asset_kind.hpp"

#include "base/text.hpp"

namespace outdesk {

namespace {

template <class Named, std::size_t N>
std::optional<Named> named_in(const std::array<std::string_view, N>& names, std::string_view name) {
  for (std::size_t i = 0; i < N; ++i)
    if (names[i] == name) return static_cast<Named>(i);
  return {};
}

template <std::size_t N>
std::string listed_names(const std::array<std::string_view, N>& names) {
  return join({names.begin(), names.end()}, ", ");
}

}  // namespace

std::string_view name_of(AssetKind kind) { return kAssetKindNames[static_cast<std::size_t>(kind)]; }
std::optional<AssetKind> asset_kind_named(std::string_view name) { return named_in<AssetKind>(kAssetKindNames, name); }
std::string_view name_of(AssetState state) { return kAssetStateNames[static_cast<std::size_t>(state)]; }
std::optional<AssetState> asset_state_named(std::string_view name) { return named_in<AssetState>(kAssetStateNames, name); }
std::string asset_kind_list() { return listed_names(kAssetKindNames); }
std::string asset_state_list() { return listed_names(kAssetStateNames); }

}  // namespace outdesk
