// `outdesk cost-calc sensitivity` and `simulate`: what moves the answer, and how sure it is.
#pragma once

#include "cost/report_parts.hpp"

namespace outdesk::cost {

/// Throws UsageError where the scenario names no variables.
Document make_sensitivity(const ScenarioFile& file, const ReportOptions& options);

struct SimulateOptions : ReportOptions {
  std::int64_t trials = 10'000;  ///< 1 to 1000000
  std::uint64_t seed = 1;
};
Document make_simulation(const ScenarioFile& file, const SimulateOptions& options);

}  // namespace outdesk::cost
