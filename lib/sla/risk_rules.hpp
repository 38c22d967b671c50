// Which open tickets need somebody's eyes now.
#pragma once

#include "sla/sla_rules.hpp"

namespace outdesk {

struct RiskLimits {
  Decimal used{750'000'000};              ///< share of the target's working time that is used up
  Seconds remaining{2 * 3600};            ///< or less working time left than this
};

enum class Risk { none, near, late };     ///< near: past one of the limits

/// How near a running target is.  A target that is fulfilled, waits, or is not promised is no risk (case 35).
Risk risk_of(const TargetState& state, const RiskLimits& limits);
/// What is left of the target in working time; negative where it is late; empty without a running target.
std::optional<Seconds> remaining_of(const TargetState& state);

/// When the warning about a target is due: the first instant inside working hours at which more than the
/// share of the target is used (case 66); empty while the clock stands before that.
std::optional<Instant> warning_at(const WorkingTime& time, Instant from, const std::vector<Pause>& pauses, Seconds target,
                                  Decimal share);

/// What a wait asks for that lasts longer than agreed (case 41).
enum class WaitStep { none, remind, resolve };
/// Working time of the wait against `remind_after` and `resolve_after`.
WaitStep wait_step(const WorkingTime& time, const Pause& wait, Instant now, Seconds remind_after, Seconds resolve_after);

}  // namespace outdesk
