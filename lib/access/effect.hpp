// What a whole tree of rights comes to for a list of people: cells, kept once for each distinct row.
#pragma once

#include <cstdint>
#include <vector>

#include "access/level.hpp"
#include "access/snapshot.hpp"

namespace outdesk {

/// One distinct row: for each person the level and, where asked for, the exact mask.
struct Profile {
  std::vector<Level> levels;
  std::vector<std::uint32_t> masks;  ///< of a POSIX tree: Combos::bits
};

struct Effect {
  std::vector<std::uint32_t> profile_of;  ///< of each folder; kNone where its rights cannot be told
  std::vector<Profile> profiles;

  /// True for the root, and where a folder's levels differ from those of the folder above it.  False
  /// where the folder's own rights cannot be told.
  bool own_rights(const Snapshot& snapshot, std::size_t folder) const;
};

struct EffectOptions {
  bool from_above = false;  ///< count the folders above the tree's root too; else its root is taken as an
                            ///< open door, as the root of a share is
  bool masks = false;
};

/// Levels (and masks) of every folder of a POSIX tree for `people`, the folders above each one within the
/// tree counted (access.md 2.5).
Effect posix_effect(const Snapshot& snapshot, const std::vector<Credential>& people, EffectOptions options = {});

/// How many of `people` the folders above the root keep out of the tree.
std::size_t kept_out_above(const Snapshot& snapshot, const std::vector<Credential>& people);

}  // namespace outdesk
