// What a share leaves of the rights of a tree that is reached through it.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "access/snapshot.hpp"
#include "access/subject.hpp"

namespace outdesk {

/// The shares through which the tree of a snapshot is reached: the one that was named; else those whose folder is its
/// root or lies above it; else those of its name.
std::vector<const ShareFact*> shares_of(const Snapshot& snapshot);

/// For each person the rights that the shares let through together (access.md 2.3): whoever may use two has what either
/// gives.  All rights where no share is known.  Whoever comes through a share is in Everyone, also one of whom only a SID
/// is left.
std::vector<std::uint32_t> share_masks(const Snapshot& snapshot, const std::vector<Subject>& people);

}  // namespace outdesk
