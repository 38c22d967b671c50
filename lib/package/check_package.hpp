// Checks a package that somebody holds: every sum, and that its files agree.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/instant.hpp"

namespace outdesk {

/// What is wrong, a sentence each that names the file; nothing where all is well.  Throws NotFound
/// where `folder` is not a folder.
std::vector<std::string> package_defects(const std::string& folder);

/// A package as its manifest tells it.
struct PackageLine {
  std::string folder, client, month, tool, state_id;
  std::optional<Instant> cut_off;
  std::int64_t revision = 0;
};

/// Packages below `parent`, by name; folders without a readable manifest are left out.
std::vector<PackageLine> list_packages(const std::string& parent);

/// Hex SHA-256 of the manifest in `folder`; empty where there is none.
std::string manifest_digest(const std::string& folder);

}  // namespace outdesk
