// Exact rights as text, for those who ask for them.
#pragma once

#include <cstdint>
#include <string>

#include "access/snapshot.hpp"

namespace outdesk {

/// Of one mask of a tree's effect: NT rights as "0x1301bf"; of a POSIX tree "rwx", "r-x", and where several permissions
/// are granted that do not go together, all of them: "r--|-w-".
std::string mask_text(const Snapshot& snapshot, std::uint32_t mask);

}  // namespace outdesk
