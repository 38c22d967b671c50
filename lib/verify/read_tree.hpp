// Walks a folder tree that may be hostile or change meanwhile, and hashes its files on several threads.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "verify/copy.hpp"
#include "verify/tree_entry.hpp"
#include "verify/tree_problem.hpp"

namespace outdesk {

/// What could not be read.
struct TreeUnread {
  std::string path, reason;  ///< bytes as they are; "Permission denied", "it changed while it was read"
  bool below = true;         ///< of a folder: nothing is known of what lies below it either
  TreeProblem::Kind kind = TreeProblem::Kind::other;
};

struct TreeReading {
  bool hash = true;    ///< false: entries come without sums, contents are not read
  bool xattrs = true;  ///< false: they stay empty; not worth their time where nothing is known to compare them with
  /// Null: every file is hashed; else asked (of regular files only) on any thread.
  std::function<bool(const TreeEntry&)> wanted;
  /// Null, or given a hashed file with its first 64 KiB; one call at a time.
  std::function<void(const TreeEntry&, std::string_view start)> content;
  /// Null, or told of each (the returned list is bounded), before its entry is taken; one call at a time.
  std::function<void(const TreeUnread&)> unread;
};

/// Calls `take` for every entry, one at a time (never beside `content` or `unread`), on any thread, in no order; the root
/// comes too, as "".  Links are not followed, the root's own last name neither ("/" behind it: followed); other file
/// systems are not left out.  Special files are named, not opened.  Returns what could not be read (bounded: first 1000);
/// a file that changes while it is read is among them, and comes without a sum.  What is there but cannot be read is
/// taken all the same, as far as stat tells.  More than desk.max_entries, and paths of more than 64 KiB, are unread.
/// Memory does not grow with file sizes, open files are below 200.  Files with several names come last, when all their
/// names are known (`linked_to`); their contents are read once, where any of the names is wanted.
/// desk.read is called on any thread, one call at a time.  Interrupted, and what a callback throws, leaves when all
/// threads have ended.
std::vector<TreeUnread> read_tree(const std::string& root, const TreeReading& reading, const VerifyDesk& desk,
                                  const std::function<void(TreeEntry&&)>& take);

}  // namespace outdesk
