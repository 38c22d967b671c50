// The list of problems that the frontend of Zabbix 6.0 exports as CSV (CScreenProblem.php), in English or Russian.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/zone.hpp"
#include "monitor/monitoring_facts.hpp"

namespace outdesk {

/// Problems of the list, within `period` and up to `now`.  It knows no ids, so a problem is told by host, name
/// and start; no hosts and services beside those of problems; and of an acknowledgement only that it was given
/// (`acknowledged_sometime`).  Times are wall-clock times of `zone`.  Throws InputError with the line, and where there are problems
/// and none lies in the period; UsageError for a period that has not begun.
MonitoringFacts facts_of_problem_list(std::string_view bytes, const std::string& file, const Period& period, const Zone& zone, Instant now);

/// "2026-09-03 14:05:00", "03.09.2026 14:05:00" or either with AM or PM, in `zone`: the first such moment where clocks went back.
std::optional<Instant> frontend_time(std::string_view text, const Zone& zone);

/// In both languages, case aside.
std::optional<Severity> frontend_severity(std::string_view text);

}  // namespace outdesk
