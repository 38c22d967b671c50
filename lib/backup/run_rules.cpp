#include "backup/run_rules.hpp"

#include <algorithm>

namespace outdesk {

namespace {
constexpr std::size_t kRunsOfUsual = 14;
constexpr Seconds kLeastUsual{3600}, kLeastHung{6 * 3600};
constexpr Seconds kLongestRun{std::int64_t{366} * kDay};

bool brought_copy(const RestorePoint& run) { return run.state == RestorePoint::State::done || run.state == RestorePoint::State::warnings; }
}  // namespace

Seconds usual_duration(const std::vector<RestorePoint>& runs) {
  std::vector<std::pair<Instant, Instant>> spans;
  for (const RestorePoint& run : runs)
    if (brought_copy(run) && run.time >= Instant{0} && run.ended && *run.ended >= run.time) spans.emplace_back(run.time, *run.ended);
  std::sort(spans.begin(), spans.end());
  if (spans.size() > kRunsOfUsual) spans.erase(spans.begin(), spans.end() - kRunsOfUsual);
  std::vector<Seconds> lengths;
  for (const auto& [from, to] : spans) lengths.push_back(std::min(to - from, kLongestRun));
  if (lengths.empty()) return kLeastUsual;
  std::sort(lengths.begin(), lengths.end());
  std::size_t middle = lengths.size() / 2;
  Seconds median = lengths.size() % 2 ? lengths[middle] : Seconds{(lengths[middle - 1] + lengths[middle]).count / 2};
  return std::max(median, kLeastUsual);
}

Seconds hung_after(Seconds usual) { return std::max(Seconds{3 * usual.count}, kLeastHung); }

}  // namespace outdesk
