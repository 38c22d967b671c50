// Walks a folder tree by names and properties alone: no contents are read, nothing is followed, depth costs no open files.
#pragma once

#include <sys/stat.h>

#include <string>

#include "verify/folder_stack.hpp"

namespace outdesk {

/// What stands in a tree, as the walk meets it.  Paths are relative, "" for the root, and only valid during the call.
class FolderVisitor {
 public:
  virtual ~FolderVisitor() = default;
  /// Asked before anything else is asked of the file system; false leaves the entry out.
  virtual bool wants(const std::string& /*path*/) { return true; }
  /// A folder (the root too), open as `folder`; false leaves out what is in it, and leave() is not called.
  virtual bool enter(const std::string& path, const struct stat& info, int folder) = 0;
  virtual void leave(const std::string& /*path*/, const struct stat& /*info*/, int /*folder*/) {}
  /// Anything else: `name` in the open folder `parent`.
  virtual void entry(const std::string& path, const struct stat& info, int parent, const char* name) = 0;
  /// What could not be looked at, with errno.  What vanished meanwhile is not told.
  virtual void unread(const std::string& path, int error) = 0;
  /// True ends the walk (too much of it).
  virtual bool enough() const { return false; }
};

/// One that ends where nothing leads on; `root` is an open folder.  Throws Interrupted.
void walk_folder(HeldFd root, FolderVisitor& visitor);

/// errno says that the medium or its file system is damaged, not that we may not or cannot.
bool disk_is_damaged(int error);

/// Opens the folder that `path` names, links followed: the place that the contract names, or a folder of our own.
HeldFd open_named_folder(const std::string& path);
/// Opens a folder some levels below, no links followed; ENOENT for a path that is absolute or leads out.
HeldFd open_folder_below(int root, const std::string& path);

}  // namespace outdesk
