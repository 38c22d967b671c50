// Reads the contents of a folder tree that is a restore point, all or a part, and compares them with a manifest.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "verify/copy.hpp"
#include "verify/folder_place.hpp"

namespace outdesk {

/// The part, from 1 to `parts`, that a path belongs to: the same for ever (FNV-1a of the path's bytes).
std::int64_t part_of_path(std::string_view path, std::int64_t parts);

/// Sums of files with several names, by inode: what points share is read once in a run.  Bounded.
class InodeSums {
 public:
  std::optional<Digest> find(const struct stat& info) const;
  void keep(const struct stat& info, const Digest& sum);
  void take_in(InodeSums&& others);
  bool empty() const { return sums_.empty(); }

 private:
  struct State {
    std::int64_t size, mtime_s, mtime_ns, ctime_s, ctime_ns;
    bool operator==(const State&) const = default;
  };
  static State state_of(const struct stat& info);
  std::map<std::pair<dev_t, ino_t>, std::pair<State, Digest>> sums_;
};

/// `tree` is the open folder of the point that is compared.  Findings, level hash: those of TreeComparison, where
/// content-changed tells in how many points the changed file lies; page-corrupt (a file cannot be read), access-denied and
/// locked (unknown: may not be read; changes meanwhile).
HashCover read_folder_content(const FolderPlace& place, const RestorePoint& point, HeldFd tree, const CopyPart& part, const TreeManifest* manifest,
                              const VerifyDesk& desk, InodeSums& sums, CopyFindings& findings);

}  // namespace outdesk
