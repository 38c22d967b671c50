// Assets, their journal and what was seen in them, in the store.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "asset/asset.hpp"
#include "asset/asset_line.hpp"
#include "asset/check_rules.hpp"
#include "store/db.hpp"

namespace outdesk {

/// All assets of a client by key.  With `as_of`: as lines at and entered by then tell; assets without such a line are left out.
std::vector<Asset> assets_of(Db& db, std::int64_t client, std::optional<Instant> as_of = {});
/// Throws NotFound that names the nearest key.
Asset asset_named(Db& db, std::int64_t client, const std::string& key);

/// What an inventory saw in a device.
struct AssetBody {
  std::map<std::string, std::string> parts;
  std::optional<std::vector<InstalledProgram>> programs;  ///< in the order of text; nothing: not listed
  bool operator==(const AssetBody&) const = default;
};
AssetBody body_of(Db& db, const Digest& content);
/// Programs of each asset's last content.
ProgramLists programs_of(Db& db, const std::vector<Asset>& assets);

/// Lines of an asset in the order in which they happened.
std::vector<AssetLine> lines_of(Db& db, std::int64_t asset);

/// Writes down one line and the asset's head after it; the asset is made where it is new.  Runs in the caller's transaction.
void keep_line(Db& db, std::int64_t client, Asset& asset, const AssetLine& line, const std::optional<AssetBody>& body = {});

/// Hash of the line that was kept last.  Zero where there is none.
Digest asset_head_hash(Db& db);
/// Lines, contents and heads that are no longer what was kept, in words; empty where all is well.
std::vector<std::string> asset_damage(Db& db);

}  // namespace outdesk
