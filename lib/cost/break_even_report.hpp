// `outdesk cost-calc break-even`: which side is cheaper at every number of seats.
#pragma once

#include "cost/break_even_rules.hpp"
#include "cost/report_parts.hpp"

namespace outdesk::cost {

struct BreakEvenOptions : ReportOptions {
  std::int64_t from = 1, to = 1000;
  std::vector<std::int64_t> sizes;  ///< shown one by one; empty: a few round ones
};

/// Every count of `unit` from `from` to `to` (1 to 100000 of them), costed.  Throws UsageError where
/// the unit follows another one or the range is not one.
Document make_break_even(const ScenarioFile& file, std::size_t unit, const BreakEvenOptions& options);

}  // namespace outdesk::cost
