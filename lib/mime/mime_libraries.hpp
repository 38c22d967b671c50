#pragma once

#include "base/libraries.hpp"

namespace outdesk {

/// GMime and GLib.
std::vector<LibraryVersion> mime_libraries();

}  // namespace outdesk
