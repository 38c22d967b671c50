#include "verify/folder_content.hpp"

#include <fcntl.h>
#include <sys/stat.h>

#include <algorithm>
#include <cerrno>
#include <ctime>
#include <set>
#include <system_error>
#include <vector>

#include "verify/path_tally.hpp"
#include "verify/read_tree.hpp"
#include "verify/shown_path.hpp"
#include "verify/tree_manifest.hpp"

namespace outdesk {

namespace {

constexpr std::size_t kMostSumsKept = 100'000, kChangedTraced = 20, kPointsNamed = 5;

class FolderContent {
 public:
  FolderContent(const FolderPlace& place, const RestorePoint& point, HeldFd tree, const CopyPart& part, const TreeManifest* manifest,
                const VerifyDesk& desk, InodeSums& sums)
      : place_(place),
        point_(point),
        tree_(std::move(tree)),
        part_(part),
        manifest_(manifest),
        desk_(desk),
        sums_(sums),
        recall_(!sums.empty()),
        started_(std::time(nullptr)) {
    if (manifest_) comparison_.emplace(*manifest_, CheckLevel::hash, Copy::Keeps{});
  }

  HashCover run(CopyFindings& findings) {
    TreeReading reading;
    reading.wanted = [this](const TreeEntry& entry) { return part_of_path(entry.path, part_.n) == part_.k && !recalled(entry.path); };
    reading.unread = [this](const TreeUnread& unread) { note(unread); };
    reading.xattrs = manifest_ && manifest_->has_metadata();
    // By the descriptor that is open: what the path means may have been changed since.
    read_tree("/proc/self/fd/" + std::to_string(tree_.fd()) + "/", reading, desk_, [this](TreeEntry&& entry) { take(std::move(entry)); });
    report(findings);
    HashCover cover;
    CopyFindings compared;
    if (comparison_) cover = comparison_->finish(point_.id, compared);
    cover.files = files_;
    cover.bytes = bytes_;
    cover.against_manifest = manifest_ != nullptr;
    for (const CopyFinding& found : compared.all())
      findings.add(found.level, found.verdict, found.fault, found.detail + (found.fault == Fault::content_changed ? shared_with() : ""), found.point);
    return cover;
  }

 private:
  /// Empty also for paths that are too long for one call: those are read again.
  std::optional<struct stat> stat_of(const std::string& path) const {
    struct stat info;
    if (!place_.has_many() || path.empty() || ::fstatat(tree_.fd(), path.c_str(), &info, AT_SYMLINK_NOFOLLOW) != 0) return {};
    return info.st_nlink > 1 ? std::optional(info) : std::nullopt;
  }

  std::optional<Digest> recalled(const std::string& path) const {
    if (!recall_) return {};
    auto info = stat_of(path);
    return info ? sums_.find(*info) : std::nullopt;
  }

  void take(TreeEntry&& entry) {
    bool file = entry.type == TreeEntry::Type::file;
    if (file && entry.sha256) {
      ++files_;
      if (entry.linked_to.empty()) bytes_ += entry.size;
      auto info = stat_of(entry.path);
      // What changed within this second may have changed behind the sum.
      if (info && info->st_ctim.tv_sec < started_) new_sums_.keep(*info, *entry.sha256);
    } else if (file && part_of_path(entry.path, part_.n) == part_.k) {
      entry.sha256 = recalled(entry.path);
    }
    if (!comparison_) return;
    if (const TreeEntry* told = entry.sha256 ? manifest_->find(entry.path) : nullptr;
        told && told->sha256 && *told->sha256 != *entry.sha256 && changed_.size() < kChangedTraced)
      changed_.push_back(entry.path);
    comparison_->saw(entry);
  }

  void note(const TreeUnread& unread) {
    if (comparison_) comparison_->not_read(unread.path, unread.below);
    auto says = [&](int error) { return unread.reason.find(std::generic_category().message(error)) != std::string::npos; };
    auto told = [&](std::string_view word) { return unread.reason.find(word) != std::string::npos; };
    bool damaged = says(EIO) || says(EUCLEAN) || says(EBADMSG) || says(EREMOTEIO);
    bool changing = told("vanished") || told("changed while") || told("took its place") || told("was moved");
    bool too_many = told("more entries") || told("too deep");
    (damaged ? damaged_ : changing ? changing_ : too_many ? too_many_ : denied_).add(unread.path, unread.reason);
  }

