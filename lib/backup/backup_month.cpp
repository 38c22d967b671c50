#include "backup/backup_month.hpp"

#include <algorithm>

#include "backup/schedule_rules.hpp"

namespace outdesk {

namespace {

constexpr std::int64_t kAlways = INT64_MAX / 2;

/// Which days somebody looked at: a check sees as far back as daily copies are kept; a recorded job speaks for itself.
class DaysSeen {
 public:
  DaysSeen(const BackupJob& job, const std::vector<KnownPoint>& points, const std::vector<BackupEvidence>& evidence, const Zone& zone, Instant now) {
    auto day_of = [&](Instant t) { return days_since_epoch(zone.local(t).date); };
    for (const KnownPoint& known : points) {
      std::int64_t day = day_of(known.point.time);
      first_ = std::min(first_, day);
      if (known.recorded || !job.kind) last_ = std::max(last_, day_of(now));  // whose results are told, its silence is a miss
    }
    for (const BackupEvidence& past : evidence) {
      if (past.fault == Fault::tool_missing || past.fault == Fault::locked) continue;
      looks_.push_back(day_of(past.finished));
      first_ = std::min(first_, looks_.back());
      last_ = std::max(last_, looks_.back());
    }
    recorded_ = std::any_of(points.begin(), points.end(), [](const KnownPoint& known) { return known.recorded; });
    if (job.keep.daily > 0) reach_ = job.keep.daily;
  }

  bool any() const { return first_ <= last_; }
  Date first() const { return date_of_days(std::min(first_, kFar)); }
  Date last() const { return date_of_days(std::max(last_, -kFar)); }
  /// Somebody looked after the day, and before a copy of it could have been thinned out.
  bool sure_of_absence(std::int64_t day) const {
    return recorded_ || std::any_of(looks_.begin(), looks_.end(), [&](std::int64_t look) { return look > day && look - day <= reach_ + 1; });
  }

 private:
  static constexpr std::int64_t kFar = 2'000'000;
  std::int64_t first_ = kAlways, last_ = -kAlways, reach_ = kAlways;
  std::vector<std::int64_t> looks_;
  bool recorded_ = false;
};

JobDays days_of_job(const BackupJob& job, const std::vector<KnownPoint>& points, const std::vector<BackupEvidence>& evidence, const BackupMonth& month, Instant now, const Zone& zone) {
  JobDays days{job, {}, {}};
  DaysSeen seen(job, points, evidence, zone, now);
  std::vector<RestorePoint> runs;
  for (const KnownPoint& known : points) runs.push_back(known.point);
  Date known_from = seen.any() ? seen.first() : month.to, known_to = seen.any() ? seen.last() : date_of_days(days_since_epoch(month.from) - 1);
  days.marks = marks_of_days(job, runs, month.from, month.to, now, zone, known_from, known_to);
  for (std::size_t i = 0; i < days.marks.size(); ++i)
    if (days.marks[i] == DayMark::missed && !seen.sure_of_absence(days_since_epoch(month.from) + static_cast<std::int64_t>(i))) days.marks[i] = DayMark::not_known;
  days.counts = count_days(job, days.marks, month.from);
  return days;
}

void add_tests(const BackupJob& job, const std::vector<BackupEvidence>& evidence, Period days, Instant now, const Zone& zone, const Contract& contract, Language language, BackupMonth& month) {
  std::optional<RestoreTest> last;
  for (const BackupEvidence& past : evidence) {
    if (!past.is_test_restore() || past.finished > now) continue;
    BackupEvidence test = about_copy(past);
    if (past.finished < days.to && test.verdict != Verdict::unknown) last = RestoreTest{test.finished, test.usable()};
    if (days.contains(past.finished)) month.tests.push_back(std::move(test));
  }
  Instant end = std::min(now, days.to);
  std::optional<Instant> last_good = last_good_test(evidence, std::min(now + Seconds{1}, days.to));
  if (drill_due(job, last_good, zone, end, contract.valid_from).overdue) month.overdue.push_back({job, last_good});
  if (auto digits = copies_digits(job, last, end, zone, language); !digits.empty()) month.copies.push_back({job.name, std::move(digits)});
}

}  // namespace

std::int64_t BackupMonth::planned() const {
  std::int64_t sum = 0;
  for (const JobDays& days : jobs) sum += days.counts.planned;
  return sum;
}
std::int64_t BackupMonth::made() const {
  std::int64_t sum = 0;
  for (const JobDays& days : jobs) sum += days.counts.made;
  return sum;
}
std::int64_t BackupMonth::not_known() const {
  std::int64_t sum = 0;
  for (const JobDays& days : jobs) sum += days.counts.not_known;
  return sum;
}
std::int64_t BackupMonth::longest_miss() const {
  std::int64_t most = 0;
  for (const JobDays& days : jobs) most = std::max(most, days.counts.longest_miss);
  return most;
}
std::int64_t BackupMonth::failed_tests() const {
  return std::count_if(tests.begin(), tests.end(), [](const BackupEvidence& test) { return test.verdict == Verdict::fail; });
}
bool BackupMonth::any_facts() const {
  return !tests.empty() || std::any_of(jobs.begin(), jobs.end(), [](const JobDays& days) { return days.counts.planned > 0; });
}

KnownBackups known_backups(Db& db, std::int64_t client, const Contract& contract, Instant known_by) {
  KnownBackups known;
  for (const BackupJob& job : contract.backups) known.jobs.push_back({points_of(db, client, job.name, known_by), evidence_of(db, client, job.name, {}, known_by + Seconds{1})});
  return known;
}

BackupMonth backup_month(const KnownBackups& known, const Contract& contract, Date from, Date to, Instant now, Language language) {
  BackupMonth month;
  month.from = from;
  month.to = to;
  const Zone& zone = Zone::named(contract.timezone);
  month.today = zone.local(now).date;
  Period days = zone.days(from, date_of_days(days_since_epoch(to) + 1));
  for (std::size_t i = 0; i < contract.backups.size(); ++i) {
    const BackupJob& job = contract.backups[i];
    const auto& evidence = known.jobs[i].evidence;
    month.jobs.push_back(days_of_job(job, known.jobs[i].points, evidence, month, now, zone));
    add_tests(job, evidence, days, now, zone, contract, language, month);
    auto last = std::find_if(evidence.rbegin(), evidence.rend(), [&](const BackupEvidence& past) { return past.action == "check" && past.finished < days.to; });
    if (last != evidence.rend()) month.checks.push_back(*last);
  }
  std::stable_sort(month.tests.begin(), month.tests.end(), [](const BackupEvidence& a, const BackupEvidence& b) { return a.finished < b.finished; });
  return month;
}

BackupMonth backup_month(Db& db, std::int64_t client, const Contract& contract, Date from, Date to, const BackupMonthView& view, Language language) {
  return backup_month(known_backups(db, client, contract, view.known_by), contract, from, to, view.now, language);
}

}  // namespace outdesk
