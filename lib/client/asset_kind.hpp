// What an asset is and how it stands, by the names that contracts, registers and machine formats share.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>

namespace outdesk {

/// What an asset is.
///   system: what the client's people call by a name ("1C accounting"), made of other assets
///   part: lies on a shelf until it is needed, counted by `quantity`
enum class AssetKind { computer, network, printer, phone, monitor, server, system, licence, certificate, part, other };
/// In the order of AssetKind.
inline constexpr std::array<std::string_view, 11> kAssetKindNames{"computer", "network", "printer", "phone", "monitor", "server", "system", "licence", "certificate", "part", "other"};
std::string_view name_of(AssetKind kind);
std::optional<AssetKind> asset_kind_named(std::string_view name);
/// What an inventory can meet: a licence, a certificate, a system or a part on a shelf answers to nobody.
constexpr bool inventories_see(AssetKind kind) { return kind != AssetKind::system && kind != AssetKind::licence && kind != AssetKind::certificate && kind != AssetKind::part; }

enum class AssetState { in_use, in_repair, spare, written_off };
/// In the order of AssetState.
inline constexpr std::array<std::string_view, 4> kAssetStateNames{"in_use", "in_repair", "spare", "written_off"};
std::string_view name_of(AssetState state);
std::optional<AssetState> asset_state_named(std::string_view name);

/// "computer, network, printer…": for help and errors.
std::string asset_kind_list();
std::string asset_state_list();

}  // namespace outdesk