  void report(CopyFindings& findings) {
    sums_.take_in(std::move(new_sums_));
    auto fault = [&](const PathTally& tally, Verdict verdict, Fault kind, const std::string& what) {
      if (tally) findings.add(CheckLevel::hash, verdict, kind, tally.told(what), point_.id);
    };
    fault(damaged_, Verdict::fail, Fault::page_corrupt, "cannot be read");
    fault(denied_, Verdict::unknown, Fault::access_denied, "cannot be read by us");
    fault(changing_, Verdict::unknown, Fault::locked, "was in use: check again when nobody writes there");
    fault(too_many_, Verdict::unknown, Fault::expansion_limit, "was not read to its end");
  }

  /// Points that have the changed files in common are all damaged: "; the same file lies in 3 other points, …".
  std::string shared_with() const {
    std::set<std::string> others;
    int error = 0;
    HeldFd open = place_.has_many() ? place_.open() : HeldFd();
    if (!open) return {};
    for (const PointFolder& folder : place_.folders(open.fd(), error)) {
      HeldFd other = folder.id == point_.id ? HeldFd() : place_.open_compared(open.fd(), folder.name);
      if (other && std::any_of(changed_.begin(), changed_.end(), [&](const std::string& path) { return same_inode(path, other.fd()); }))
        others.insert(folder.id);
    }
    if (others.empty()) return {};
    std::string named;
    std::size_t count = 0;
    for (const std::string& id : others)
      if (++count <= kPointsNamed) named += (count > 1 ? ", " : "") + id;
    return "; points share their unchanged files: this affects " + std::to_string(others.size() + 1) + " points, also " + named +
           (count > kPointsNamed ? " and others" : "");
  }

  bool same_inode(const std::string& path, int other) const {
    struct stat here, there;
    return ::fstatat(tree_.fd(), path.c_str(), &here, AT_SYMLINK_NOFOLLOW) == 0 && ::fstatat(other, path.c_str(), &there, AT_SYMLINK_NOFOLLOW) == 0 &&
           here.st_dev == there.st_dev && here.st_ino == there.st_ino;
  }

  const FolderPlace& place_;
  const RestorePoint& point_;
  HeldFd tree_;
  const CopyPart& part_;
  const TreeManifest* manifest_;
  const VerifyDesk& desk_;
  InodeSums& sums_;
  InodeSums new_sums_;
  bool recall_;
  std::time_t started_;
  std::optional<TreeComparison> comparison_;
  std::int64_t files_ = 0, bytes_ = 0;
  std::vector<std::string> changed_;
  PathTally damaged_, denied_, changing_, too_many_;
};

}  // namespace

std::int64_t part_of_path(std::string_view path, std::int64_t parts) {
  if (parts <= 1) return 1;
  std::uint64_t hash = 0xCBF29CE484222325u;
  for (char c : path) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001B3u;
  return static_cast<std::int64_t>(hash % static_cast<std::uint64_t>(parts)) + 1;
}

InodeSums::State InodeSums::state_of(const struct stat& info) {
  return {info.st_size, info.st_mtim.tv_sec, info.st_mtim.tv_nsec, info.st_ctim.tv_sec, info.st_ctim.tv_nsec};
}

std::optional<Digest> InodeSums::find(const struct stat& info) const {
  auto found = sums_.find({info.st_dev, info.st_ino});
  return found != sums_.end() && found->second.first == state_of(info) ? std::optional(found->second.second) : std::nullopt;
}

void InodeSums::keep(const struct stat& info, const Digest& sum) {
  if (sums_.size() < kMostSumsKept) sums_[{info.st_dev, info.st_ino}] = {state_of(info), sum};
}

void InodeSums::take_in(InodeSums&& others) {
  if (sums_.size() + others.sums_.size() <= kMostSumsKept) sums_.merge(others.sums_);
}

HashCover read_folder_content(const FolderPlace& place, const RestorePoint& point, HeldFd tree, const CopyPart& part, const TreeManifest* manifest,
                              const VerifyDesk& desk, InodeSums& sums, CopyFindings& findings) {
  return FolderContent(place, point, std::move(tree), part, manifest, desk, sums).run(findings);
}

}  // namespace outdesk
