// `outdesk cost-calc compare`: an own team against an outsourcer over the horizon.
#pragma once

#include "cost/report_parts.hpp"

namespace outdesk::cost {

/// `unit` is the index of the unit that costs are shown per.
Document make_comparison(const ScenarioFile& file, std::size_t unit, const ReportOptions& options);

/// The unit to compare by: `name` where given (throws UsageError where the scenario has none of that
/// name), else "workstation", else the first that stands by itself.
std::size_t unit_to_compare(const Scenario& scenario, const std::string& name);

}  // namespace outdesk::cost
