// Builds a month's package: one folder with page, workbooks, data, manifest and sums.
#pragma once

#include "package/manifest.hpp"
#include "package/package_input.hpp"

namespace outdesk {

struct PackageReceipt {
  std::string folder;  ///< absolute
  std::string first_sentence;
  std::vector<PackageFile> files;  ///< in the order of SHA256SUMS
  enum class Outcome { made, replaced, unchanged } outcome = Outcome::made;
  bool partial = false;  ///< a source that the contract names gave less than all (exit 10)
};

/// Writes `parent`/CLIENT_MONTH.  Where the same bytes lie there already, nothing is written.
/// Throws WriteError, Busy; on any failure the folder that was there stays as it was.
PackageReceipt build_package(const PackageInput& input, const std::string& parent);

}  // namespace outdesk
