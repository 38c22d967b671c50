// Targets of symbolic links in encrypted zip archives, which libarchive 3.6 does not decrypt.
#pragma once

#include <optional>
#include <string>

#include "verify/zip_directory.hpp"

namespace outdesk {

/// By the traditional encryption (APPNOTE 6.1); empty where the password is another, the target is too long or damaged, or
/// it is encrypted in another way.
std::optional<std::string> encrypted_zip_link(const ArchiveBytes& bytes, const ZipPlace& place, const std::string& password);

}  // namespace outdesk
