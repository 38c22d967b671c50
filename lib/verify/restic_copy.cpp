#include <algorithm>
#include <map>
#include <utility>

#include "base/error.hpp"
#include "base/text.hpp"
#include "verify/line_feed.hpp"
#include "verify/repository_copy.hpp"
#include "verify/restic_program.hpp"
#include "verify/restic_words.hpp"
#include "verify/shown_path.hpp"
#include "verify/tar_feed.hpp"
#include "verify/tree_manifest.hpp"

namespace outdesk {

namespace {

constexpr std::int64_t kMostReadGroups = 256;          // restic takes no more
constexpr std::size_t kCountedPoints = 2, kOrderedAtOnce = 1000, kOrderedBytes = 512u << 10;

class ResticCopy : public RepositoryCopy {
 public:
  ResticCopy(const BackupJob& job, const VerifyDesk& desk) : RepositoryCopy(job, desk), restic_(job, desk) {}

  std::string tool() const override { return restic_.tool(); }

  std::vector<RestorePoint> points(CopyFindings& findings) override;
  void check_structure(const RestorePoint& point, CopyFindings& findings) override;
  HashCover check_content(const RestorePoint& point, const CopyPart& part, const TreeManifest* manifest, CopyFindings& findings) override;
  std::optional<double> changed_share(const RestorePoint& before, const RestorePoint& after) override;

 protected:
  void list_point(const RestorePoint& point, const TakeEntry& take, const TakeBroken& broken) override;
  SourcePlaces source_places(const RestorePoint& point) override;
  void bring_back(const RestorePoint& point, const std::string& folder, const std::vector<std::string>& files, const std::string& target, Restored& restored, CopyFindings& findings) override;
  std::string state_of_repository() const override { return restic_.state(); }

 private:
  std::vector<ResticSnapshot> series(CopyFindings& findings);
  void count_newest(std::vector<ResticSnapshot>& series, CopyFindings& findings);
  bool count_one(RestorePoint& point, CopyFindings& findings);
  void require_packs();
  void resolve_vague(const RestorePoint& point, std::map<std::int64_t, TreeEntry>& vague, const std::map<std::int64_t, std::int64_t>& lines, const TakeEntry& take);
  HashCover read_packs(const CopyPart& part);
  HashCover compare_contents(const RestorePoint& point, const TreeManifest& manifest, CopyFindings& findings);
  HashCover compare_names(const RestorePoint& point, const TreeManifest& manifest, CopyFindings& findings);

