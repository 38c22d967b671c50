// The live data as something to compare a restored copy with: what changed after the point was taken is left out.
#pragma once

#include <set>
#include <string>

#include "verify/copy.hpp"
#include "verify/tree_manifest.hpp"

namespace outdesk {

struct LiveSource {
  bool usable = false;                  ///< false: a finding says why
  TreeManifest manifest;
  std::set<std::string> changed_since;  ///< paths whose contents or whose place changed after the point (by mtime and ctime)
};

/// A source that cannot be read is {restore, unknown, access-denied}.
LiveSource read_live_source(const std::string& folder, Instant taken, const VerifyDesk& desk, CopyFindings& findings, const std::string& point);

}  // namespace outdesk
