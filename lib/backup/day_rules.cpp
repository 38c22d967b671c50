#include "backup/day_rules.hpp"

#include <algorithm>
#include <map>
#include <unordered_set>

#include "backup/freshness_rules.hpp"
#include "backup/rpo_rules.hpp"
#include "backup/run_rules.hpp"

namespace outdesk {

namespace {

struct RunOfDay {
  bool usable = false, running = false;
};
using RunsByDay = std::map<std::int64_t, std::vector<RunOfDay>>;

/// Days whose runs and what became of them, in the order in which they began.
RunsByDay runs_by_day(const BackupJob& job, std::vector<RestorePoint> runs, Instant now, const Zone& zone) {
  std::stable_sort(runs.begin(), runs.end(), [](const RestorePoint& a, const RestorePoint& b) { return a.time < b.time; });
  std::unordered_set<std::string> known;
  for (const RestorePoint& run : runs) known.insert(run.id);
  for (RestorePoint& run : runs)
    if (!known.count(run.needs)) run.needs.clear();
  std::vector<Usability> standing = usability_of(job, runs, now, {});
  Seconds hung = hung_after(usual_duration(runs));
  RunsByDay days;
  for (std::size_t i = 0; i < runs.size(); ++i) {
    if (runs[i].time < Instant{0} || runs[i].time > now + kClockTolerance) continue;
    bool running = standing[i] == Usability::running && now - runs[i].time <= hung;
    days[days_since_epoch(zone.local(runs[i].time).date)].push_back({standing[i] == Usability::usable, running});
  }
  return days;
}

/// Of a day on which something ran; `over`: nothing more can start on it.
DayMark mark_of_runs(const std::vector<RunOfDay>& runs, bool over) {
  bool failed_before = false, running = false;
  for (const RunOfDay& run : runs) {
    if (run.usable) return failed_before ? DayMark::second_try : DayMark::made;
    (run.running ? running : failed_before) = true;
  }
  if (running) return DayMark::running;
  return over ? DayMark::failed : DayMark::not_known;
}

}  // namespace

std::string_view name_of(DayMark mark) {
  constexpr std::string_view kNames[] = {"not-planned", "made", "second-try", "missed", "failed", "running", "not-known"};
  return kNames[static_cast<std::size_t>(mark)];
}

std::vector<DayMark> marks_of_days(const BackupJob& job, const std::vector<RestorePoint>& runs, Date from, Date to, Instant now, const Zone& zone,
                                   Date known_from, Date known_to) {
  RunsByDay by_day = runs_by_day(job, runs, now, zone);
  std::vector<DayMark> marks;
  for (std::int64_t day = days_since_epoch(from), last = days_since_epoch(to); day <= last; ++day) {
    Date date = date_of_days(day);
    Period span = zone.day(date);
    bool planned = is_planned(job, date) && (!job.since || date >= *job.since) && span.from < span.to;
    if (date < known_from || date > known_to) marks.push_back(planned ? DayMark::not_known : DayMark::not_planned);
    else if (auto ran = by_day.find(day); ran != by_day.end()) marks.push_back(mark_of_runs(ran->second, now >= span.to));
    else if (!planned) marks.push_back(DayMark::not_planned);
    else marks.push_back(now > span.to + grace_of(job) ? DayMark::missed : DayMark::not_known);
  }
  return marks;
}

DayCounts count_days(const BackupJob& job, const std::vector<DayMark>& marks, Date from) {
  DayCounts counts;
  std::int64_t row = 0;
  Date row_from = from;
  for (std::size_t i = 0; i < marks.size(); ++i) {
    Date date = date_of_days(days_since_epoch(from) + static_cast<std::int64_t>(i));
    bool planned = is_planned(job, date) && (!job.since || date >= *job.since) && marks[i] != DayMark::not_planned;
    bool made = marks[i] == DayMark::made || marks[i] == DayMark::second_try;
    bool lost = marks[i] == DayMark::missed || marks[i] == DayMark::failed;
    if (made) row = 0;
    if (!planned) continue;
    counts.planned += made || lost;
    counts.made += made;
    counts.second_tries += marks[i] == DayMark::second_try;
    counts.missed += marks[i] == DayMark::missed;
    counts.failed += marks[i] == DayMark::failed;
    counts.not_known += !made && !lost;
    if (!lost) {
      row = 0;
      continue;
    }
    if (row++ == 0) row_from = date;
    if (row > counts.longest_miss) counts.longest_miss = row, counts.longest_from = row_from;
  }
  return counts;
}

}  // namespace outdesk
