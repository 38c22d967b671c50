// How long the runs of a job take, and when one hangs.
#pragma once

#include <vector>

#include "backup/restore_point.hpp"

namespace outdesk {

/// Median of the last 14 runs (by their start) that brought a copy and whose end is known; an hour at least.
Seconds usual_duration(const std::vector<RestorePoint>& runs);

/// A run that lasts longer hangs: three times the usual, six hours at least.
Seconds hung_after(Seconds usual);

}  // namespace outdesk
