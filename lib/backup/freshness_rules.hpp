// Level freshness: what listings and job records alone tell of a job (backup.md sections 4 and 8).
#pragma once

#include <set>
#include <string>
#include <vector>

#include "backup/restore_point.hpp"
#include "backup/verdict.hpp"
#include "base/zone.hpp"
#include "client/backup_job.hpp"

namespace outdesk {

/// How far ahead of our clock a point may be dated; what is later is "future" and not usable.
inline constexpr Seconds kClockTolerance{3600};

enum class Usability {
  usable,
  failed, running, empty,
  future,        ///< dated after now + kClockTolerance
  no_time,       ///< dated before 1970
  proved_bad,    ///< an earlier check found it so
  broken_chain   ///< what it needs is absent or not usable, or it needs itself
};
/// For sentences: "failed", "empty", "dated in the future".
std::string_view reason_words(Usability usability);

/// One for each point, in the order of `points`.  `failed_checks`: ids that a check at any level found bad.
std::vector<Usability> usability_of(const BackupJob& job, const std::vector<RestorePoint>& points, Instant now, const std::set<std::string>& failed_checks);

/// The usable ones, oldest first; points of one second by id.
std::vector<RestorePoint> usable_points(const BackupJob& job, std::vector<RestorePoint> points, Instant now, const std::set<std::string>& failed_checks);

/// Adds what is wrong with the series; `points` in any order.  Where several faults come together, the cause stands before
/// its effect (a failed run before the age that follows from it).  An empty list is not judged where `findings` already
/// say that it could not be read; copies that are too old are told only of a job with a kind (what was recorded may be gone).
void judge_freshness(const BackupJob& job, const std::vector<RestorePoint>& points, const std::set<std::string>& failed_checks, Instant now,
                     const Zone& zone, CopyFindings& findings);

}  // namespace outdesk
