// A real restore of a copy that lies as a plain folder tree: brought into the scratch folder as `cp -a` would, but safe
// against a tree that is hostile or changes meanwhile.
#pragma once

#include <cstdint>
#include <string>

#include "verify/copy.hpp"
#include "verify/folder_stack.hpp"

namespace outdesk {

struct TreeCopied {
  bool done = false;                       ///< to the end; findings may name single files all the same
  std::int64_t files = 0, bytes = 0;       ///< regular files (a second name is one too), bytes of their contents
  std::int64_t left_out = 0;               ///< devices and sockets: they are not made
  std::int64_t attributes_lost = 0, owners_lost = 0;  ///< files or folders with attributes, or an owner, that could not be set here
};

/// Copies the tree in `source` (an open folder), or the files ordered and the folders above them, into order.target:
/// contents, holes, mode, owner (as root), time of change, attributes with ACLs and capabilities, hard links, symbolic
/// links as links, pipes.  Nothing is followed on either side.
/// Findings, level restore: expansion-limit (over desk.max_bytes or max_entries; then it is not done), access-denied
/// (unknown), restore-failed.  Throws WriteError where the scratch folder is full, Interrupted.
TreeCopied copy_tree(HeldFd source, const RestoreOrder& order, const VerifyDesk& desk, const std::string& point, CopyFindings& findings);

}  // namespace outdesk
