// Lists of assets.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "asset/asset.hpp"
#include "asset/check_rules.hpp"
#include "base/zone.hpp"
#include "output/document.hpp"

namespace outdesk {

struct AssetFilter {
  std::vector<AssetKind> kinds;
  std::vector<AssetState> states;             ///< empty: all but written off
  bool written_off_too = false;
  std::string place, user, department, name;  ///< patterns, case aside; empty: any
  std::string program;                        ///< pattern; only assets that have such a program
  std::optional<Instant> not_seen_since;      ///< only those that an inventory saw last before it, or never
  bool unregistered = false;
};
/// `programs` may be empty where the filter names no program.
std::vector<Asset> filtered_assets(std::vector<Asset> assets, const AssetFilter& filter, const ProgramLists& programs);

/// One row an asset; `troubled`: see troubled_by(), over all assets of the client; `every` adds the columns that a list for the
/// screen leaves out.
Table asset_table(const std::vector<Asset>& assets, const std::map<std::string, std::vector<std::string>>& troubled, Language language, bool every);
Document asset_list(const std::vector<Asset>& assets, const std::map<std::string, std::vector<std::string>>& troubled, const std::string& client, const Zone* zone, Language language);

/// Everything in one document: figures, assets, programs with the devices that have them, dependencies.
Document asset_export(const std::vector<Asset>& assets, const ProgramLists& programs, const std::string& client, Instant as_of, const Zone* zone, Language language);

}  // namespace outdesk
