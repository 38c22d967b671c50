// manifest.json and SHA256SUMS: what an auditor recounts a package from.
#pragma once

#include <string>
#include <vector>

#include "package/package_documents.hpp"

namespace outdesk {

/// A file of a package.
struct PackageFile {
  std::string name;
  std::int64_t bytes = 0;
  std::string sha256;  ///< hex
  bool operator==(const PackageFile&) const = default;
};

/// client-report-manifest/1: client, month, audience, revision and what it corrects, brand, tool and library versions, zone data,
/// cut-off, state, journal head, last month's manifest, sources, rules that spoke, files, control
/// totals.
Document manifest_document(const PackageInput& input, const PackageContent& content,
                           const std::vector<PackageFile>& files);

/// Valid text without a slash, control characters or a dot in front.
bool is_plain_file_name(std::string_view name);

/// As `sha256sum -c` reads it.
std::string sums_text(const std::vector<PackageFile>& files);

/// Lines of a sums file; empty where one is not `64 hex digits, two spaces, a plain file name`.
std::vector<PackageFile> parse_sums(std::string_view text);

}  // namespace outdesk
