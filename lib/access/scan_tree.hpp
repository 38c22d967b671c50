// Walking a tree of folders of this machine and reading the rights of each.
#pragma once

#include <functional>
#include <string>

#include "access/snapshot.hpp"

namespace outdesk {

struct ScanOptions {
  unsigned threads = 8;    ///< a cold disk answers many questions at once; more than the cores is right
  bool samba = false;      ///< read security.NTACL too
  std::function<void(std::uint64_t folders)> progress = {};  ///< called about five times a second
};

/// The rights of `path` and of every folder below it.
///
/// No link is followed: each step opens one name relative to the folder above, with O_NOFOLLOW and
/// O_DIRECTORY, and what was opened is what is read; a folder swapped for a link while the scan runs
/// cannot lead out of the tree.  Other file systems are not entered.  A folder that cannot be opened is
/// a row with a reason; one that vanishes before it is opened is counted.  Files are not looked at.
/// `path` itself may be a link.  Throws NotFound where `path` is no folder, MissingSource where it
/// cannot be opened.
Snapshot scan_tree(const std::string& path, const ScanOptions& options, Instant now);

/// Every uid that owns a folder or is named in an access list, sorted.
std::vector<std::uint32_t> uids_in(const Snapshot& snapshot);

}  // namespace outdesk
