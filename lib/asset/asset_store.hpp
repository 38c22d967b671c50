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

/// All assets of a client by key.  With `as_of`: as lines tell that happened by then and were entered by then (by `known_by`,
/// where that is given); assets without such a line are left out.
std::vector<Asset> assets_of(Db& db, std::int64_t client, std::optional<Instant> as_of = {}, std::optional<Instant> known_by = {});
/// The same at each of several instants, ascending, out of one reading of the store.
std::vector<std::vector<Asset>> assets_at(Db& db, std::int64_t client, const std::vector<Instant>& instants, Instant known_by);
/// Throws NotFound that names the nearest key.
Asset asset_named(Db& db, std::int64_t client, const std::string& key);

AssetBody body_of(Db& db, const Digest& content);
/// Programs of each asset's last content.
ProgramLists programs_of(Db& db, const std::vector<Asset>& assets);

/// Lines of an asset in the order in which they happened.
std::vector<AssetLine> lines_of(Db& db, std::int64_t asset);

/// Whether the asset has a line of this source, time and fingerprint: the same sighting again.
bool has_sighting(Db& db, std::int64_t asset, Instant at, const std::string& source, const std::string& fingerprint);

/// Writes lines of assets.  Runs in the caller's transaction.
class AssetWriter {
 public:
  AssetWriter(Db& db, std::int64_t client) : db_(db), client_(client) {}
  /// Writes down one line and the asset's head after it; the asset is made where its id is 0.  `body` is what line.content is
  /// the digest of; it may be absent where it is known already.
  void keep(Asset& asset, AssetLine line, const AssetBody* body = nullptr);

 private:
  std::int64_t body_id(const Digest& content, const AssetBody* body);
  std::int64_t program_id(const InstalledProgram& program);
  Db& db_;
  std::int64_t client_;
  std::optional<Digest> tail_;
  std::map<InstalledProgram, std::int64_t> programs_;
};

std::int64_t count_asset_lines(Db& db);
/// Lines, contents and heads that are no longer what was kept, in words; empty where all is well.
std::vector<std::string> asset_damage(Db& db);

}  // namespace outdesk
