// What a restore point of a repository holds, from the program's own list: counted, safe to restore or not, and spelled as
// the manifest spells it.
//
// The list has the paths of the whole point ("srv/data/docs/x"); the manifest was made in the source ("docs/x").
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_set>
#include <utility>
#include <vector>

#include "client/backup_job.hpp"
#include "verify/path_mapping.hpp"
#include "verify/tree_entry.hpp"

namespace outdesk {

class TreeManifest;

/// Where the source may stand in the point's list.
struct SourcePlaces {
  std::vector<std::string> folders;  ///< the likeliest first; "" is the top
  bool alone = false;                ///< the point holds nothing else: a folder beside which something stands is not it
  bool first_folder = false;         ///< not known: the first folder of the list, where all else stands below it, otherwise the top
};

/// Spelling of the point's paths for the caller.
class PointSpelling {
 public:
  PointSpelling() = default;
  PointSpelling(std::string root, PathMapping mapping) : root_(std::move(root)), mapping_(std::move(mapping)) {}
  /// "docs/x" for "srv/data/docs/x"; empty where the path is outside of the source, or a folder above it.
  std::optional<std::string> told(const std::string& path) const;
  /// The other way round; empty where there can be no such path.
  std::optional<std::string> listed(const std::string& path) const;
  const std::string& root() const { return root_; }  ///< of the source, in the point's spelling
  const PathMapping& mapping() const { return mapping_; }

 private:
  std::string root_;
  PathMapping mapping_;
};

class PointListing {
 public:
  struct File {
    std::string path;  ///< in the point's spelling
    std::int64_t size = 0;
  };

  /// Over `most_entries` the listing refuses: RepositoryRefusal {fail, expansion-limit}.
  PointListing(SourcePlaces places, std::int64_t most_entries);

  void saw(const TreeEntry& entry);   ///< path as listed, without "/" in front; folders before what is in them
  void saw_broken(const std::string& path);  ///< a file of which the program itself knows that its contents are lost
  void finish();

  // After finish():
  std::int64_t files() const { return files_; }  ///< regular files of the source, each name of a file counted
  std::int64_t bytes() const { return bytes_; }
  bool whole() const { return whole_; }          ///< the point holds nothing outside of the source
  bool found() const { return found_; }          ///< the source's folder is in the point
  const std::string& root() const { return root_; }
  const PathShape& shape() const { return shape_; }  ///< of the source's files, spelled from its root
  /// The source's files; empty where there are more than is kept in memory (see kept()).
  const std::vector<File>& kept_files() const { return kept_files_; }
  bool kept() const { return kept_; }
  const std::string& unsafe() const { return unsafe_; }  ///< a path that a restore could write outside by, and why; empty: none
  std::int64_t broken() const { return broken_; }
  const std::string& first_broken() const { return first_broken_; }

 private:
  struct Candidate {
    std::string folder;
    std::int64_t files = 0, bytes = 0, inside = 0, outside = 0;
    bool there = false, is_file = false;
  };
  void judge_path(const TreeEntry& entry);
  void note_folders_above(std::string_view path);
  void count(Candidate& candidate, const TreeEntry& entry) const;
  Candidate* chosen();

  SourcePlaces places_;
  std::int64_t most_entries_, entries_ = 0;
  std::vector<Candidate> candidates_;
  std::vector<File> kept_files_;
  std::unordered_set<std::string> folders_above_, links_;
  PathShape shape_;
  std::int64_t files_ = 0, bytes_ = 0, broken_ = 0;
  bool kept_ = true, whole_ = true, found_ = true;
  std::string root_, unsafe_, first_broken_;
};

/// `path` from `folder` on: "x" for "a/x" in "a", "" for "a" itself; empty where it is not in it.
std::optional<std::string_view> path_inside(std::string_view path, std::string_view folder);

}  // namespace outdesk
