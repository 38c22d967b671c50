#include "verify/check_job.hpp"

#include <sys/stat.h>

#include <algorithm>
#include <chrono>
#include <map>
#include <utility>

#include "backup/freshness_rules.hpp"
#include "backup/point_words.hpp"
#include "backup/schedule_rules.hpp"
#include "base/error.hpp"
#include "base/text.hpp"
#include "verify/test_restore.hpp"
#include "verify/tree_manifest.hpp"

namespace outdesk {

namespace {

using Monotonic = std::chrono::steady_clock;

/// Counts of earlier looks at the same points: an archive tells its files only when it is read.
void recall_counts(std::vector<RestorePoint>& points, const std::vector<KnownPoint>& known) {
  std::map<std::pair<std::string, Instant>, const RestorePoint*> earlier;
  for (const KnownPoint& one : known) earlier[{one.point.id, one.point.time}] = &one.point;
  for (RestorePoint& point : points) {
    auto found = earlier.find({storable(point.id), point.time});
    if (found == earlier.end()) continue;
    if (!point.files) point.files = found->second->files;
    if (!point.bytes) point.bytes = found->second->bytes;
  }
}

/// What sizes are judged by: where the bytes inside are not known of every point, those of the container are.
std::vector<RestorePoint> with_sizes(std::vector<RestorePoint> points) {
  bool all_known = std::all_of(points.begin(), points.end(), [](const RestorePoint& p) { return p.bytes.has_value(); });
  bool all_stored = std::all_of(points.begin(), points.end(), [](const RestorePoint& p) { return p.stored_bytes.has_value(); });
  if (!all_known && all_stored)
    for (RestorePoint& point : points) point.bytes = point.stored_bytes;
  return points;
}

/// What a look proved wrong with its copy, at the cheapest level that it tried; null where that is nothing.
const CopyFinding* proved_fault(const BackupEvidence& past) {
  const CopyFinding* found = nullptr;
  for (const CopyFinding& finding : past.findings)
    if (finding.verdict == Verdict::fail && is_own(finding, past) && finding.fault != Fault::rto_exceeded && (!found || finding.level < found->level)) found = &finding;
  return found;
}

/// A fault of a point that nothing cleared since, and the look that proved it.
struct OpenFault {
  const CopyFinding* fault = nullptr;
  const BackupEvidence* look = nullptr;
};

bool is_comparison(Fault fault) { return fault == Fault::content_changed || fault == Fault::entry_missing || fault == Fault::entry_extra || fault == Fault::metadata_changed; }

/// Whether a look that proved nothing wrong saw what the fault was found in: as deep, all of it or the same part or sample,
/// and compared with the same.
bool clears(const BackupEvidence& look, const OpenFault& open) {
  if (look.depth < open.fault->level || about_copy(look).verdict == Verdict::unknown) return false;
  if (look.sample && look.sample != open.look->sample) return false;
  if (look.part_n != 1 && (look.part_n != open.look->part_n || look.part_k != open.look->part_k)) return false;
  return !is_comparison(open.fault->fault) || look.against == open.look->against;
}

/// What names a point for good: rsnapshot gives its points other names every night, and their times stay.
using PointKey = std::pair<std::string, Instant>;
PointKey key_of_point(const std::string& id, Instant time, bool rotated) { return {rotated ? "" : storable(id), time}; }

using OpenFaults = std::map<PointKey, std::vector<OpenFault>>;

OpenFaults open_faults(const std::vector<BackupEvidence>& evidence, bool rotated) {
  OpenFaults open;
  for (const BackupEvidence& past : evidence) {
    if (past.point.empty() || !past.point_time || past.depth == CheckLevel::freshness) continue;
    std::vector<OpenFault>& faults = open[key_of_point(past.point, *past.point_time, rotated)];
    const CopyFinding* proved = proved_fault(past);
    std::erase_if(faults, [&](const OpenFault& one) {
      bool again = proved && proved->fault == one.fault->fault && proved->level == one.fault->level && past.part_k == one.look->part_k && past.part_n == one.look->part_n;
      return proved ? again : clears(past, one);
    });
    if (proved) faults.push_back({proved, &past});
  }
  return open;
}

class JobCheck {
 public:
  JobCheck(const BackupJob& job, const VerifyDesk& desk, const CheckOrder& order, const JobHistory& history) : job_(job), desk_(desk), order_(order), history_(history) {}

