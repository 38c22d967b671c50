// Which entries a test restore of some files needs, and where the root of the source is when it is done.
#pragma once

#include <string>
#include <unordered_set>
#include <vector>

#include "verify/archive_names.hpp"
#include "verify/path_mapping.hpp"

namespace outdesk {

/// The files, the folders above them (for their modes), and the first names of files that are ordered by another name.
class WantedPaths {
 public:
  /// `paths` as the manifest spells them.
  WantedPaths(const std::vector<std::string>& paths, const ArchiveNames& names, const PathMapping& mapping);
  bool has(const ArchiveItem& item) const;

 private:
  std::unordered_set<std::string> files_, folders_;
};

/// Makes the folder in `target` to unpack into.  Throws WriteError.
std::string make_restored_folder(const std::string& target);

/// The folder that the manifest's paths start at; moves `unpacked` below new folders in `target` where only the manifest
/// has them in front of its paths.  Throws WriteError.
std::string restored_root(const std::string& target, const std::string& unpacked, const PathMapping& mapping);

}  // namespace outdesk
