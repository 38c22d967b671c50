// Names of a package's folder and files (package.md 3.1), in one place.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/instant.hpp"
#include "client/audience.hpp"

namespace outdesk {

constexpr const char* kLetterFile = "LETTER.txt";
constexpr const char* kManifestFile = "manifest.json";
constexpr const char* kSumsFile = "SHA256SUMS";
/// Signatures of the sums, by the programs that make them; part of no sum.
constexpr const char* kSignatureFiles[] = {"SHA256SUMS.minisig", "SHA256SUMS.sig", "SHA256SUMS.asc"};

/// Which package: a client's month for some readers, and how often it was corrected after it was sent.
struct PackageId {
  std::string client;
  Month month;
  Audience audience = Audience::director;
  std::int64_t revision = 1;  ///< from 1

  /// "romashka_2025-09": what the names of its files begin with.
  std::string stem() const;
  /// "romashka_2025-09", "romashka_2025-09_office", "romashka_2025-09_r2", "romashka_2025-09_office_r2".
  std::string folder() const;
  /// "romashka_2025-09_r1.zip", "romashka_2025-09_office_r1.zip".
  std::string zip() const;

  std::string page() const { return stem() + "_report.html"; }
  std::string book() const { return stem() + "_report.xlsx"; }
  std::string access_book() const { return stem() + "_access.xlsx"; }
  std::string data() const { return stem() + "_data.json"; }

  bool has_book() const { return audience != Audience::owners; }
  bool may_have_access_book() const { return audience != Audience::office; }
  /// Every name that a file of such a package may have.
  std::vector<std::string> all_files() const;
};

/// The revision that a folder's name tells, of this client, month and audience; nothing where it is none of theirs.
std::optional<std::int64_t> revision_of_folder(std::string_view name, PackageId id);

}  // namespace outdesk