  JobVerdict run() {
    auto start = Monotonic::now();
    evidence().job = job_.name;
    evidence().action = order_.drill ? "drill" : "check";
    evidence().started = desk_.now;
    if (job_.kind) evidence().kind = name_of(*job_.kind);
    look();
    auto elapsed = std::chrono::duration_cast<std::chrono::milliseconds>(Monotonic::now() - start).count();
    conclude(std::max<std::int64_t>(1, elapsed));
    return std::move(result_);
  }

 private:
  BackupEvidence& evidence() { return result_.evidence; }
  CopyFindings& findings() { return result_.findings; }
  const Zone& zone() const { return desk_.zone ? *desk_.zone : Zone::named("UTC"); }

  void look() {
    if (!job_.kind) return look_at_records();
    copy_ = open_copy(job_, desk_);
    result_.points = copy_->points(findings());
    evidence().tool = copy_->tool();
    bool listed = !findings().any(Verdict::unknown) && !findings().any(Verdict::fail);
    recall_counts(result_.points, history_.points);
    const CopyFindings listing = std::exchange(findings(), {});
    if (listed && !result_.points.empty()) deeper();
    const CopyFindings looked = std::exchange(findings(), listing);
    std::vector<BackupEvidence> looks = history_.evidence;
    looks.push_back(evidence());
    looks.back().findings = looked.all();
    looks.back().verdict = looked.verdict();
    looks.back().finished = desk_.now;
    OpenFaults open = open_faults(looks, rotated());
    note_bad_points(open, looks.back());
    // A drill asks whether a copy comes back; whether there are enough of them is asked by a check.
    if (order_.drill ? result_.points.empty() : listed || !result_.points.empty()) judge_freshness(job_, with_sizes(result_.points), counted_bad(), desk_.now, zone(), findings());
    if (order_.contract && !order_.drill) judge_drills(job_, {history_.points, looks}, desk_.now, zone(), parse_date(order_.contract_from), findings());
    for (const CopyFinding& finding : looked.all()) findings().add(finding);
    if (!order_.drill) recall(open, looks.back());
    evidence().tool = copy_->tool();
  }

  bool rotated() const { return job_.kind == BackupKind::rsnapshot; }

  /// Those that an earlier look proved bad.  The point that is looked at now is not among them: its faults are told as such,
  /// not as a gap in the set too.
  void note_bad_points(const OpenFaults& open, const BackupEvidence& now) {
    for (const RestorePoint& point : result_.points) {
      auto found = open.find(key_of_point(point.id, point.time, rotated()));
      bool looked_at = point.id == now.point && point.time == now.point_time;
      if (found != open.end() && !found->second.empty() && !looked_at) bad_.insert(point.id);
    }
  }

  /// Faults of the point that was looked at which an earlier look proved, and this one neither saw nor cleared.
  void recall(const OpenFaults& open, const BackupEvidence& now) {
    if (now.point.empty() || !now.point_time) return;
    auto found = open.find(key_of_point(now.point, *now.point_time, rotated()));
    if (found == open.end()) return;
    for (const auto& [fault, look] : found->second) {
      if (look == &now) continue;
      CopyFinding recalled = *fault;
      recalled.detail = "found by the " + look->action + " of " + local_words(look->finished, zone()) + ": " + fault->detail;
      recalled.point = now.point;
      recalled.recalled = true;
      findings().add(std::move(recalled));
    }
  }

  /// Where earlier checks found every point bad, what they found is the fault; that nothing is left would only hide it.
  std::set<std::string> counted_bad() const {
    bool some_left = !usable_points(job_, result_.points, desk_.now, bad_).empty();
    return some_left ? bad_ : std::set<std::string>{};
  }

  /// A system that cannot be read here: what was told of it is all there is.
  void look_at_records() {
    for (const KnownPoint& known : history_.points) result_.points.push_back(known.point);
    judge_freshness(job_, result_.points, {}, desk_.now, zone(), findings());
    if (order_.contract && !order_.drill) judge_drills(job_, history_, desk_.now, zone(), parse_date(order_.contract_from), findings());
    if (order_.drill) findings().add(CheckLevel::restore, Verdict::unknown, Fault::tool_missing, "the job has no kind: its copies are not read here, only their results are recorded");
  }

