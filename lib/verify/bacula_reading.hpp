// Level hash of a Bacula chain: the data of every file that it brings back, read from the volumes and compared with the
// digests of the catalog, those on the volume, and what was noted where the data lay.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "verify/bacula_files.hpp"
#include "verify/bacula_tree.hpp"
#include "verify/copy.hpp"
#include "verify/tree_manifest.hpp"

namespace outdesk {

class BaculaReading {
 public:
  /// `links`: of the chain, the full first.  Only the files of the part are read.
  BaculaReading(const BaculaTree& tree, const std::vector<const BaculaJobRow*>& links, const CopyPart& part, const VerifyDesk& desk, bool sums);

  /// Reads one link of the chain.
  void read(const BaculaJobRow& link, const std::vector<BaculaStretch>& stretches, const std::vector<std::string>& volume_folders);
  /// Adds findings of level hash, and returns the counts.
  HashCover finish(const RestorePoint& point, const TreeManifest* manifest, const Copy::Keeps& keeps, CopyFindings& findings);

 private:
  /// Paths that share a fault: how many, and the first.
  struct Names {
    std::int64_t count = 0;
    std::vector<std::string> first;
    void add(const std::string& path);
    std::string text() const;
  };
  using Place = std::pair<std::int64_t, std::int64_t>;  ///< job and file index
  static constexpr std::size_t kNone = static_cast<std::size_t>(-1);
  /// What is known of the data that stand at a place.
  struct Data {
    std::vector<std::size_t> names;  ///< entries whose data they are
    std::size_t own = kNone;         ///< the entry whose attributes stand there
    bool wanted = false, seen = false, sound = false;
    std::optional<Digest> sha256;
    std::size_t shown() const { return names.empty() ? own : names.front(); }  ///< that findings name
  };

  void choose_part();
  BaculaWanted wanted(std::int64_t job, std::int64_t index) const;
  void take(std::int64_t job, BaculaSeenFile&& seen);
  void compare_data(Data& data, const BaculaSeenFile& seen, const std::string& path);
  void note_unseen();
  TreeEntry told(const BaculaEntry& entry, std::string_view relative) const;

  const BaculaTree& tree_;
  const CopyPart& part_;
  const VerifyDesk& desk_;
  bool sums_;
  std::map<Place, Data> places_;
  std::unordered_map<std::size_t, std::string> link_targets_;  ///< by entry
  std::vector<BaculaVolumeFault> faults_;
  Names changed_, moved_, missing_, damaged_, sealed_;
  std::string sealed_why_;
  bool foreign_ = false, too_large_ = false;
  HashCover cover_;
};

}  // namespace outdesk
