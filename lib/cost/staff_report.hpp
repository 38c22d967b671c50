// `outdesk cost-calc staff`: how many people a scenario needs, and why.
#pragma once

#include "cost/report_parts.hpp"

namespace outdesk::cost {

/// People of the busiest month, with each of the three reckonings; coverage factors of all schedules;
/// the seats of each hour where a role has a queue.
Document make_staffing(const ScenarioFile& file, std::size_t unit, const ReportOptions& options);

}  // namespace outdesk::cost
