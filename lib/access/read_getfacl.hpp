// Access lists as `getfacl` writes them, where outdesk cannot run on the server itself.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "access/snapshot.hpp"

namespace outdesk {

struct GetfaclReading {
  std::vector<Snapshot> trees;  ///< arranged, in order of their roots; identities and their source are left to the caller
  std::uint64_t files = 0;      ///< paths that were taken for files
};

/// The output of `getfacl -R`, `getfacl -Rpn` or `find PATH -type d -print0 | xargs -0 getfacl -pn`, in any encoding of
/// utf8_of, with the escapes of its names undone (a backslash doubled or an octal number).  Its descriptors are those that
/// scan_tree reads from the same tree.
///
/// A path with no listed one above it begins a tree.  Folders between two listed ones are Unread::not_listed.  Files are not
/// told apart in such a list: a path that nothing lies below, without default list and without any x, is taken for one and
/// left out; remarks of the tree count them, as they say what else the list leaves open (no leading "/", folders above
/// the root, what getfacl itself complained of).
///
/// Names of users and groups are looked up in `identities`.  Throws InputError with `file` and line: a name that is not in
/// it, an entry that is none or stands twice, a list that is cut short, one path with two lists, a path with "..", more
/// than kDeepest parts, a list that names no folder, or more than 1,000 trees.
GetfaclReading read_getfacl(std::string_view bytes, const std::string& file, const Identities& identities, Instant taken);

}  // namespace outdesk
