// Random numbers that are the same on every machine: SplitMix64 and the distributions drawn from it.
#pragma once

#include <cstdint>

#include "cost/number_rules.hpp"

namespace outdesk::cost {

/// SplitMix64 (Steele, Lea and Flood 2014).
class SplitMix64 {
 public:
  explicit SplitMix64(std::uint64_t seed) : state_(seed) {}
  std::uint64_t next();
  /// The next number of [0, 1): the upper 53 bits times 2^-53 (M7).
  double next_unit() { return static_cast<double>(next() >> 11) * 0x1p-53; }
  /// The state after `draws` more draws, in one step: trials can be counted in any order.
  void skip(std::uint64_t draws);

 private:
  std::uint64_t state_;
};

enum class Distribution { triangular, uniform };

/// A range that a number is drawn from; lo <= mid <= hi.
struct Range {
  Distribution distribution = Distribution::triangular;
  Micro lo, mid, hi;
};

/// The value at `unit` of [0, 1) by inversion, cut to 6 places by floor(v x 10^6 + 0.5):
/// lo + sqrt(u (hi-lo)(mid-lo)) below the mode, hi - sqrt((1-u)(hi-lo)(hi-mid)) above it.
Micro drawn(const Range& range, double unit);

}  // namespace outdesk::cost