  /// The point to look into: the one asked for, else the newest that its system calls usable (one that was bad is tried
  /// again, since only that can clear it), else the newest that ended.
  RestorePoint* chosen() {
    std::vector<RestorePoint>& points = result_.points;
    if (!order_.point.empty()) {
      auto exact = std::find_if(points.rbegin(), points.rend(), [&](const RestorePoint& p) { return p.id == order_.point; });
      if (exact != points.rend()) return &*exact;
      constexpr std::size_t kShortestStart = 6;
      auto starts = [&](const RestorePoint& p) { return order_.point.size() >= kShortestStart && p.id.starts_with(order_.point); };
      if (std::count_if(points.begin(), points.end(), starts) > 1) throw UsageError("several restore points begin with " + in_quotes(order_.point), "give more of the name");
      if (auto named = std::find_if(points.begin(), points.end(), starts); named != points.end()) return &*named;
      throw NotFound("job " + in_quotes(job_.name) + " has no restore point " + in_quotes(order_.point), "'outdesk backup-verify list' names them");
    }
    auto usable = usable_points(job_, points, desk_.now, {});
    auto is = [&](const std::string& id, Instant time) { return std::find_if(points.rbegin(), points.rend(), [&](const RestorePoint& p) { return p.id == id && p.time == time; }); };
    if (!usable.empty()) return &*is(usable.back().id, usable.back().time);
    auto ended = std::find_if(points.rbegin(), points.rend(), [](const RestorePoint& p) { return p.state == RestorePoint::State::done || p.state == RestorePoint::State::warnings; });
    return ended == points.rend() ? nullptr : &*ended;
  }

  void deeper() {
    RestorePoint* point = chosen();
    if (!point) return;
    evidence().point = point->id;
    evidence().point_time = point->time;
    bool nothing_inside = point->files == 0 && job_.expect.min_files > 0;
    if (nothing_inside && !order_.drill) return;
    CheckLevel depth = order_.drill ? CheckLevel::restore : order_.depth;
    if (depth >= CheckLevel::structure && !order_.drill) structure(*point);
    if (stopped_at(CheckLevel::structure)) return;
    std::optional<TreeManifest> manifest;
    if (depth >= CheckLevel::hash && manifest_may_be_of(*point) && !read_manifest(manifest)) return;
    const TreeManifest* expected = manifest ? &*manifest : nullptr;
    if (depth >= CheckLevel::hash && !order_.drill) content(*point, expected);
    if (stopped_at(CheckLevel::hash) || depth < CheckLevel::restore) return;
    evidence().depth = CheckLevel::restore;
    test_restore(*copy_, job_, desk_, order_, *point, expected, before(*point), findings(), evidence());
  }

  void structure(RestorePoint& point) {
    evidence().depth = CheckLevel::structure;
    copy_->check_structure(point, findings());
    bool empty_known = findings().any(Fault::empty);
    if (auto counted = copy_->counted()) {
      point.files = counted->first;
      point.bytes = counted->second;
      if (counted->first == 0 && job_.expect.min_files > 0 && !empty_known)
        findings().add(CheckLevel::structure, Verdict::fail, Fault::empty, "the copy holds no file", point.id);
      else if (counted->first < job_.expect.min_files)
        findings().add(CheckLevel::structure, Verdict::fail, Fault::size_anomaly, "the copy holds " + number_words(counted->first, "file") + "; at least " + std::to_string(job_.expect.min_files) + " are expected", point.id);
    }
  }

