#include "backup/rpo_rules.hpp"

#include <algorithm>

namespace outdesk {

namespace {

constexpr Seconds kLeastGrace{3600};
/// Longer promises are read as this: a hundred years, so that sums of instants stay in bounds.
constexpr Seconds kLongestRpo{std::int64_t{36525} * kDay};

Seconds bounded_length(Seconds length) { return std::clamp(length, Seconds{0}, kLongestRpo); }

bool is_weekday(unsigned day) { return day >= 1 && day <= 7; }

bool plans_every_day(const BackupJob& job) { return std::none_of(job.weekdays.begin(), job.weekdays.end(), is_weekday); }

/// When the copy after one taken at `taken` is due by the plan: on the next planned day at the same time; at that day's end
/// where `taken` lies on a day without a plan.
Instant next_due_by_plan(const BackupJob& job, Instant taken, const Zone& zone) {
  LocalTime local = zone.local(taken);
  std::int64_t day = days_since_epoch(local.date) + 1;
  while (!is_planned(job, date_of_days(day))) ++day;
  if (!is_planned(job, local.date)) return zone.day(date_of_days(day)).to;
  return zone.first_at_or_after(date_of_days(day), local.second_of_day);
}

}  // namespace

bool is_planned(const BackupJob& job, Date day) {
  if (plans_every_day(job)) return true;
  return std::find(job.weekdays.begin(), job.weekdays.end(), weekday_of(day) + 1) != job.weekdays.end();
}

Seconds grace_of(const BackupJob& job) {
  if (job.grace) return bounded_length(*job.grace);
  return std::max(kLeastGrace, Seconds{bounded_length(job.rpo.value_or(Seconds{})).count / 10});
}

std::optional<Instant> fresh_until(const BackupJob& job, Instant taken, const Zone& zone) {
  if (!job.rpo) return {};
  Seconds rpo = bounded_length(*job.rpo), left = rpo + grace_of(job);
  if (plans_every_day(job)) return taken + left;
  Instant longest = std::max(taken + rpo, next_due_by_plan(job, taken, zone)) + grace_of(job);
  Instant from = taken;
  for (std::int64_t day = days_since_epoch(zone.local(taken).date); from < longest; ++day) {
    Instant end = zone.day(date_of_days(day)).to;
    if (is_planned(job, date_of_days(day))) {
      if (left < end - from) return std::min(from + left, longest);
      left = left - (end - from);
    }
    from = std::max(from, end);
  }
  return longest;
}

}  // namespace outdesk
