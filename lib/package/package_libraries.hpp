#pragma once

#include "base/libraries.hpp"

namespace outdesk {

/// ICU.
std::vector<LibraryVersion> package_libraries();

}  // namespace outdesk