  ResticProgram restic_;
  std::map<std::string, std::vector<std::string>> paths_;  ///< of snapshots, by id
  bool packs_there_ = false;
};

std::vector<ResticSnapshot> ResticCopy::series(CopyFindings& findings) {
  restic_.require_ready();
  ProgramResult result = restic_.run({"snapshots", "--json"});
  if (!result.ok()) restic_.asked({"snapshots", "--json"});  // throws what it says
  // Lists without the damaged ones end with status 0.
  report(restic_lost_snapshots(result.err), {}, "", findings);
  try {
    return restic_series(read_restic_snapshots(result.out), job_.select);
  } catch (const InputError& error) {
    refuse_repository(Fault::tool_missing, Verdict::unknown, "the list of " + restic_.tool() + " cannot be read (" + std::string(error.what()) + "): is it newer than this program knows?", CheckLevel::freshness);
  }
}

std::vector<RestorePoint> ResticCopy::points(CopyFindings& findings) {
  std::vector<RestorePoint> points;
  std::vector<ResticSnapshot> found;
  bool listed = guarded({}, "", findings, [&] { found = series(findings); });
  if (!listed) return points;
  for (const ResticSnapshot& one : found) paths_[one.point.id] = one.paths;
  count_newest(found, findings);
  for (ResticSnapshot& one : found) points.push_back(std::move(one.point));
  return points;
}

/// Versions before 0.17 keep no sizes with a snapshot, and later ones none of a part.  Counting means reading the
/// snapshot's folders, so only the newest and the one that it is compared with are counted here; earlier checks know the others.
void ResticCopy::count_newest(std::vector<ResticSnapshot>& series, CopyFindings& findings) {
  for (ResticSnapshot& one : series)
    if (!restic_counts_source(one, job_.select)) one.point.files.reset(), one.point.bytes.reset();
  const ResticSnapshot* newer = nullptr;
  for (std::size_t i = 0; i < std::min(kCountedPoints, series.size()); ++i) {
    ResticSnapshot& one = series[series.size() - 1 - i];
    bool same = newer && !one.point.content.empty() && newer->point.content == one.point.content && newer->paths == one.paths;
    if (!one.point.files && same) one.point.files = newer->point.files, one.point.bytes = newer->point.bytes;
    if (!one.point.files && !count_one(one.point, findings)) return;
    newer = &one;
  }
}

bool ResticCopy::count_one(RestorePoint& point, CopyFindings& findings) {
  return guarded(CheckLevel::structure, point.id, findings, [&] {
    const PointListing& listing = listing_of(point);
    point.files = listing.files();
    point.bytes = listing.bytes();
  });
}

SourcePlaces ResticCopy::source_places(const RestorePoint& point) {
  auto selected = job_.select.find("path");
  return restic_places(paths_[point.id], selected == job_.select.end() ? "" : selected->second);
}

/// Names that JSON cannot hold come from the plain list, where the same entries stand in the same order.
void ResticCopy::resolve_vague(const RestorePoint& point, std::map<std::int64_t, TreeEntry>& vague, const std::map<std::int64_t, std::int64_t>& lines, const TakeEntry& take) {
  std::int64_t number = 0, left = 0;
  std::string path;
  auto waiting = vague.begin();
  auto done = [&] {
    // "/a/b" with every byte that is no UTF-8 replaced is what the other list said, or the entry keeps that name.
    if (path.size() > 1 && marked_utf8(path.substr(1)) == waiting->second.path) waiting->second.path = path.substr(1);
    take(std::move(waiting->second));
    ++waiting;
    path.clear();
  };
  LineFeed feed([&](std::string_view line) {
    ++number;
    if (waiting == vague.end()) return;
    if (number == waiting->first) left = lines.at(number);
    if (number < waiting->first || left < 0) return;
    path += (path.empty() ? "" : "\n") + std::string(line);
    if (left-- == 0) done();
  });
  ProgramResult result = restic_.run({"ls", "--quiet", point.id}, [&](std::string_view bytes) { feed.feed(bytes); });
  feed.end();
  while (waiting != vague.end()) done();
  if (!result.ok()) throw RepositoryRefusal{restic_.troubles_of(result)};
}

void ResticCopy::list_point(const RestorePoint& point, const TakeEntry& take, const TakeBroken&) {
  restic_.require_ready();
  std::map<std::int64_t, TreeEntry> vague;         // by the number of their first line in the plain list
  std::map<std::int64_t, std::int64_t> lines;      // line breaks in their names
  std::int64_t number = 1;
  bool snapshot = false;
  LineFeed feed([&](std::string_view text) {
    ResticLine line = read_restic_line(text);
    snapshot |= line.snapshot;
    if (line.path.empty()) return;
    std::int64_t breaks = std::count(line.path.begin(), line.path.end(), '\n');
    if (line.entry && line.vague) vague[number] = std::move(*line.entry), lines[number] = breaks;
    else if (line.entry) take(std::move(*line.entry));
    number += 1 + breaks;
  });
  try {
    restic_.asked({"ls", "--json", point.id}, [&](std::string_view bytes) { feed.feed(bytes); });
    feed.end();
  } catch (const InputError& error) {
    refuse_repository(Fault::tool_missing, Verdict::unknown, "the list of " + restic_.tool() + " cannot be read (" + std::string(error.what()) + "): is it newer than this program knows?");
  }
  // A snapshot that is not there is no error for 'ls'.
  if (!snapshot) refuse_repository(Fault::locked, Verdict::unknown, "snapshot " + in_quotes(point.id.substr(0, 8)) + " is no longer in the repository: it was removed since it was listed; check again");
  if (!vague.empty()) resolve_vague(point, vague, lines, take);
}

void ResticCopy::require_packs() {
  if (packs_there_) return;
  restic_.require_ready();
  RepositoryTroubles troubles = restic_.look_at_packs();
  if (!troubles.empty()) throw RepositoryRefusal{std::move(troubles)};
  packs_there_ = true;
}

void ResticCopy::check_structure(const RestorePoint& point, CopyFindings& findings) {
  guarded(CheckLevel::structure, point.id, findings, [&] {
    packs_there_ = false;
    require_packs();
    restic_.asked({"check"});
    count_point(point);
    require_sound(point);
  });
}

/// The part of all packs of the repository, against their own sums.
HashCover ResticCopy::read_packs(const CopyPart& part) {
  std::int64_t groups = std::clamp<std::int64_t>(part.n, 1, kMostReadGroups), group = (std::max<std::int64_t>(part.k, 1) - 1) % groups + 1;
  std::vector<std::string> order = {"check", groups == 1 ? "--read-data" : "--read-data-subset=" + std::to_string(group) + "/" + std::to_string(groups)};
  if (desk_.max_rate > 0) order.insert(order.begin(), "--limit-download=" + std::to_string(std::max<std::int64_t>(1, desk_.max_rate / 1024)));
  ProgramResult result = restic_.asked(order);
  HashCover cover;
  cover.files = restic_packs_read(result.out);
  cover.bytes = restic_.bytes_of_packs(group, groups);
  desk_.read(static_cast<std::uint64_t>(cover.bytes));
  return cover;
}

/// All files of the point, read through restic and hashed here.
HashCover ResticCopy::compare_contents(const RestorePoint& point, const TreeManifest& manifest, CopyFindings& findings) {
  PathMapping mapping = PathMapping::to_manifest(listing_of(point).shape(), manifest);
  PointSpelling spelling(listing_of(point).root(), mapping);
  Keeps keeps{.owner = true, .mode = true, .mtime = false, .xattrs = false, .hard_links = false, .specials = false};
  TreeComparison comparison(manifest, CheckLevel::hash, keeps);
  TarFeed tar([&](TreeEntry&& entry) {
    auto told = spelling.told(entry.path);
    if (!told) return;
    entry.path = std::move(*told);
    comparison.saw(entry);
  });
  restic_.asked({"dump", "--archive", "tar", point.id, "/"}, [&](std::string_view bytes) {
    tar.feed(bytes);
    desk_.read(bytes.size());
  });
  if (!tar.ended()) refuse_repository(Fault::truncated, Verdict::unknown, "what " + restic_.tool() + " dumped of the snapshot ended too early; check again");
  return comparison.finish(point.id, findings);
}

/// Names, sizes, modes and owners; restic keeps no sums of whole files.
HashCover ResticCopy::compare_names(const RestorePoint& point, const TreeManifest& manifest, CopyFindings& findings) {
  PathMapping mapping = PathMapping::to_manifest(listing_of(point).shape(), manifest);
  PointSpelling spelling(listing_of(point).root(), mapping);
  Keeps keeps{.owner = true, .mode = true, .mtime = true, .xattrs = false, .hard_links = false, .specials = true};
  TreeComparison comparison(manifest, CheckLevel::hash, keeps);
  list_point(point, [&](TreeEntry&& entry) {
    auto told = spelling.told(entry.path);
    if (!told) return;
    entry.path = std::move(*told);
    const TreeEntry* expected = manifest.find(entry.path);
    if (expected && entry.target.empty()) entry.target = expected->target;  // the list does not tell
    comparison.saw(entry);
  }, [](const std::string&) {});
  return comparison.finish(point.id, findings);
}

HashCover ResticCopy::check_content(const RestorePoint& point, const CopyPart& part, const TreeManifest* manifest, CopyFindings& findings) {
  HashCover cover;
  guarded(CheckLevel::hash, point.id, findings, [&] {
    require_packs();
    cover = read_packs(part);
    if (!manifest) return;
    HashCover compared = part.whole() ? compare_contents(point, *manifest, findings) : compare_names(point, *manifest, findings);
    if (!part.whole()) compared.files = cover.files, compared.bytes = cover.bytes;
    cover = std::move(compared);
  });
  return cover;
}

void ResticCopy::bring_back(const RestorePoint& point, const std::string& folder, const std::vector<std::string>& files, const std::string& target, Restored& restored, CopyFindings&) {
  require_packs();
  std::size_t next = 0;
  do {
    std::vector<std::string> order = {"restore", point.id, "--target", target};
    if (files.empty() && !folder.empty()) order.insert(order.end(), {"--include", restic_pattern(folder)});
    for (std::size_t count = 0, bytes = 0; next < files.size() && count < kOrderedAtOnce && bytes < kOrderedBytes; ++next, ++count) {
      std::string pattern = restic_pattern(files[next]);
      bytes += pattern.size() + 16;
      order.insert(order.end(), {"--include", std::move(pattern)});
    }
    if (restored.command.empty()) restored.command = restic_.command(order);
    ProgramResult result = restic_.run(order);
    keep_log(result, restored);
    RepositoryTroubles troubles = restic_.troubles_of(result);
    if (!troubles.empty()) throw RepositoryRefusal{std::move(troubles)};
  } while (next < files.size());
}

std::optional<double> ResticCopy::changed_share(const RestorePoint& before, const RestorePoint& after) {
  std::optional<double> share;
  CopyFindings ignored;
  guarded(CheckLevel::hash, after.id, ignored, [&] {
    std::int64_t files = after.files ? *after.files : listing_of(after).files();
    LineFeed feed([&](std::string_view line) {
      if (line.find("\"statistics\"") != line.npos) share = restic_changed_share(line, files);
    });
    ProgramResult result = restic_.run({"diff", "--json", before.id, after.id}, [&](std::string_view bytes) { feed.feed(bytes); });
    feed.end();
    if (!result.ok()) share.reset();
  });
  return share;
}

}  // namespace

std::unique_ptr<Copy> open_restic_copy(const BackupJob& job, const VerifyDesk& desk) { return std::make_unique<ResticCopy>(job, desk); }

}  // namespace outdesk
