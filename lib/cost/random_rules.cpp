#include "cost/random_rules.hpp"

#include <cmath>

namespace outdesk::cost {

namespace {
constexpr std::uint64_t kGolden = 0x9E3779B97F4A7C15u;
}

std::uint64_t SplitMix64::next() {
  state_ += kGolden;
  std::uint64_t z = state_;
  z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
  z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
  return z ^ (z >> 31);
}

void SplitMix64::skip(std::uint64_t draws) { state_ += kGolden * draws; }

Micro drawn(const Range& range, double unit) {
  double lo = real(range.lo), mid = real(range.mid), hi = real(range.hi);
  double value;
  if (range.distribution == Distribution::uniform || hi <= lo)
    value = lo + unit * (hi - lo);
  else if (unit < (mid - lo) / (hi - lo))
    value = lo + std::sqrt(unit * (hi - lo) * (mid - lo));
  else
    value = hi - std::sqrt((1 - unit) * (hi - lo) * (hi - mid));
  return Micro{static_cast<std::int64_t>(std::floor(value * 1e6 + 0.5))};
}

}  // namespace outdesk::cost
