#pragma once

#include "base/libraries.hpp"

namespace outdesk {

/// libpq.
std::vector<LibraryVersion> server_libraries();

}  // namespace outdesk
