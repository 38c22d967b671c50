// Checks a package that somebody holds: every sum, and that its files agree.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "delivery/delivery_rules.hpp"
#include "package/package_files.hpp"

namespace outdesk {

/// What is wrong, a sentence each that names the file; nothing where all is well: sums, sizes, the chain to last month's
/// package and to the revision before where those lie beside it, and the totals of page, workbook and data.  Throws
/// NotFound where `folder` is not a folder.
std::vector<std::string> package_defects(const std::string& folder);

/// A package as its manifest tells it.
struct PackageLine {
  std::string folder;
  PackageId id;
  std::string tool, state_id;
  std::optional<Instant> cut_off;
};

/// The package in `folder`; nothing without a readable manifest.
std::optional<PackageLine> package_in(const std::string& folder);

/// The folder that a package's folder lies in: absolute, whatever dots and slashes `folder` has.
std::string parent_of_package(const std::string& folder);

/// Packages below `parent`, by name; folders without a readable manifest are left out.
std::vector<PackageLine> list_packages(const std::string& parent);

/// Hex SHA-256 of the manifest in `folder`; empty where there is none.
std::string manifest_digest(const std::string& folder);
/// The same of the highest revision of a client's month below `parent`; `id.revision` does not matter.
std::string newest_manifest(const std::string& parent, const PackageId& id);
/// That revision and its manifest; nothing where there is none.
std::optional<SentRevision> newest_revision(const std::string& parent, const PackageId& id);

}  // namespace outdesk
