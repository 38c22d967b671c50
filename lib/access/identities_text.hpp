// Identities as one canonical text, for the store and for snapshot files.
#pragma once

#include <string>
#include <string_view>

#include "access/identities.hpp"

namespace outdesk {

/// The same text for equal identities.
std::string identities_text(const Identities& identities);

/// Reads it back.  Throws InputError with `source` where it is no such text.
Identities parse_identities(std::string_view text, const std::string& source);

}  // namespace outdesk
