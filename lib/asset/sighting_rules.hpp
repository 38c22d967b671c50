// What a sighting changes: the lines that an asset's journal gets for it.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "asset/asset.hpp"
#include "asset/asset_line.hpp"
#include "asset/device.hpp"

namespace outdesk {

struct Sighting {
  std::vector<AssetLine> lines;    ///< in order; none: nothing new
  bool changed = false, moved = false;  ///< what it is or holds; whose it is and where
  std::optional<AssetBody> body;   ///< of the line that has a content
};

/// Tells one sighting of a device from another of the same time: 16 hexadecimal digits over what an inventory says of it.
std::string fingerprint_of(const SeenDevice& seen);

/// Whether a look leaves out some of what may be known: a partial one, or one over the network, which lists no programs.
bool sees_some(const SeenDevice& seen);

/// Lines for what a person or a register says: `after` in place of what is known; none where that is the same.
std::vector<AssetLine> told_lines(const std::optional<AssetHead>& known, const AssetHead& after, Instant at);

/// `key`: of the asset; a register's own number beside it becomes its tag.  `known`: the asset as it is, nothing for a new one.  `body`: its content, for a look that sees some of it.  `at`: when the source looked.
/// A register says what an asset is called, whose it is and how it stands; an inventory says what it saw, and fills in of
/// those what no register told.  A look that is older than what is known leaves the asset as it is.
Sighting sighting_of(const SeenDevice& seen, const std::string& key, Instant at, const std::string& source, const std::optional<AssetHead>& known, const std::optional<AssetBody>& body);

}  // namespace outdesk
