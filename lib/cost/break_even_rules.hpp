// At how many seats outsourcing becomes the cheaper side, or stops being it.  Own teams cost in steps
// and price lists can step down, so the difference is not monotone: every count is reckoned, none is
// guessed by halving.
#pragma once

#include <optional>
#include <vector>

#include "cost/comparison_rules.hpp"

namespace outdesk::cost {

enum class Side { inhouse, outsource };

/// Counts from `lo` to `hi` at which the same side is cheaper.  A tie counts as outsourcing.
struct CheaperRun {
  std::int64_t lo = 0, hi = 0;
  Side side = Side::outsource;
};

struct SeatCost {
  std::int64_t seats = 0;
  Money inhouse_npv, outsource_npv;
  Money saving() const { return inhouse_npv - outsource_npv; }
};

struct BreakEven {
  std::vector<SeatCost> costs;          ///< one for every count from lo to hi
  std::vector<CheaperRun> runs;
  std::optional<std::int64_t> first;    ///< where the side first changes
  std::optional<std::int64_t> stable;   ///< where the last run begins, if there is more than one
  Side stable_side = Side::outsource;   ///< of the last run: the direction
  std::optional<Micro> smooth_crossing; ///< last crossing of the curve without whole people
};

/// Runs of the cheaper side.
std::vector<CheaperRun> cheaper_runs(const std::vector<SeatCost>& costs);

/// The last count at which the difference changes its sign, between n and n + 1 on a straight line.
std::optional<Micro> crossing(const std::vector<SeatCost>& costs);

/// Reckons every count of `unit` from lo to hi (1 <= lo <= hi), on `threads` threads (0: all cores).
BreakEven break_even(const Scenario& scenario, std::size_t unit, std::int64_t lo, std::int64_t hi,
                     unsigned threads = 0);

}  // namespace outdesk::cost
