// From NT rights to a word for people (access.md section 3).
#pragma once

#include "access/level.hpp"
#include "access/nt_rules.hpp"

namespace outdesk {

/// The level of a folder or file on which exactly `mask` is granted.  Rights that came from ownership alone must be
/// taken out before: otherwise everybody who made a folder seems to have full access.  Never `list` or `denied`,
/// which depend on more than one mask.
Level nt_level(std::uint32_t mask);

/// The level of a folder whose new files get `files`: reading that ends at the names is `list`.
constexpr Level folder_level(Level own, Level files) { return own == Level::read && files == Level::none ? Level::list : own; }

}  // namespace outdesk
