#pragma once

#include "base/libraries.hpp"

namespace outdesk {

/// The stemmer, which is linked in and tells no version.
std::vector<LibraryVersion> ticket_libraries();

}  // namespace outdesk
