// `outdesk cost-calc erlang`: one queue by Erlang B, C or A.
#pragma once

#include "cost/report_parts.hpp"

namespace outdesk::cost {

struct ErlangOptions : ReportOptions {
  enum class Model { b, c, a } model = Model::c;
  double calls_per_hour = 0;
  double handling_s = 0;                 ///< of one call, work after it included
  std::optional<std::int64_t> agents;    ///< judged where given; else the fewest that reach the goals
  double within_s = 20;
  Micro in_time{800'000};                ///< goal: share answered within that time
  Micro max_occupancy = whole(1);
  std::optional<double> max_average_wait_s;
  double patience_s = 0;                 ///< Erlang A
  Micro shrinkage;                       ///< paid but not at the phone; below 1
  Micro blocking{10'000};                ///< Erlang B: share of calls that may find all lines busy
};

/// Throws UsageError where the load is at or above the agents' capacity in Erlang C (there is no
/// average wait then), and where a number is out of its range.
Document make_erlang(const ErlangOptions& options);

}  // namespace outdesk::cost
