#include "verify/repository_copy.hpp"

#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

#include "base/error.hpp"
#include "base/interrupt.hpp"
#include "base/text.hpp"
#include "verify/read_tree.hpp"
#include "verify/repository_place.hpp"
#include "verify/restored_root.hpp"
#include "verify/shown_path.hpp"
#include "verify/tree_manifest.hpp"

namespace outdesk {

namespace {

constexpr std::size_t kKnownPoints = 3;

PathMapping mapping_for(const BackupJob& job, const PointListing& listing) {
  if (!job.manifest.empty() || !job.metadata.empty()) {
    try {
      return PathMapping::to_manifest(listing.shape(), TreeManifest::read(job.manifest, job.metadata));
    } catch (const InputError&) {
      return {};  // whoever compares with it says so
    }
  }
  return job.source.empty() ? PathMapping() : PathMapping::to_folder(listing.shape(), job.source);
}

}  // namespace

Copy::Keeps RepositoryCopy::keeps() const {
  Keeps keeps;
  keeps.owner = ::geteuid() == 0;
  return keeps;
}

bool RepositoryCopy::guarded(std::optional<CheckLevel> level, const std::string& point, CopyFindings& findings, const std::function<void()>& work) {
  if (state_.empty()) state_ = state_of_repository();
  try {
    work();
    return true;
  } catch (const RepositoryRefusal& refusal) {
    report(refusal.troubles, level, point, findings);
    return false;
  }
}

void RepositoryCopy::report(const RepositoryTroubles& troubles, std::optional<CheckLevel> level, const std::string& point, CopyFindings& findings) {
  if (proves_damage(troubles) && state_ != state_of_repository()) {
    state_ = state_of_repository();
    findings.add(level.value_or(CheckLevel::structure), Verdict::unknown, Fault::locked, "the repository was written to while it was read, so what was found means nothing (" + troubles.front().words + "); check again when the backup has ended", point);
    return;
  }
  report_troubles(troubles, level, point, findings);
}

RepositoryCopy::Known& RepositoryCopy::known(const RestorePoint& point) {
  auto found = std::find_if(known_.begin(), known_.end(), [&](const Known& one) { return one.id == point.id; });
  if (found != known_.end()) {
    known_.splice(known_.begin(), known_, found);
    return known_.front();
  }
  PointListing listing(source_places(point), desk_.max_entries);
  list_point(point, [&](TreeEntry&& entry) { listing.saw(entry); }, [&](const std::string& path) { listing.saw_broken(path); });
  listing.finish();
  known_.push_front({point.id, std::move(listing), {}});
  if (known_.size() > kKnownPoints) known_.pop_back();
  return known_.front();
}

const PointListing& RepositoryCopy::listing_of(const RestorePoint& point) { return known(point).listing; }

const PointSpelling& RepositoryCopy::spelling_of(const RestorePoint& point) {
  Known& one = known(point);
  if (!one.spelling) one.spelling.emplace(one.listing.root(), mapping_for(job_, one.listing));
  return *one.spelling;
}

void RepositoryCopy::require_sound(const RestorePoint& point) {
  const PointListing& listing = listing_of(point);
  if (!listing.unsafe().empty()) refuse_repository(Fault::unsafe_entry, Verdict::fail, listing.unsafe() + "; it is not restored");
  if (listing.broken() > 0)
    refuse_repository(Fault::content_changed, Verdict::fail,
                      "the repository was repaired and " + std::to_string(listing.broken()) + " files lost contents in it (zeros stand in their place), the first: " + shown_path(listing.first_broken()) +
                          "; take them from another copy");
}

void RepositoryCopy::count_point(const RestorePoint& point) {
  counted_.reset();
  const PointListing& listing = listing_of(point);
  counted_.emplace(listing.files(), listing.bytes());
}

std::vector<std::string> RepositoryCopy::listed_again(const RestorePoint& point) {
  const PointSpelling& spelling = spelling_of(point);
  std::vector<std::string> paths;
  auto take = [&](TreeEntry&& entry) {
    if (entry.type != TreeEntry::Type::file) return;
    if (auto told = spelling.told(entry.path)) paths.push_back(std::move(*told));
  };
  list_point(point, take, [](const std::string&) {});
  return paths;
}

std::vector<std::string> RepositoryCopy::entries(const RestorePoint& point, CopyFindings& findings) {
  std::vector<std::string> paths;
  guarded(CheckLevel::structure, point.id, findings, [&] {
    const PointListing& listing = listing_of(point);
    if (!listing.kept()) paths = listed_again(point);
    const PointSpelling& spelling = spelling_of(point);
    for (const PointListing::File& file : listing.kept_files())
      if (auto told = spelling.told(file.path)) paths.push_back(std::move(*told));
  });
  std::sort(paths.begin(), paths.end());
  paths.erase(std::unique(paths.begin(), paths.end()), paths.end());
  return paths;
}

std::optional<std::int64_t> RepositoryCopy::restore_size(const RestorePoint& point, CopyFindings& findings) {
  std::optional<std::int64_t> size;
  guarded(CheckLevel::structure, point.id, findings, [&] { size = listing_of(point).bytes(); });
  return size;
}

void RepositoryCopy::count_ordered(const RestorePoint& point, const RestoreOrder& order, Restored& restored) {
  const PointListing& listing = listing_of(point);
  if (order.paths.empty()) {
    restored.files = listing.files();
    restored.bytes = listing.bytes();
    return;
  }
  restored.files = static_cast<std::int64_t>(order.paths.size());
  for (const std::string& path : order.paths) {
    auto listed = spelling_of(point).listed(path);
    auto at = std::lower_bound(listing.kept_files().begin(), listing.kept_files().end(), listed.value_or(""), [](const PointListing::File& file, const std::string& name) { return file.path < name; });
    if (listed && at != listing.kept_files().end() && at->path == *listed) restored.bytes += at->size;
  }
}

/// Programs end well although files are missing (restic #2647, #3166): what was ordered has to lie there.
void RepositoryCopy::require_all(const RestorePoint& point, const std::vector<std::string>& files, const std::string& target) {
  std::int64_t missing = 0, there = 0;
  std::string first;
  for (const std::string& file : files) {
    struct stat info {};
    if (::lstat((target + "/" + file).c_str(), &info) != 0 && ++missing == 1) first = file;
  }
  if (missing > 0) refuse_repository(Fault::restore_failed, Verdict::fail, std::to_string(missing) + " of " + std::to_string(files.size()) + " ordered files did not come back, the first: " + shown_path(first));
  if (!files.empty()) return;
  TreeReading reading;
  reading.hash = reading.xattrs = false;
  read_tree(target, reading, desk_, [&](TreeEntry&& entry) { there += entry.type == TreeEntry::Type::file; });
  std::int64_t expected = listing_of(point).files();
  if (there < expected) refuse_repository(Fault::restore_failed, Verdict::fail, "the restore ended well and brought " + std::to_string(there) + " of " + std::to_string(expected) + " files");
}

Restored RepositoryCopy::restore(const RestorePoint& point, const RestoreOrder& order, CopyFindings& findings) {
  Restored restored;
  restored.done = guarded(CheckLevel::restore, point.id, findings, [&] {
    require_sound(point);
    const PointListing& listing = listing_of(point);
    std::vector<std::string> files;
    for (const std::string& path : order.paths) {
      auto listed = spelling_of(point).listed(path);
      if (!listed) refuse_repository(Fault::restore_failed, Verdict::fail, shown_path(path) + " is no path of the restore point");
      files.push_back(std::move(*listed));
    }
    std::string unpacked = make_restored_folder(order.target);
    bring_back(point, listing.whole() ? "" : listing.root(), files, unpacked, restored, findings);
    require_all(point, files, unpacked);
    const PointSpelling& spelling = spelling_of(point);
    restored.root = restored_root(order.target, spelling.root().empty() ? unpacked : unpacked + "/" + spelling.root(), spelling.mapping());
    count_ordered(point, order, restored);
  });
  return restored;
}

void keep_log(const ProgramResult& result, Restored& restored) {
  Sha256 all;
  all.add(restored.log).add(result.log());
  restored.log = restored.log == Digest{} ? result.log() : all.finish();
  restored.log_tail = end_of_log(without_userinfo(restored.log_tail + result.out + result.err));
}

}  // namespace outdesk
