// How one entry differs from what the manifest tells of it, and how groups of hard links do.
#pragma once

#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "verify/tree_manifest.hpp"

namespace outdesk {

struct EntryDifferences {
  bool content = false;  ///< of a file; also where a file is now something else, so that its content is not there
  bool type = false, mode = false, owner = false, target = false, time = false;
  std::string xattr;     ///< the first attribute that differs
  bool metadata() const { return type || mode || owner || target || !xattr.empty(); }
};

/// `told` is of the manifest.  `unread`: the entry could not be read well, so its attributes and its sum say nothing.
EntryDifferences entry_differences(const TreeManifest& manifest, const TreeEntry& told, const TreeEntry& entry, const Copy::Keeps& keeps, bool unread);

/// Which names are one file, in the manifest and in the tree, as far as both have them.
class LinkGroups {
 public:
  explicit LinkGroups(const TreeManifest& manifest) : manifest_(manifest) {}
  void saw(std::size_t place, const TreeEntry& entry);
  /// Calls once for each name that is not in its group any more, or in one that it was not in; `seen`: by place, all of the
  /// manifest's entries that the tree has.
  void judge(const std::vector<bool>& seen, const std::function<void(const std::string& path, const std::string& note)>& differs) const;

 private:
  const TreeManifest& manifest_;
  std::vector<std::pair<std::size_t, std::string>> seen_;  ///< of those that are in a group on any side: place, first name in the tree
};

}  // namespace outdesk
