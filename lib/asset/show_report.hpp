// One asset with its content, its history and what depends on it.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "asset/asset.hpp"
#include "asset/asset_line.hpp"
#include "base/zone.hpp"
#include "output/document.hpp"

namespace outdesk {

struct ShownAsset {
  std::string client;
  Asset asset;
  AssetBody body;                      ///< last content; empty where it has none
  std::vector<AssetLine> lines;        ///< in the order of their times
  std::vector<Asset> all;              ///< of the client: for names of what it is linked with
  bool programs = false;               ///< the list of programs too
};
/// `body_of`: an earlier content, for what changed.
Document asset_report(const ShownAsset& shown, const std::function<AssetBody(const Digest&)>& body_of, const Zone* zone, Language language);

Document impact_report(const std::vector<Asset>& assets, const std::string& key, const std::string& client, Language language);

}  // namespace outdesk
