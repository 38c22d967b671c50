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
  warranty_ends,        ///< within the agreed time ahead; ended: counted apart
  expires,              ///< certificate, licence or subscription
};
std::string_view name_of(AssetFault fault);   ///< "unknown-device"
constexpr AssetFault kAssetFaults[] = {AssetFault::unknown_device, AssetFault::identity_conflict, AssetFault::not_seen, AssetFault::program_refused,
                                       AssetFault::program_not_agreed, AssetFault::program_missing, AssetFault::licence_short, AssetFault::spares_short,
                                       AssetFault::warranty_ends, AssetFault::expires};

struct AssetFinding {
  AssetFault fault = AssetFault::unknown_device;
  bool bad = false;                ///< else it wants attention (package.md 3.3: licences and spare parts are bad)
  std::string asset;               ///< key; empty where it is about several
  std::string subject;             ///< name of the device, program with version, licence, spare part
  std::string role;                ///< of findings about programs
  std::optional<std::int64_t> have, want;  ///< licences used and owned; spare parts there and wanted
  std::optional<Date> on;          ///< last day of a warranty, certificate, subscription
  std::optional<Instant> since;    ///< last time it was seen; first time an unknown one was
  std::vector<std::string> others; ///< keys of further assets that it is about
  bool operator==(const AssetFinding&) const = default;
};

/// The programs of many assets: each distinct one once.
struct ProgramLists {
  std::vector<InstalledProgram> programs;
  /// For the asset of the same place: indexes into `programs`, ascending.  Nothing: no source lists its programs.
  std::vector<std::optional<std::vector<std::uint32_t>>> of;
};

struct LicenceUse {
  std::string name;
  std::int64_t owned = 0, used = 0;
  std::optional<Date> until;
};
struct SpareStock {
  std::string name;
  std::int64_t minimum = 0, there = 0;
};

struct CheckedAssets {
  std::int64_t devices = 0;                 ///< kept, of the kinds that are watched
  bool register_known = false;              ///< without a register nothing can be called unknown
  bool inventory_known = false;             ///< without an inventory nothing can be called unseen
  std::vector<AssetFinding> findings;       ///< by fault, then asset, then subject
  std::vector<LicenceUse> licences;
  std::vector<SpareStock> spares;
  std::int64_t count(AssetFault fault) const;
};

/// `assets` and `lists.of` are of the same length.  `zone` tells which day `as_of` is.  Written-off assets are left aside.
CheckedAssets check_assets(const AssetTerms& terms, const std::vector<Asset>& assets, const ProgramLists& lists, Instant as_of, const Zone& zone);

}  // namespace outdesk
