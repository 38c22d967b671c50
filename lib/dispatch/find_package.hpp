// The package that is to be sent: the newest revision, checked.
#pragma once

#include <string>

#include "package/package_files.hpp"

namespace outdesk {

struct FoundPackage {
  PackageId id;
  std::string folder;    ///< path
  std::string manifest;  ///< hex SHA-256 of its manifest.json
  Instant cut_off;       ///< as the manifest tells it
};

/// The newest revision below `parent`, verified (package/check_package.hpp).  Throws NotFound where there is none, and
/// Error(Exit::delivery) where it does not verify, its manifest tells of another package, or it holds a file that its
/// readers must not get.
FoundPackage newest_package(const std::string& parent, const std::string& client, Month month, Audience audience);

}  // namespace outdesk
