#pragma once

#include "base/libraries.hpp"

namespace outdesk {

/// The stemmer, which tells no version.
std::vector<LibraryVersion> ticket_libraries();

}  // namespace outdesk
