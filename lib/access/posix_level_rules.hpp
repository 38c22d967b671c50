// From r, w, x to a level.  Pure.
//
// A folder is used by single calls, each of which asks for its own bits: listing asks for r, opening
// something in it for x, making and deleting for w and x together.  So levels follow from what of these is
// granted, not from one mask:
//
//   list, open and make        change; full for who may hand out rights (the owner and root: access.md 2.4);
//                              edit in a sticky folder for everybody else, who can delete only their own
//   list and open              read
//   open and make, no list     write
//   list only                  list
//   open only                  traverse
//   w alone                    special: it permits nothing by itself
//   nothing                    none; denied where others, who are named nowhere, have more
//
// Rights count only where the person passes every folder above; where they do not, the level is none.
#pragma once

#include "access/level.hpp"
#include "access/posix_rules.hpp"

namespace outdesk {

/// Who asks, as far as a level depends on it.
struct PosixStanding {
  bool may_change_rights = false;  ///< owner or root
  bool reached = true;             ///< passes every folder above
};

Level posix_level(const PosixObject& folder, Combos granted, PosixStanding standing);

}  // namespace outdesk
