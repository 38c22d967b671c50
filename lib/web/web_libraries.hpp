#pragma once

#include "base/libraries.hpp"

namespace outdesk {

/// libcurl, and the library that it speaks TLS with.
std::vector<LibraryVersion> web_libraries();

}  // namespace outdesk
