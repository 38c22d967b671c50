#pragma once

#include "base/libraries.hpp"

namespace outdesk {

/// The reader of JSON, whose headers are compiled in.
std::vector<LibraryVersion> input_libraries();

}  // namespace outdesk
