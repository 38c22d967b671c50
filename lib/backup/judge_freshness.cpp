#include <algorithm>
#include <map>

#include "backup/freshness_rules.hpp"
#include "backup/point_words.hpp"
#include "backup/rpo_rules.hpp"
#include "backup/run_rules.hpp"
#include "backup/size_rules.hpp"
#include "backup/sufficiency_rules.hpp"
#include "base/text.hpp"

namespace outdesk {

namespace {

constexpr std::size_t kWidestNote = 300, kPeriodsNamed = 3;

bool is_finished(const RestorePoint& run) { return run.state == RestorePoint::State::done || run.state == RestorePoint::State::warnings; }

/// ": disk full", empty where the program said nothing.
std::string note_words(const RestorePoint& run) {
  std::string_view note = trimmed(std::string_view(run.note).substr(0, 4 * kWidestNote));
  return note.empty() ? "" : ": " + fitted(printable(note), kWidestNote);
}

class FreshnessJudge {
 public:
  FreshnessJudge(const BackupJob& job, const std::vector<RestorePoint>& points, const std::set<std::string>& failed_checks, Instant now, const Zone& zone,
                 CopyFindings& findings)
      : job_(job), points_(points), now_(now), zone_(zone), findings_(findings), standing_(usability_of(job, points, now, failed_checks)),
        usable_(usable_points(job, points, now, failed_checks)) {
    for (std::size_t i = 0; i < points_.size(); ++i)
      if (points_[i].time >= Instant{0} && points_[i].time <= now_ + kClockTolerance) runs_.push_back(i);
    std::stable_sort(runs_.begin(), runs_.end(), [&](std::size_t a, std::size_t b) { return points_[a].time < points_[b].time; });
  }

  void judge() {
    bool not_listed = points_.empty() && (findings_.any(Verdict::fail) || findings_.any(Verdict::unknown));
    if (not_listed) return;
    judge_clock();
    judge_running();
    judge_newest_run();
    if (usable_.empty()) return add(Verdict::fail, Fault::no_points, "there is no usable restore point" + others_words({}) + "; make a copy and check it");
    judge_age();
    judge_retention();
    judge_size(job_, usable_, findings_);
    if (const RestorePoint& newest = usable_.back(); newest.state == RestorePoint::State::warnings)
      add(Verdict::warn, Fault::job_warnings, "the run of " + when(newest.time) + " ended with warnings" + note_words(newest), newest.id);
  }

 private:
  void add(Verdict verdict, Fault fault, std::string detail, std::string point = {}) {
    findings_.add(CheckLevel::freshness, verdict, fault, std::move(detail), std::move(point));
  }

  std::string when(Instant t) const { return local_words(t, zone_); }

  /// Started after the newest usable point, so nothing made up for it yet.
  bool is_news(const RestorePoint& run) const { return usable_.empty() || run.time > usable_.back().time; }

  /// "; not counted: 2 failed, 1 empty": what else there is since `after`.
  std::string others_words(std::optional<Instant> after) const {
    std::map<Usability, std::int64_t> others;
    for (std::size_t i = 0; i < points_.size(); ++i)
      if (standing_[i] != Usability::usable && (!after || points_[i].time > *after)) ++others[standing_[i]];
    std::vector<std::string> words;
    for (const auto& [usability, count] : others) words.push_back(std::to_string(count) + ' ' + std::string(reason_words(usability)));
    return words.empty() ? "" : "; not counted: " + join(words, ", ");
  }

  void judge_clock() {
    const RestorePoint* latest = nullptr;
    std::int64_t count = 0;
    for (const RestorePoint& point : points_) {
      if (point.time <= now_ + kClockTolerance) continue;
      ++count;
      if (!latest || point.time > latest->time) latest = &point;
    }
    if (latest)
      add(Verdict::fail, Fault::clock_future, number_words(count, "restore point") + " dated in the future, " + point_words(*latest) + " at " + when(latest->time) +
          " (now is " + when(now_) + "); compare the clock of this machine and of the one that makes the copies", latest->id);
  }

  void judge_running() {
    Seconds usual = usual_duration(points_), limit = hung_after(usual);
    for (std::size_t i : runs_) {
      const RestorePoint& run = points_[i];
      if (run.state != RestorePoint::State::running || !is_news(run)) continue;
      Seconds lasts = now_ - run.time;
      if (lasts <= usual) late_since_ = run.time;
      if (lasts <= limit) continue;
      add(Verdict::fail, Fault::job_hung, "the run that began at " + when(run.time) + " has not ended for " + age_words(lasts) + ", " + age_words(usual) +
          " is usual" + note_words(run) + "; see what it waits for, end it and run it again", run.id);
      return;
    }
  }

