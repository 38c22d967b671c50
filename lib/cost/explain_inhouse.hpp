// The own team's formulas with the figures of month 1.
#pragma once

#include "cost/report_parts.hpp"

namespace outdesk::cost {

std::vector<Reckoned> staffing_explained(const Scenario& scenario, const MonthPlan& month, const Speech& speech);
std::vector<Reckoned> inhouse_explained(const Scenario& scenario, const Comparison& comparison, const Speech& speech);

}  // namespace outdesk::cost
