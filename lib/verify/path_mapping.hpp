// Which path of an archive is which path of a manifest.
//
// People pack a folder by its name (`tar czf src.tgz src`, `tar czf srv.tgz /srv/data`) and make the manifest inside of
// it, or the other way round.  So where all files of one side lie below one common folder, that folder, or the upper
// part of it, may be what the other side does not have.  It is decided once for an archive, by a sample of its files, and
// the same way for names, contents and restores.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "verify/path_shape.hpp"

namespace outdesk {

class TreeManifest;

class PathMapping {
 public:
  /// Both spell alike.
  PathMapping() = default;
  static PathMapping to_manifest(const PathShape& shape, const TreeManifest& manifest);
  /// To the paths below a folder of this machine.
  static PathMapping to_folder(const PathShape& shape, const std::string& folder);

  /// The manifest's path for one of the archive; "../…" where it lies outside of what the manifest is about, empty where it
  /// is a folder above that.
  std::optional<std::string> told(const std::string& path) const;
  /// The archive's path for one of the manifest; empty where there can be none.
  std::optional<std::string> archived(const std::string& path) const;

  const std::string& only_archive() const { return strip_; }   ///< leading folders that only the archive's paths have
  const std::string& only_manifest() const { return add_; }    ///< that only the manifest's paths have

 private:
  using Known = std::function<bool(const std::string& path)>;
  static PathMapping best(const PathShape& shape, const std::string& others_common, const Known& known);
  std::string strip_, add_;
};

}  // namespace outdesk
