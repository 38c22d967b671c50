// Monte Carlo: how often outsourcing wins when the uncertain numbers vary together.
#pragma once

#include <vector>

#include "cost/comparison_rules.hpp"
#include "cost/number_sheet.hpp"

namespace outdesk::cost {

/// The saving of every trial, in order.  One draw a knob, in the order of the file; trial k starts
/// after k x knobs draws of SplitMix64(seed), so the answer does not depend on `threads` (0: all cores).
std::vector<Money> simulate(const Scenario& scenario, const std::vector<Knob>& knobs,
                            std::uint64_t seed, std::int64_t trials, unsigned threads = 0);

struct Spread {
  std::int64_t trials = 0, wins = 0;  ///< trials, and those in which outsourcing is not dearer
  Money mean, p5, p25, p50, p75, p95; ///< nearest rank
};
/// At least one saving.
Spread spread_of(std::vector<Money> savings);

/// A histogram of `bins` equal bins between the least and the largest saving.
struct Bin {
  Money from, to;
  std::int64_t count = 0;
};
std::vector<Bin> histogram(const std::vector<Money>& savings, int bins);

}  // namespace outdesk::cost
