#pragma once

#include "base/libraries.hpp"

namespace outdesk {

/// SQLite.
std::vector<LibraryVersion> store_libraries();

}  // namespace outdesk
