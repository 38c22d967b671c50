// Assets against what was agreed: unknown and unseen devices, programs, licences, dates ahead, spare parts.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "asset/asset.hpp"
#include "base/zone.hpp"
#include "client/asset_terms.hpp"

namespace outdesk {

enum class AssetFault {
  unknown_device,       ///< an inventory saw it, no register names it
  identity_conflict,    ///< two assets with one serial number
  not_seen,             ///< in use, watched, and not seen for the agreed time (or never)
  program_refused,      ///< of its role's `refused`
  program_not_agreed,   ///< on none of its role's lists
  program_missing,      ///< of its role's `required`
  licence_short,        ///< more used than owned
  spares_short,         ///< fewer than the minimum
  warranty_ends,        ///< within the agreed time ahead, or ended that short a time ago; ended earlier: counted apart
  expires,              ///< certificate, licence or subscription, within the agreed time ahead, or over
};
std::string_view name_of(AssetFault fault);   ///< "unknown-device"
constexpr AssetFault kAssetFaults[] = {AssetFault::unknown_device, AssetFault::identity_conflict, AssetFault::not_seen, AssetFault::program_refused,
                                       AssetFault::program_not_agreed, AssetFault::program_missing, AssetFault::licence_short, AssetFault::spares_short,
                                       AssetFault::warranty_ends, AssetFault::expires};

struct AssetFinding {
  AssetFault fault = AssetFault::unknown_device;
  /// Too few licences or spare parts (package.md 3.3), or a last day that is past, but that of a warranty.  Else it wants attention.
  bool bad = false;
  std::string asset;               ///< key; empty where it is about several or about none
  /// Name of the device, licence or spare part; the serial number; a program as its source has it, with its version where
  /// it is the version that is not agreed; of a missing program the pattern, with its condition.
  std::string subject;
  std::string role;                ///< of findings about programs
  std::optional<std::int64_t> have, want;  ///< licences used and owned; spare parts there and wanted
  std::optional<Date> on;          ///< last day of a warranty, certificate, subscription
  std::optional<Instant> since;    ///< last time it was seen; first time an unknown one was
  std::vector<std::string> others; ///< where it is about several: the keys of all of them
  bool operator==(const AssetFinding&) const = default;
};

/// The programs of many assets: each distinct one once.
struct ProgramLists {
  std::vector<InstalledProgram> programs;
  /// For the asset of the same place: indexes into `programs`, ascending.  Nothing: no source lists its programs.
  std::vector<std::optional<std::vector<std::uint32_t>>> of;
};

/// An asset uses a licence by what is installed on it, whether somebody uses it, it lies as a spare or is in repair: only what
/// is written off does not count.  Assets whose programs nobody lists are not among them.
struct LicenceUse {
  std::string name;
  std::int64_t owned = 0, used = 0;
  std::optional<Date> until;
};
/// The quantities of assets of kind part (in use, which is on the shelf, or spare) and of others in state spare.
struct SpareStock {
  std::string name;
  std::int64_t minimum = 0, there = 0;
};

struct CheckedAssets {
  Date day;                                 ///< of `as_of`
  std::int64_t devices = 0;                 ///< kept, of the kinds that are watched
  bool register_known = false;              ///< without a register nothing can be called unknown, and spare parts are nobody's
  bool inventory_known = false;             ///< without an inventory nothing can be called unseen
  bool programs_known = false;              ///< without a list of programs licences cannot be counted
  std::int64_t unlisted = 0;                ///< kept assets with a role whose programs nobody lists
  std::int64_t out_of_warranty = 0;         ///< kept assets whose warranty is over, those among the findings too
  std::vector<AssetFinding> findings;       ///< by fault, then asset, then subject
  std::vector<LicenceUse> licences;
  std::vector<SpareStock> spares;
  std::int64_t count(AssetFault fault) const;
};

/// `assets` and `lists.of` are of the same length.  `zone` tells which day `as_of` is.  Written-off assets are left aside.
/// One program that breaks the rules of a role is one finding, on however many assets it is.
CheckedAssets check_assets(const AssetTerms& terms, const std::vector<Asset>& assets, const ProgramLists& lists, Instant as_of, const Zone& zone);

}  // namespace outdesk
