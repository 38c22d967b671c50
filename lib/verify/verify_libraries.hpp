#pragma once

#include "base/libraries.hpp"

namespace outdesk {

/// OpenSSL and zlib.
std::vector<LibraryVersion> verify_libraries();

}  // namespace outdesk
