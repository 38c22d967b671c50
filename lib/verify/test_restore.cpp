#include "verify/test_restore.hpp"

#include <algorithm>
#include <chrono>

#include "backup/point_words.hpp"
#include "base/error.hpp"
#include "base/text.hpp"
#include "verify/content_rules.hpp"
#include "verify/live_source.hpp"
#include "verify/read_tree.hpp"
#include "verify/scratch.hpp"

namespace outdesk {

namespace {

std::int64_t milliseconds_since(std::chrono::steady_clock::time_point start) {
  return std::max<std::int64_t>(1, std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() - start).count());
}

/// Of these, what does not come back is not in the copy; bextract leaves out what a Bacula volume has.
bool is_archive(std::optional<BackupKind> kind) {
  constexpr BackupKind kArchives[] = {BackupKind::tar, BackupKind::tgz, BackupKind::txz, BackupKind::tzst, BackupKind::zip};
  return kind && std::find(std::begin(kArchives), std::end(kArchives), *kind) != std::end(kArchives);
}

class TestRestore {
 public:
  TestRestore(Copy& copy, const BackupJob& job, const VerifyDesk& desk, const CheckOrder& order, const RestorePoint& point, CopyFindings& findings, BackupEvidence& evidence)
      : copy_(copy), job_(job), desk_(desk), order_(order), point_(point), findings_(findings), e_(evidence), scratch_(desk.scratch) {}

  void run(const TreeManifest* manifest, const RestorePoint* before) {
    if (!choose() || !enough_room()) return;
    if (bring_back()) {
      if (!restored_.root.empty()) compare_tree(manifest, before);
      judge_rows();
      judge_time();
    }
    e_.scratch_removed = scratch_.remove();
    if (!e_.scratch_removed) findings_.add(CheckLevel::restore, Verdict::warn, Fault::none, "the scratch folder " + in_quotes(scratch_.path()) + " could not be removed: remove it by hand", point_.id);
  }

 private:
  void fault(Verdict verdict, Fault fault, std::string detail) { findings_.add(CheckLevel::restore, verdict, fault, std::move(detail), point_.id); }

  bool choose() {
    e_.sample = order_.sample;
    if (!order_.sample) return true;
    std::vector<std::string> all = copy_.entries(point_, findings_);
    if (all.empty()) e_.sample.reset();  // a dump, or nothing that could be chosen from
    else chosen_ = sample_of(all, *order_.sample, job_.name, point_.id);
    sampled_ = !chosen_.empty() && chosen_.size() < all.size();
    if (!sampled_) {
      chosen_.clear();
      e_.sample.reset();
    }
    return true;
  }

  bool enough_room() {
    whole_size_ = copy_.restore_size(point_, findings_);
    if (!whole_size_ || sampled_) return true;
    std::int64_t limit = std::min(desk_.max_bytes, job_.limits.expand_bytes), needed = *whole_size_ + *whole_size_ / 10, room = scratch_.free_bytes();
    if (*whole_size_ > limit) {
      fault(Verdict::fail, Fault::expansion_limit, "the copy unpacks to " + std::to_string(*whole_size_) + " bytes, over the limit of " + std::to_string(limit));
      return false;
    }
    if (needed <= room) return true;
    fault(Verdict::unknown, Fault::restore_failed, "not tried: the restore takes up to " + std::to_string(needed) + " bytes and " + in_quotes(desk_.scratch) + " has room for " + std::to_string(room) +
                                                       "; choose another place with --scratch, or a --sample");
    return false;
  }

  bool bring_back() {
    auto start = std::chrono::steady_clock::now();
    restored_ = copy_.restore(point_, {scratch_.inner("restored"), chosen_}, findings_);
    e_.restore_ms = milliseconds_since(start);
    e_.files = restored_.files;
    e_.bytes = restored_.bytes;
    e_.command = restored_.command;
    e_.log_tail = restored_.log_tail;
    if (restored_.log != Digest{} && restored_.log != sha256("")) e_.log_sha256 = hex(restored_.log);
    return restored_.done;
  }

