#pragma once

#include "base/libraries.hpp"

namespace outdesk {

/// libxlsxwriter and libarchive.
std::vector<LibraryVersion> workbook_libraries();

}  // namespace outdesk
