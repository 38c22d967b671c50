// Is the set of restore points sufficient on a date?  A pure function of points, policy and instant (backup.md section 8):
// a program's own retention never reports a gap.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "backup/restore_point.hpp"
#include "backup/retention_period.hpp"

namespace outdesk {

struct MissingPeriod {
  RetentionClass retention = RetentionClass::daily;
  std::string period;  ///< "2026-W44"
  Instant ended;       ///< from here on it was missed
};

struct Sufficiency {
  bool fresh = true;                    ///< the newest point is within RPO + grace; true where no RPO is agreed
  std::vector<MissingPeriod> missing;   ///< by class, newest first
  std::int64_t points = 0, wanted = 0;  ///< usable points; the larger of keep.last and min_points
  /// Since when, without a break, something that is wanted now has not been there.  Where points are too few: since the
  /// policy's start or the oldest point.  What was missed earlier and is no longer wanted leaves no trace in a listing.
  std::optional<Instant> insufficient_since;
  std::vector<RestorePoint> too_old;    ///< kept longer than agreed, oldest first
  std::optional<Instant> keep_from;     ///< points before this are; empty where the policy names no periods

  bool sufficient() const { return fresh && missing.empty() && points >= wanted; }
};

/// `usable`: as usable_points() gives them; those later than `at` + an hour count for nothing.
///
/// Each class of n asks for one point in each of P0..P(n-1), where P0 holds `at`; where P0 has none yet, for P1..Pn.
/// Not asked of: periods that ended before job.since or before 1970; days without a planned copy, and their hours.
/// Too old: before the start of Pn of the class that reaches back farthest, unless it is among the newest `wanted`
/// or a kept point needs it.
Sufficiency sufficiency_on(const BackupJob& job, const std::vector<RestorePoint>& usable, Instant at, const Zone& zone);

}  // namespace outdesk