  void compare_tree(const TreeManifest* manifest, const RestorePoint* before) {
    std::optional<LiveSource> source;
    if (!manifest && !job_.source.empty()) source = read_live_source(job_.source, point_.time, desk_, findings_, point_.id);
    if (source && !source->usable) source.reset();
    const TreeManifest* expected = manifest ? manifest : source ? &source->manifest : nullptr;
    e_.against = manifest ? "manifest" : source ? "source" : "own checksums";
    std::optional<TreeComparison> comparison;
    if (expected) comparison.emplace(*expected, CheckLevel::restore, copy_.keeps(), chosen_);
    ContentSigns signs;
    TreeReading reading;
    reading.content = [&](const TreeEntry& entry, std::string_view start) { signs.saw(entry.path, entry.size, start); };
    std::int64_t files = 0, bytes = 0;
    auto unread = read_tree(restored_.root, reading, desk_, [&](TreeEntry&& entry) {
      if (entry.type == TreeEntry::Type::file) {
        ++files;
        bytes += entry.size;
      }
      note_expected(entry.path);
      if (comparison && !(source && source->changed_since.count(entry.path))) comparison->saw(entry);
    });
    e_.files = files;
    e_.bytes = bytes;
    if (!unread.empty()) fault(Verdict::fail, Fault::restore_failed, std::to_string(unread.size()) + " of the restored things cannot be read, the first: " + in_quotes(unread.front().path) + " (" + unread.front().reason + ")");
    if (manifest && is_archive(job_.kind) && !copy_.keeps().xattrs) tell_lost_attributes(*manifest, CheckLevel::restore, point_.id, findings_);
    if (source) judge_comparable(files, static_cast<std::int64_t>(std::count_if(source->manifest.entries().begin(), source->manifest.entries().end(), [](const TreeEntry& entry) { return entry.type == TreeEntry::Type::file; })));
    if (comparison) take_over(comparison->finish(point_.id, compared_), source.has_value());
    std::optional<double> changed = before ? copy_.changed_share(*before, point_) : std::nullopt;
    signs.judge(point_.id, job_.limits.encrypted_share, changed, findings_);
    if (files > 0 && bytes == 0 && !sampled_ && job_.expect.min_files > 0) fault(Verdict::warn, Fault::empty, "all " + number_words(files, "file") + " that came back are of zero length");
    judge_contents(files);
  }

  /// A comparison with live data that moved on says something of the files that did not.
  void judge_comparable(std::int64_t restored, std::int64_t unchanged) {
    if (restored == 0 || unchanged * 2 >= restored) return;
    std::string words = number_words(unchanged, "file") + " of the live data did not change since the copy was made, and " + number_words(restored, "file") + " came back: ";
    if (unchanged == 0) fault(Verdict::unknown, Fault::catalog_missing, words + "nothing could be compared; write a manifest when the copy is made");
    else fault(Verdict::warn, Fault::catalog_missing, words + "the others were brought back and not compared; a manifest written when the copy is made tells of all");
  }

  /// What is gone from the live data since is not a fault of the copy.
  void take_over(const HashCover& cover, bool live) {
    e_.compared = cover.compared;
    e_.missing = cover.missing;
    e_.extra = cover.extra;
    e_.changed = cover.changed;
    e_.metadata = cover.metadata;
    e_.differing = cover.differing;
    for (const CopyFinding& finding : compared_.all())
      if (!(live && finding.fault == Fault::entry_extra)) findings_.add(finding.level, finding.verdict, finding.fault, finding.detail, finding.point);
  }

  void note_expected(const std::string& path) {
    for (const std::string& wanted : job_.expect.paths) {
      std::string_view bare = std::string_view(wanted).substr(wanted.starts_with("./") ? 2 : 0);
      while (bare.ends_with('/')) bare.remove_suffix(1);
      if (path == bare || (path.starts_with(bare) && path.size() > bare.size() && path[bare.size()] == '/')) found_.insert(wanted);
    }
  }

  void judge_contents(std::int64_t files) {
    if (sampled_) return;
    if (files < job_.expect.min_files)
      fault(Verdict::fail, files == 0 ? Fault::empty : Fault::size_anomaly, "the restore brought " + std::to_string(files) + " files; at least " + std::to_string(job_.expect.min_files) + " are expected");
    for (const std::string& wanted : job_.expect.paths)
      if (!found_.count(wanted)) fault(Verdict::fail, Fault::entry_missing, in_quotes(wanted) + " is expected and did not come back");
  }

