// The folder that test restores write into: made for one run, seen by nobody else, and gone afterwards whatever happened.
#pragma once

#include <sys/types.h>

#include <cstdint>
#include <string>
#include <vector>

#include "verify/folder_stack.hpp"

namespace outdesk {

/// A folder `outdesk-scratch-XXXXXX` of mode 0700.  A note in it, `outdesk-scratch`, names our process and is locked while
/// we live, so that a later run can tell what a killed one left.
class ScratchFolder {
 public:
  /// Below `base`, an existing folder of root's or our own that nobody else can move things in (as the world can without
  /// the sticky bit).  Throws WriteError.
  explicit ScratchFolder(const std::string& base);
  ScratchFolder(const ScratchFolder&) = delete;
  ScratchFolder& operator=(const ScratchFolder&) = delete;
  ~ScratchFolder();  ///< remove(), but not in a child process

  const std::string& path() const { return path_; }  ///< absolute, without links
  /// Makes a folder in it, mode 0700, and returns its path; one that is there already is legal.  Throws WriteError.
  std::string inner(const std::string& name) const;
  /// Removes it with all that is in it: links are not followed, other file systems not entered, write bits and (as root)
  /// immutable flags given and taken as needed.  True where it is gone; where not, left() says why, and the note stays.
  bool remove();
  const std::vector<std::string>& left() const { return left_; }  ///< storable lines, at most 20
  /// Bytes that may still be written; 0 where that cannot be told.
  std::int64_t free_bytes() const;

 private:
  std::string path_, name_;
  HeldFd base_, note_;
  pid_t owner_ = 0;
  bool gone_ = false;
  std::vector<std::string> left_;
};

struct AbandonedScratch {
  std::int64_t removed = 0;
  std::vector<std::string> left;  ///< what could not be removed and why; storable lines
};

/// Removes the scratch folders below `base` that belong to us and whose process is gone.  Nothing is thrown for a base
/// that cannot be read.
AbandonedScratch remove_abandoned(const std::string& base);

}  // namespace outdesk
