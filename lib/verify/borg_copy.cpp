#include <algorithm>
#include <tuple>
#include <unordered_set>
#include <utility>

#include "base/error.hpp"
#include "base/text.hpp"
#include "verify/borg_contents.hpp"
#include "verify/borg_program.hpp"
#include "verify/borg_words.hpp"
#include "verify/line_feed.hpp"
#include "verify/repository_copy.hpp"
#include "verify/shown_path.hpp"
#include "verify/tree_manifest.hpp"

namespace outdesk {

namespace {

/// As many as sizes are compared with.  `info` reads the items of all archives into a cache of its own, however few it tells of.
constexpr std::size_t kSizedArchives = 15, kListedArchives = 2;
/// Of arguments in one call; the system takes 2 MiB with the environment.
constexpr std::size_t kArgumentBytes = 1u << 20;

/// Patterns for files and for the folders above them: borg makes those that are not asked for, but with a mode of its own.
class ExactPaths {
 public:
  void add(const std::string& file) {
    put(file);
    for (std::size_t at = file.find('/'); at != file.npos; at = file.find('/', at + 1))
      if (std::string folder = file.substr(0, at); folders_.insert(folder).second) put(folder);
  }
  std::size_t bytes() const { return bytes_; }
  const std::vector<std::string>& patterns() const { return patterns_; }

 private:
  void put(const std::string& path) {
    patterns_.push_back("pf:" + path);
    bytes_ += path.size() + 16;
  }
  std::vector<std::string> patterns_;
  std::unordered_set<std::string> folders_;
  std::size_t bytes_ = 0;
};

class BorgCopy : public RepositoryCopy {
 public:
  BorgCopy(const BackupJob& job, const VerifyDesk& desk) : RepositoryCopy(job, desk), borg_(job, desk) {}

  std::string tool() const override { return borg_.tool(); }

  std::vector<RestorePoint> points(CopyFindings& findings) override;
  void check_structure(const RestorePoint& point, CopyFindings& findings) override;
  HashCover check_content(const RestorePoint& point, const CopyPart& part, const TreeManifest* manifest, CopyFindings& findings) override;
  std::optional<double> changed_share(const RestorePoint& before, const RestorePoint& after) override;

 protected:
  void list_point(const RestorePoint& point, const TakeEntry& take, const TakeBroken& broken) override;
  SourcePlaces source_places(const RestorePoint&) override;
  void bring_back(const RestorePoint& point, const std::string& folder, const std::vector<std::string>& files, const std::string& target, Restored& restored, CopyFindings& findings) override;
  std::string state_of_repository() const override { return borg_.state(); }

 private:
  std::string selected(const char* key) const;
  std::vector<BorgArchive> series();
  void size_newest(std::vector<BorgArchive>& series, CopyFindings& findings);
  void require_newest_segments();
  HashCover verify_repository(const RestorePoint& point);