  void judge_rows() {
    if (!restored_.rows) {
      if (restored_.root.empty() && !job_.expect.rows.empty()) fault(Verdict::unknown, Fault::tool_missing, "rows were expected and could not be counted");
      return;
    }
    e_.rows = *restored_.rows;
    e_.rows_counted = restored_.rows_counted;
    e_.against = "rows";
    if (findings_.any(Fault::rows_missing)) return;  // told by the reader
    std::int64_t all_rows = 0;
    for (const auto& [table, count] : *restored_.rows) all_rows += count;
    if (all_rows == 0 && job_.expect.rows.empty() && job_.expect.min_files > 0)
      fault(Verdict::warn, Fault::empty, restored_.rows->empty() ? "the database holds no table" : "the database holds no row in any of its " + number_words(static_cast<std::int64_t>(restored_.rows->size()), "table") + "; where that is right, say min_files 0 in the contract's 'expect'");
    for (const auto& [table, least] : job_.expect.rows) {
      auto found = restored_.rows->find(table);
      if (found == restored_.rows->end()) fault(Verdict::fail, Fault::rows_missing, "table " + in_quotes(table) + " is not in the copy; at least " + std::to_string(least) + " rows are expected");
      else if (found->second < least)
        fault(Verdict::fail, Fault::rows_missing, "table " + in_quotes(table) + " has " + std::to_string(found->second) + " rows; at least " + std::to_string(least) + " are expected");
    }
  }

  void judge_time() {
    std::int64_t took = e_.restore_ms;
    if (sampled_ && whole_size_ && e_.bytes > 0)
      e_.whole_estimate = Seconds{static_cast<std::int64_t>(static_cast<double>(*whole_size_) * static_cast<double>(took) / static_cast<double>(e_.bytes) / 1000) + 1};
    if (!job_.restore_within) return;
    std::string promised = "; " + to_duration_text(*job_.restore_within) + " are promised";
    if (took > job_.restore_within->count * 1000) fault(Verdict::fail, Fault::rto_exceeded, "the restore took " + std::to_string(took / 1000) + " s" + promised);
    else if (e_.whole_estimate && *e_.whole_estimate > *job_.restore_within)
      fault(Verdict::warn, Fault::rto_exceeded, "at the rate of the sample all of it would take about " + to_duration_text(*e_.whole_estimate) + promised);
  }

  Copy& copy_;
  const BackupJob& job_;
  const VerifyDesk& desk_;
  const CheckOrder& order_;
  const RestorePoint& point_;
  CopyFindings& findings_;
  CopyFindings compared_;
  BackupEvidence& e_;
  ScratchFolder scratch_;
  std::vector<std::string> chosen_;
  bool sampled_ = false;
  std::optional<std::int64_t> whole_size_;
  Restored restored_;
  std::set<std::string> found_;
};

}  // namespace

std::vector<std::string> sample_of(const std::vector<std::string>& paths, std::int64_t count, const std::string& job, const std::string& point) {
  std::vector<std::pair<Digest, const std::string*>> drawn;
  for (const std::string& path : paths) drawn.emplace_back(Sha256().add(job).add("\n").add(point).add("\n").add(path).finish(), &path);
  auto wanted = static_cast<std::size_t>(std::max<std::int64_t>(0, count));
  if (wanted < drawn.size()) {
    std::nth_element(drawn.begin(), drawn.begin() + static_cast<std::ptrdiff_t>(wanted), drawn.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
    drawn.resize(wanted);
  }
  std::vector<std::string> sample;
  for (const auto& [digest, path] : drawn) sample.push_back(*path);
  std::sort(sample.begin(), sample.end());
  return sample;
}

void test_restore(Copy& copy, const BackupJob& job, const VerifyDesk& desk, const CheckOrder& order, const RestorePoint& point, const TreeManifest* manifest, const RestorePoint* before,
                  CopyFindings& findings, BackupEvidence& evidence) {
  TestRestore(copy, job, desk, order, point, findings, evidence).run(manifest, before);
}

}  // namespace outdesk
