// Trees of folders out of a list of paths with their rights, as Windows' own commands write them.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "access/read_windows_lists.hpp"
#include "access/snapshot.hpp"

namespace outdesk {

class WindowsTree {
 public:
  /// Adds an object.  Of two listings of one object the one that knows the owner counts.
  void add(const WindowsListing& listing, const std::string& file);
  /// A path that the exporting command could not read.  One with more folders above each other than a tree may have is told
  /// among the problems.
  void add_unread(const std::string& path);

  /// One tree for each path with no listed folder above it, arranged; several of one folder are one tree of it.
  /// Relative paths (icacls) are those below the one folder of that name that absolute paths (Get-Acl) run through;
  /// where only logs have absolute paths, these become relative, so that a tree is called the same every month.  An object that is not a folder is left
  /// out: one with nothing below it whose entries all come from above and hand nothing on.  Folders in between that
  /// are not listed are there, unread.
  std::vector<Snapshot> trees();

  std::uint64_t files() const { return files_; }              ///< left out by the last trees()
  const std::vector<std::string>& problems() const { return problems_; }  ///< lists that are none, with file and line

 private:
  struct Object {
    std::string path;          ///< as it was spelled first
    std::string descriptor;    ///< descriptor_bytes; empty where it cannot be read
    Unread unread = Unread::no;
    bool owner_known = false, hands_on = false, own_entries = false, passes_once = false;
    bool logged = false;       ///< only a log names it
  };
  using Parts = std::vector<std::string>;  ///< folded: the key of an object
  std::map<Parts, Object> objects_;
  std::vector<std::string> problems_;
  std::uint64_t files_ = 0;

  void join_roots();
  void add_common_folders();  ///< of several roots that lie side by side
  void add_folders_between();
  bool is_file(std::map<Parts, Object>::const_iterator object) const;
  Object* above(const Parts& parts);
};

}  // namespace outdesk