  void content(const RestorePoint& point, const TreeManifest* manifest) {
    evidence().depth = CheckLevel::hash;
    HashCover cover = copy_->check_content(point, order_.part, manifest, findings());
    evidence().files = cover.files;
    evidence().bytes = cover.bytes;
    evidence().compared = cover.compared;
    evidence().missing = cover.missing;
    evidence().extra = cover.extra;
    evidence().changed = cover.changed;
    evidence().metadata = cover.metadata;
    evidence().differing = cover.differing;
    evidence().part_k = order_.part.k;
    evidence().part_n = order_.part.n;
    evidence().against = cover.against_manifest ? "manifest" : "own checksums";
    if (stopped_at(CheckLevel::hash)) return;
    for (const std::string& path : job_.expect.paths)
      if (!copy_->holds(point, path, findings())) findings().add(CheckLevel::hash, Verdict::fail, Fault::entry_missing, in_quotes(path) + " is expected and not in the copy", point.id);
  }

  /// A manifest that was made after a newer point was taken tells of that state, not of an older one.
  bool manifest_may_be_of(const RestorePoint& point) {
    struct stat made {};
    if (job_.manifest.empty() || stat(job_.manifest.c_str(), &made) != 0) return true;
    auto newer = std::find_if(result_.points.begin(), result_.points.end(), [&](const RestorePoint& other) { return other.time > point.time && other.time <= Instant{made.st_mtim.tv_sec}; });
    if (newer == result_.points.end()) return true;
    findings().add(CheckLevel::hash, Verdict::warn, Fault::none, "not compared with the manifest, which was written on " + local_words(Instant{made.st_mtim.tv_sec}, zone()) +
                                                                     ", after the newer point of " + local_words(newer->time, zone()) + ": it tells of another state", point.id);
    return false;
  }

  bool read_manifest(std::optional<TreeManifest>& manifest) {
    if (job_.manifest.empty()) return true;
    try {
      manifest = TreeManifest::read(job_.manifest, job_.metadata);
      evidence().manifest_sha256 = hex(manifest->digest());
      return true;
    } catch (const InputError& error) {
      if (!order_.contract) throw;
      findings().add(CheckLevel::hash, Verdict::unknown, Fault::catalog_missing, std::string("the manifest cannot be used: ") + error.what());
      return false;
    }
  }

  const RestorePoint* before(const RestorePoint& point) const {
    const RestorePoint* found = nullptr;
    for (const RestorePoint& other : result_.points)
      if (other.time < point.time && other.state != RestorePoint::State::failed && other.state != RestorePoint::State::running) found = &other;
    return found;
  }

  /// A copy that is broken at a level, or could not be read there, is not looked at more dearly.
  bool stopped_at(CheckLevel level) {
    for (const CopyFinding& finding : findings().all())
      if (finding.level == level && finding.verdict >= Verdict::unknown) return true;
    return false;
  }

  void conclude(std::int64_t elapsed_ms) {
    BackupEvidence& e = evidence();
    e.elapsed_ms = elapsed_ms;
    e.finished = desk_.now + Seconds{elapsed_ms / 1000};
    e.findings = findings().all();
    e.verdict = findings().verdict();
    if (const CopyFinding* decisive = findings().decisive()) {
      e.level = decisive->level;
      e.fault = decisive->fault;
    }
    e.restore_within = job_.restore_within;
    e.contract_from = order_.contract_from;
    e.by = order_.by;
  }

  const BackupJob& job_;
  const VerifyDesk& desk_;
  const CheckOrder& order_;
  const JobHistory& history_;
  std::unique_ptr<Copy> copy_;
  std::set<std::string> bad_;
  JobVerdict result_;
};

}  // namespace

void judge_drills(const BackupJob& job, const JobHistory& history, Instant now, const Zone& zone, std::optional<Date> contract_start, CopyFindings& findings) {
  std::optional<Instant> last = last_good_test(history.evidence);
  DrillDue due = drill_due(job, last, zone, now, contract_start);
  if (!due.overdue) return;
  findings.add(CheckLevel::restore, Verdict::warn, Fault::drill_overdue,
               (last ? "the last good test restore was on " + local_words(*last, zone) + "; one is due every " + age_words(*job.drill_every) : "no test restore has ever been good; one was due by " + local_words(due.at, zone)) +
                   (job.kind ? "; run 'outdesk backup-verify drill'" : "; make one and record it with 'outdesk backup-verify record --drill'"));
}

JobVerdict check_job(const BackupJob& job, const VerifyDesk& desk, const CheckOrder& order, const JobHistory& history) { return JobCheck(job, desk, order, history).run(); }

}  // namespace outdesk
