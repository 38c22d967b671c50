// What stops when an asset stops.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "asset/asset.hpp"

namespace outdesk {

struct Affected {
  std::size_t asset = 0;             ///< place in the list that was asked about
  std::vector<std::string> through;  ///< keys from the asset asked about to the one before it: at least one
};

/// Everything that depends on the asset `key`, directly or through others, nearest first, then by key; each once, by the shortest
/// way.  Written-off assets depend on nothing any more.  Loops are walked once.
std::vector<Affected> impact_of(const std::vector<Asset>& assets, const std::string& key);

/// For each asset the keys of those in repair or written off that it depends on, directly or through others: trouble with the
/// database server marks the accounting system.
std::map<std::string, std::vector<std::string>> troubled_by(const std::vector<Asset>& assets);

}  // namespace outdesk
