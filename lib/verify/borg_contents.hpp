// Reads the contents of one borg archive, all or a part, and compares them with a manifest.
#pragma once

#include "verify/borg_program.hpp"
#include "verify/copy.hpp"
#include "verify/point_listing.hpp"

namespace outdesk {

class TreeManifest;

/// Borg reads and decrypts the files of the part and prints the SHA-256 sum of each: sums that were made from contents,
/// not from its records.  The files of other parts are compared by name, size and attributes.  Calls: one, for a part two.
/// Findings, level hash: those of TreeComparison.  Throws RepositoryRefusal.
HashCover read_borg_files(BorgProgram& borg, const RestorePoint& point, const PointListing& listing, const CopyPart& part, const TreeManifest* manifest, const VerifyDesk& desk,
                          CopyFindings& findings);

/// Can the path stand in a file of patterns?  It is read as lines of UTF-8, without white space at their ends.
bool fits_pattern_file(std::string_view path);

}  // namespace outdesk