  BorgProgram borg_;
};

std::string BorgCopy::selected(const char* key) const {
  auto found = job_.select.find(key);
  return found == job_.select.end() ? std::string() : found->second;
}

std::vector<BorgArchive> BorgCopy::series() {
  borg_.require_ready();
  std::string host = selected("host"), prefix = selected("prefix");
  std::vector<std::string> order = {"list", "--json"};
  // Whose archive it is stands in the archive itself.
  if (!host.empty()) order.insert(order.end(), {"--format", "{hostname}"});
  ProgramResult result = borg_.asked({BorgCall::ask, order, "/", false, nullptr});
  try {
    std::vector<BorgArchive> archives = read_borg_archives(result.out);
    std::erase_if(archives, [&](const BorgArchive& one) { return !one.point.id.starts_with(prefix) || (!host.empty() && one.host != host); });
    return archives;
  } catch (const InputError& error) {
    refuse_repository(Fault::tool_missing, Verdict::unknown, "the list of " + borg_.tool() + " cannot be read (" + std::string(error.what()) + "): is it newer than this program knows?", CheckLevel::freshness);
  }
}

void BorgCopy::require_newest_segments() {
  RepositoryTroubles troubles = borg_.look_at_segments();
  if (proves_damage(troubles) && troubles.front().fault == Fault::volume_missing) throw RepositoryRefusal{std::move(troubles)};
}

std::vector<RestorePoint> BorgCopy::points(CopyFindings& findings) {
  std::vector<RestorePoint> points;
  std::vector<BorgArchive> found;
  if (!guarded({}, "", findings, [&] { found = series(); })) return points;
  guarded({}, "", findings, [&] { require_newest_segments(); });
  size_newest(found, findings);
  for (BorgArchive& one : found) points.push_back(std::move(one.point));
  return points;
}

void BorgCopy::size_newest(std::vector<BorgArchive>& series, CopyFindings& findings) {
  if (series.empty()) return;
  guarded({}, series.back().point.id, findings, [&] {
    // Of a part of the archives borg knows no sizes, so the newest are counted.
    for (std::size_t i = 0; !selected("path").empty() && i < std::min(kListedArchives, series.size()); ++i) {
      RestorePoint& point = series[series.size() - 1 - i].point;
      const PointListing& listing = listing_of(point);
      point.files = listing.files();
      point.bytes = listing.bytes();
    }
    if (!selected("path").empty()) return;
    std::vector<std::string> order = {"info", "--json", "--last", std::to_string(kSizedArchives)};
    if (!selected("prefix").empty()) order.insert(order.end(), {"--glob-archives", borg_glob(selected("prefix"))});
    ProgramResult result = borg_.asked({BorgCall::ask, order, "/", false, nullptr});
    try {
      take_borg_sizes(result.out, series);
    } catch (const InputError&) {
      // sizes are not known, then
    }
  });
}

SourcePlaces BorgCopy::source_places(const RestorePoint&) {
  SourcePlaces places;
  std::string path = selected("path");
  places.first_folder = path.empty();
  if (path.empty()) return places;
  while (path.starts_with('/')) path.erase(0, 1);
  while (path.starts_with("./")) path.erase(0, 2);
  while (path.ends_with('/')) path.pop_back();
  places.folders = {path == "." ? "" : path};
  return places;
}

void BorgCopy::list_point(const RestorePoint& point, const TakeEntry& take, const TakeBroken& broken) {
  borg_.list(point.id, false, {}, [&](BorgItems::Item&& item) {
    if (item.broken) broken(item.entry.path);
    take(std::move(item.entry));
  });
}

void BorgCopy::check_structure(const RestorePoint& point, CopyFindings& findings) {
  guarded(CheckLevel::structure, point.id, findings, [&] {
    borg_.require_ready();
    require_newest_segments();
    RepositoryTroubles warnings = borg_.look_at_segments();
    // In a repository elsewhere the check of segments would write the repository's configuration.
    std::vector<std::string> order = {"check"};
    if (borg_.remote()) order.push_back("--archives-only");
    borg_.asked({BorgCall::check, order, "/", false, nullptr}, &warnings);
    report(warnings, CheckLevel::structure, point.id, findings);
    count_point(point);
    require_sound(point);
  });
}

/// All contents of the repository, decrypted and compared with their keyed sums; the check of structure has read the rest.
HashCover BorgCopy::verify_repository(const RestorePoint& point) {
  borg_.asked({BorgCall::check, {"check", "--archives-only", "--verify-data"}, "/", false, nullptr});
  HashCover cover;
  std::tie(cover.files, cover.bytes) = borg_.segments_and_bytes();
  if (desk_.max_rate == 0) desk_.read(static_cast<std::uint64_t>(cover.bytes));  // too late to slow anything down
  if (cover.files == 0) cover.files = listing_of(point).files(), cover.bytes = listing_of(point).bytes();
  return cover;
}

HashCover BorgCopy::check_content(const RestorePoint& point, const CopyPart& part, const TreeManifest* manifest, CopyFindings& findings) {
  HashCover cover;
  guarded(CheckLevel::hash, point.id, findings, [&] {
    borg_.require_ready();
    if (part.whole()) cover = verify_repository(point);
    if (manifest || !part.whole()) cover = read_borg_files(borg_, point, listing_of(point), part, manifest, desk_, findings);
  });
  return cover;
}

void BorgCopy::bring_back(const RestorePoint& point, const std::string& folder, const std::vector<std::string>& files, const std::string& target, Restored& restored, CopyFindings& findings) {
  borg_.require_ready();
  require_speakable(point.id);
  std::size_t next = 0;
  do {
    // Users are other ones here than where the archive was made: their numbers count.  Flags could make files immutable.
    bool old = borg_.older_than(1, 2);
    BorgProgram::Order order{BorgCall::extract, {"extract", old ? "--numeric-owner" : "--numeric-ids", old ? "--nobsdflags" : "--noflags", "::" + point.id}, target, false, nullptr};
    if (files.empty() && !folder.empty()) order.arguments.push_back("pp:" + folder);
    ExactPaths chosen;
    while (next < files.size() && chosen.bytes() < kArgumentBytes) chosen.add(files[next++]);
    order.arguments.insert(order.arguments.end(), chosen.patterns().begin(), chosen.patterns().end());
    if (restored.command.empty()) restored.command = borg_.command(order.arguments);
    ProgramResult result = borg_.run(order);
    keep_log(result, restored);
    RepositoryTroubles troubles = borg_.troubles_of(result, BorgCall::extract);
    bool only_warned = std::all_of(troubles.begin(), troubles.end(), [](const RepositoryTrouble& one) { return one.verdict == Verdict::warn; });
    if (!only_warned) throw RepositoryRefusal{std::move(troubles)};
    report(troubles, CheckLevel::restore, point.id, findings);
  } while (next < files.size());
}

std::optional<double> BorgCopy::changed_share(const RestorePoint& before, const RestorePoint& after) {
  std::optional<double> share;
  CopyFindings ignored;
  guarded(CheckLevel::hash, after.id, ignored, [&] {
    borg_.require_ready();
    require_speakable(before.id);
    require_speakable(after.id);
    if (listing_of(before).root() != listing_of(after).root()) return;
    BorgChanges changes;
    LineFeed lines([&](std::string_view line) { changes.take(line); });
    BorgProgram::Order order{BorgCall::ask, {"diff", "--json-lines", "::" + before.id, after.id}, "/", false, nullptr};
    order.take = [&](std::string_view bytes) { lines.feed(bytes); };
    if (borg_.run(order).code > 1) return;
    lines.end();
    if (auto of_all = changes.share(listing_of(after).files())) share = *of_all;
  });
  return share;
}

}  // namespace

std::unique_ptr<Copy> open_borg_copy(const BackupJob& job, const VerifyDesk& desk) { return std::make_unique<BorgCopy>(job, desk); }

}  // namespace outdesk
