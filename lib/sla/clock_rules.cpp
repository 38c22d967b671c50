#include "sla/clock_rules.hpp"

#include <algorithm>

namespace outdesk {

namespace {

/// A stretch in which the clock runs; without `to` it runs on.
struct Stretch {
  Instant from;
  std::optional<Instant> to;
};

std::vector<Stretch> running(Instant created, const std::vector<Pause>& pauses) {
  std::vector<Stretch> stretches;
  std::optional<Instant> from = created;
  for (const auto& pause : pauses) {
    if (!from) break;
    if (*from < pause.from) stretches.push_back({*from, pause.from});
    from = pause.to;
  }
  if (from) stretches.push_back({*from, {}});
  return stretches;
}

/// The earliest instant at which `target` is used up; empty where the clock stands before that.
std::optional<Instant> due_in(const WorkingTime& time, const std::vector<Stretch>& stretches, Seconds target) {
  for (const auto& stretch : stretches) {
    if (!stretch.to) return time.due(stretch.from, target);
    Seconds here = time.elapsed(stretch.from, *stretch.to);
    if (target <= here) return time.due(stretch.from, target);
    target = target - here;
  }
  return {};
}

std::optional<Instant> latest_in(const WorkingTime& time, const std::vector<Stretch>& stretches, Seconds target) {
  for (const auto& stretch : stretches) {
    if (!stretch.to) return time.latest(stretch.from, target);
    Seconds here = time.elapsed(stretch.from, *stretch.to);
    if (target < here) return time.latest(stretch.from, target);
    target = target - here;
  }
  return {};
}

}  // namespace

std::vector<Pause> united_pauses(std::vector<Pause> pauses, Instant created) {
  std::sort(pauses.begin(), pauses.end(), [](auto& a, auto& b) { return a.from < b.from; });
  std::vector<Pause> out;
  for (auto pause : pauses) {
    pause.from = std::max(pause.from, created);
    if (pause.to && *pause.to <= pause.from) continue;
    bool meets = !out.empty() && (!out.back().to || pause.from <= *out.back().to);
    if (!meets) out.push_back(pause);
    else if (out.back().to && (!pause.to || *pause.to > *out.back().to)) out.back().to = pause.to;
  }
  return out;
}

Count count_elapsed(const WorkingTime& time, Instant created, Instant until, const std::vector<Pause>& pauses) {
  Count count;
  for (const auto& stretch : running(created, united_pauses(pauses, created)))
    count.elapsed += time.elapsed(stretch.from, std::min(until, stretch.to.value_or(until)));
  count.paused = time.elapsed(created, until) - count.elapsed;
  return count;
}

Count count_target(const WorkingTime& time, Instant created, Instant until, const std::vector<Pause>& pauses, Seconds target) {
  Count count = count_elapsed(time, created, until, pauses);
  auto stretches = running(created, united_pauses(pauses, created));
  count.due = due_in(time, stretches, target);
  count.latest = latest_in(time, stretches, target);
  return count;
}

}  // namespace outdesk
