#pragma once

#include "base/libraries.hpp"

namespace outdesk {

/// expat.
std::vector<LibraryVersion> xml_libraries();

}  // namespace outdesk
