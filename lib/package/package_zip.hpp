// A package as one archive, as it is sent.
#pragma once

#include <string>

#include "base/instant.hpp"
#include "output/writers.hpp"

namespace outdesk {

/// A zip archive of the plain files of `folder`: one folder named `inside`, entries in the order of their names, mode 0600,
/// stamped `stamp` in UTC, packed.  The same files give the same bytes on every machine and in every zone.  Files are read
/// once, and not kept whole in memory.  Throws InputError for a file that cannot be read or is no plain file, NotFound where
/// there is no folder, WriteError where the archive cannot be made.
void zip_folder(const std::string& folder, const std::string& inside, Instant stamp, const Sink& sink);

/// The same as a file: mode 0600 (0660 in a team's folder), whole or absent.
void write_package_zip(const std::string& folder, const std::string& inside, Instant stamp, const std::string& file);

}  // namespace outdesk
