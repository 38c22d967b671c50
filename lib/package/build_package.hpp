// Builds a month's package for its readers: one folder with page, workbooks, data, letter, manifest and sums.
#pragma once

#include <map>

#include "delivery/delivery_rules.hpp"
#include "package/manifest.hpp"
#include "package/package_folder.hpp"
#include "package/package_input.hpp"

namespace outdesk {

struct PackageReceipt {
  PackageId id;
  std::string folder;  ///< absolute
  std::string first_sentence;
  std::vector<PackageFile> files;  ///< in the order of SHA256SUMS
  enum class Outcome { made, replaced, unchanged } outcome = Outcome::made;
  bool partial = false;  ///< a source that the contract names gave less than all (exit 10)
};
std::string_view name_of(PackageReceipt::Outcome outcome);

/// Writes the package of `input` for its audience and revision.  Where the same bytes lie there already, nothing is
/// written.  Throws WriteError; on any failure the folder that was there stays as it was.
PackageReceipt build_package(const PackageInput& input, const PackageShelf& shelf);

/// The same, but only where the manifest comes out with this hex SHA-256; else nothing is written.
std::optional<PackageReceipt> build_again(const PackageInput& input, const PackageShelf& shelf, const std::string& manifest);

/// Packages of `month` for each of `audiences`, each with its archive beside it.  What was sent before stays as it is: where the data differ now, the next
/// revision is written beside it, and says what it corrects.  What counts is what a client sees.  Throws NotFound where the
/// package that was sent is gone and does not come out again; with `anew` the next revision is written then too.
std::vector<PackageReceipt> build_packages(const PackageInput& month, const std::vector<Audience>& audiences,
                                           const std::map<Audience, SentRevision>& sent, const PackageShelf& shelf, bool anew = false);

}  // namespace outdesk
