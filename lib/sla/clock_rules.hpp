// The clock of one target: pure arithmetic over working time and pauses.
#pragma once

#include <optional>
#include <vector>

#include "calendar/working_time.hpp"

namespace outdesk {

/// A span in which the clock stands; without `to` it still stands.
struct Pause {
  Instant from;
  std::optional<Instant> to;
};

struct Count {
  Seconds elapsed;                 ///< working seconds in [created, until) without the pauses
  Seconds paused;                  ///< working seconds of the pauses in [created, until)
  std::optional<Instant> due;      ///< earliest instant at which the target is used up; empty while paused for ever
  std::optional<Instant> latest;   ///< last instant at which it would still be met
};

/// Pauses in order, cut to [created, …), those that meet or overlap made one (sla.md cases 31, 39).
std::vector<Pause> united_pauses(std::vector<Pause> pauses, Instant created);

/// Counts one target.  `pauses` in any order, overlapping, or before `created`; a pause whose end is not
/// after its start counts for nothing.
Count count_target(const WorkingTime& time, Instant created, Instant until, const std::vector<Pause>& pauses, Seconds target);

/// Elapsed and paused alone, for what has no target.
Count count_elapsed(const WorkingTime& time, Instant created, Instant until, const std::vector<Pause>& pauses);

}  // namespace outdesk
