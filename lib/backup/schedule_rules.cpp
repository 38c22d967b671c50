#include "backup/schedule_rules.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "backup/freshness_rules.hpp"

namespace outdesk {

namespace {

constexpr std::int64_t kMostParts = 1'000'000'000;
constexpr Seconds kLongestWait{std::int64_t{36525} * kDay};

std::int64_t rest_of(std::int64_t n, std::int64_t by) { return (n % by + by) % by; }

/// Product of two shares in units of 1e-18, rounded up.
constexpr std::int64_t kWhole = 1'000'000'000'000'000'000;
std::int64_t product_up(std::int64_t a, std::int64_t b) {
  __extension__ using Wide = __int128;
  return static_cast<std::int64_t>((Wide{a} * b + kWhole - 1) / kWhole);
}

}  // namespace

PartDue part_due(std::int64_t n, std::int64_t day, const std::vector<PartRead>& reads) {
  n = std::clamp<std::int64_t>(n, 1, kMostParts);
  std::map<std::int64_t, std::int64_t> last;  // part, day
  for (const PartRead& read : reads)
    if (read.k >= 1 && read.k <= n && read.day <= day) {
      auto [place, is_new] = last.emplace(read.k, read.day);
      if (!is_new) place->second = std::max(place->second, read.day);
    }
  std::int64_t start = rest_of(day, n);  // of parts counted from 0
  if (static_cast<std::int64_t>(last.size()) < n) {
    std::int64_t steps = 0;
    while (last.count(rest_of(start + steps, n) + 1)) ++steps;
    return {rest_of(start + steps, n) + 1, n};
  }
  auto earlier = [&](const auto& a, const auto& b) {
    return std::pair{a.second, rest_of(a.first - 1 - start, n)} < std::pair{b.second, rest_of(b.first - 1 - start, n)};
  };
  return {std::min_element(last.begin(), last.end(), earlier)->first, n};
}

Share parts_covered(std::int64_t n, std::int64_t day, const std::vector<PartRead>& reads) {
  n = std::clamp<std::int64_t>(n, 1, kMostParts);
  std::set<std::int64_t> parts;
  for (const PartRead& read : reads)
    if (read.k >= 1 && read.k <= n && read.day <= day && read.day > day - n) parts.insert(read.k);
  return {static_cast<std::int64_t>(parts.size()), n};
}

Decimal chance_to_notice(Decimal bad, std::int64_t sample) {
  constexpr std::int64_t kNano = 1'000'000'000;
  std::int64_t missed = kWhole, base = (kNano - std::clamp<std::int64_t>(bad.nano, 0, kNano)) * kNano;  // 1 - bad
  for (std::int64_t left = std::max<std::int64_t>(sample, 0); left > 0; left /= 2) {
    if (left % 2) missed = product_up(missed, base);
    base = product_up(base, base);
  }
  return Decimal{(kWhole - missed) / kNano};
}

DrillDue drill_due(const BackupJob& job, std::optional<Instant> last_good, const Zone& zone, Instant now, std::optional<Date> contract_start) {
  if (!job.drill_every) return {};
  std::optional<Instant> from;
  if (last_good && *last_good <= now + kClockTolerance) from = last_good;
  else if (std::optional<Date> start = job.since ? job.since : contract_start) from = zone.day(*start).from;
  if (!from) return {now, true};
  Instant at = *from + std::min(*job.drill_every, kLongestWait);
  return {at, at < now};
}

}  // namespace outdesk
