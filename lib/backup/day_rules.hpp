// The calendar of a job: what became of each day's copy.
#pragma once

#include <optional>
#include <vector>

#include "backup/restore_point.hpp"
#include "base/zone.hpp"
#include "client/backup_job.hpp"

namespace outdesk {

enum class DayMark { not_planned, made, second_try, missed, failed, running, not_known };
/// "second-try".
std::string_view name_of(DayMark mark);

/// One mark for each day from `from` to `to`, both included; none where `to` is before `from`.  A run belongs to the local
/// day on which it starts.
///
/// made: the first run of the day that ended is usable · second_try: a later one is · running: none is usable yet, and one
/// runs that does not hang · failed: there were runs, none is usable, and the day is over · missed: planned, no run, and the
/// day's end + grace has passed · not_planned: by the weekdays, or before job.since, and nothing ran · not_known: nobody
/// looked (outside known_from..known_to), or the day may still bring a copy.
/// A run whose full copy is not among `runs` is taken at its own word: only what was told of the day is judged.
std::vector<DayMark> marks_of_days(const BackupJob& job, const std::vector<RestorePoint>& runs, Date from, Date to, Instant now, const Zone& zone,
                                   Date known_from, Date known_to);

struct DayCounts {
  std::int64_t planned = 0;       ///< days with a plan whose outcome is known
  std::int64_t made = 0;          ///< of those, second tries included
  std::int64_t second_tries = 0, missed = 0, failed = 0;
  std::int64_t not_known = 0;     ///< days with a plan whose outcome is not known, or not yet
  std::int64_t longest_miss = 0;  ///< most planned days in a row that were missed or failed
  std::optional<Date> longest_from;  ///< its first day
};

/// Counts marks of consecutive days, the first of which is `from`.  A row of misses ends with a copy, on whatever day, and
/// with a planned day that is not known; days without a plan do not end it.
DayCounts count_days(const BackupJob& job, const std::vector<DayMark>& marks, Date from);

}  // namespace outdesk
