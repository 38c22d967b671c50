#include "sla/risk_rules.hpp"

namespace outdesk {

namespace {
constexpr std::int64_t kNano = 1'000'000'000;

/// `share` of `target`, rounded up to the second.
Seconds part_of(Seconds target, Decimal share) {
  __extension__ using Wide = __int128;
  return Seconds{static_cast<std::int64_t>((Wide{target.count} * share.nano + kNano - 1) / kNano)};
}
}  // namespace

std::optional<Seconds> remaining_of(const TargetState& state) {
  bool runs = state.target && !state.at && (state.verdict == TargetVerdict::open || state.verdict == TargetVerdict::missed);
  return runs ? std::optional(*state.target - state.elapsed) : std::nullopt;
}

Risk risk_of(const TargetState& state, const RiskLimits& limits) {
  auto remaining = remaining_of(state);
  if (!remaining) return Risk::none;
  if (state.verdict == TargetVerdict::missed) return Risk::late;
  bool used = state.elapsed >= part_of(*state.target, limits.used);
  return used || *remaining < limits.remaining ? Risk::near : Risk::none;
}

std::optional<Instant> warning_at(const WorkingTime& time, Instant from, const std::vector<Pause>& pauses, Seconds target,
                                  Decimal share) {
  return count_target(time, from, from, pauses, part_of(target, share)).latest;
}

WaitStep wait_step(const WorkingTime& time, const Pause& wait, Instant now, Seconds remind_after, Seconds resolve_after) {
  if (wait.to && *wait.to <= now) return WaitStep::none;
  Seconds waited = time.elapsed(wait.from, now);
  if (waited > resolve_after) return WaitStep::resolve;
  return waited > remind_after ? WaitStep::remind : WaitStep::none;
}

}  // namespace outdesk
