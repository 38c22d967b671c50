// What a whole tree of rights comes to for a list of people: cells, kept once for each distinct row.
#pragma once

#include <cstdint>
#include <vector>

#include "access/level.hpp"
#include "access/snapshot.hpp"
#include "access/subject.hpp"

namespace outdesk {

/// One distinct row: for each person the level and, where asked for, the exact mask.
struct Profile {
  std::vector<Level> levels;
  std::vector<Level> files;          ///< of new files in the folder; empty where nobody's differs from the folder's own
  std::vector<std::uint32_t> masks;  ///< of a POSIX tree: Combos::bits; else NT rights
};

struct Effect {
  std::vector<std::uint32_t> profile_of;  ///< of each folder; kNone where its rights cannot be told
  std::vector<Profile> profiles;
  std::vector<Unread> holes;              ///< of each folder: why its rights cannot be told; `no` where they can

  /// True for the root, and where a folder's levels differ from those of the folder above it.  False
  /// where the folder's own rights cannot be told.
  bool own_rights(const Snapshot& snapshot, std::size_t folder) const;
};

struct EffectOptions {
  bool from_above = false;  ///< count the folders above the tree's root too; else its root is taken as an
                            ///< open door, as the root of a share is
  bool masks = false;
};

/// Levels (and masks) of every folder of a tree for `people`, by the rules of the system that it is of.
Effect tree_effect(const Snapshot& snapshot, const std::vector<Subject>& people, EffectOptions options = {});

/// Those of a tree of Windows or Samba (access.md 2.2 to 2.4): each folder by its own list, what the folder above it
/// adds, what the share leaves; of Samba also what the kernel leaves, and who passes the folders above.
Effect nt_effect(const Snapshot& snapshot, const std::vector<Subject>& people, EffectOptions options = {});

/// Those of a POSIX tree, the folders above each one within the
/// tree counted (access.md 2.5).
Effect posix_effect(const Snapshot& snapshot, const std::vector<Credential>& people, EffectOptions options = {});

/// How many of `people` the folders above the root keep out of the tree.
std::size_t kept_out_above(const Snapshot& snapshot, const std::vector<Credential>& people);

}  // namespace outdesk