  void judge_newest_run() {
    const RestorePoint *ended = nullptr, *finished = nullptr;
    std::size_t newest_finished = 0, failed_in_a_row = 0;
    for (std::size_t i : runs_) {
      const RestorePoint& run = points_[i];
      if (run.state == RestorePoint::State::running) continue;
      ended = &run;
      failed_in_a_row = is_finished(run) ? 0 : failed_in_a_row + 1;
      if (is_finished(run)) finished = &run, newest_finished = i;
    }
    if (ended && failed_in_a_row > 0 && is_news(*ended)) {
      std::string which = failed_in_a_row == 1 ? "the newest run failed, that" : "the last " + std::to_string(failed_in_a_row) + " runs failed, the newest";
      add(Verdict::fail, Fault::job_failed, which + " of " + when(ended->time) + note_words(*ended) + "; mend the cause and run it again", ended->id);
    }
    if (finished) judge_newest_copy(*finished, standing_[newest_finished]);
  }

  /// Of the newest run that says it is done.
  void judge_newest_copy(const RestorePoint& copy, Usability standing) {
    std::string done = "the run of " + when(copy.time) + " says that it is done, and its point " + point_words(copy);
    if (standing == Usability::empty)
      add(Verdict::fail, Fault::empty, done + " holds no file" + note_words(copy) + "; look at what it is told to copy", copy.id);
    bool told = findings_.any(Verdict::fail) || findings_.any(Verdict::unknown);
    if (standing != Usability::broken_chain || !is_news(copy) || told) return;
    RestorePoint before;
    before.id = copy.needs;
    add(Verdict::fail, Fault::job_failed, done + " cannot be restored: " + point_words(before) + " that it builds on is missing or not usable; make a full copy", copy.id);
  }

  void judge_age() {
    const RestorePoint& newest = usable_.back();
    std::optional<Instant> until = fresh_until(job_, newest.time, zone_);
    if (!until || now_ <= *until) return;
    // A copy that is under way in its usual time is late, not missing; but only one that began before a second was due.
    if (late_since_ && *late_since_ <= *fresh_until(job_, *until, zone_)) return;
    add(Verdict::fail, Fault::stale, "the newest usable point " + point_words(newest) + " of " + when(newest.time) + " is " + age_words(now_ - newest.time) +
        " old; agreed are " + age_words(*job_.rpo) + " and a grace of " + age_words(grace_of(job_)) + others_words(newest.time) +
        "; find out why nothing newer was made", newest.id);
  }

  void judge_retention() {
    Sufficiency set = sufficiency_on(job_, usable_, now_, zone_);
    if (set.points < set.wanted || !set.missing.empty()) {
      std::string since = set.insufficient_since ? "; the set is insufficient since " + when(*set.insufficient_since) : "";
      add(Verdict::fail, Fault::retention_gap, shortage_words(set) + since + "; look at what removes points, and at the days without a copy");
    }
    // Whether a copy that was only told of is still there, nobody here knows.
    if (!job_.kind || set.too_old.empty()) return;
    const RestorePoint& oldest = set.too_old.front();
    add(Verdict::warn, Fault::retention_gap, number_words(static_cast<std::int64_t>(set.too_old.size()), "point") + " kept longer than agreed: the oldest " +
        point_words(oldest) + " is of " + when(oldest.time) + ", and nothing from before " + when(*set.keep_from) + " is to be kept; remove what is too old", oldest.id);
  }

  /// "2 usable points of 7; no weekly point for 2026-W44, 2026-W43, 2026-W42 and 2 more".
  static std::string shortage_words(const Sufficiency& set) {
    std::vector<std::string> parts;
    if (set.points < set.wanted) parts.push_back(number_words(set.points, "usable point") + " of " + std::to_string(set.wanted));
    std::map<RetentionClass, std::vector<std::string>> by_class;
    for (const MissingPeriod& missing : set.missing) by_class[missing.retention].push_back(missing.period);
    for (auto& [retention, periods] : by_class) {
      std::size_t more = periods.size() > kPeriodsNamed ? periods.size() - kPeriodsNamed : 0;
      periods.resize(periods.size() - more);
      parts.push_back("no " + std::string(name_of(retention)) + " point for " + join(periods, ", ") + (more ? " and " + std::to_string(more) + " more" : ""));
    }
    return join(parts, "; ");
  }

  const BackupJob& job_;
  const std::vector<RestorePoint>& points_;
  Instant now_;
  const Zone& zone_;
  CopyFindings& findings_;
  std::vector<Usability> standing_;   ///< of points_
  std::vector<RestorePoint> usable_;  ///< oldest first
  std::vector<std::size_t> runs_;     ///< of points_ that have a believable time, oldest first
  std::optional<Instant> late_since_; ///< start of a run that is under way in its usual time
};

}  // namespace

void judge_freshness(const BackupJob& job, const std::vector<RestorePoint>& points, const std::set<std::string>& failed_checks, Instant now, const Zone& zone,
                     CopyFindings& findings) {
  FreshnessJudge(job, points, failed_checks, now, zone, findings).judge();
}

}  // namespace outdesk
