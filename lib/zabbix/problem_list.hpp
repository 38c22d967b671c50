// The list of problems that the frontend of Zabbix 6.0 exports as CSV (CScreenProblem.php), in English or Russian.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/zone.hpp"
#include "monitor/monitoring_facts.hpp"

namespace outdesk {

/// Problems of the list, within `period` where it is given.  It knows no ids, so a problem is told by host, name and start; no
/// hosts and services without a problem; and of an acknowledgement only that it was given: its time is the end of the problem, or of
/// what is covered.  Times are wall-clock times of `zone`.  Throws InputError with the line.
MonitoringFacts facts_of_problem_list(std::string_view bytes, const std::string& file, std::optional<Period> period, const Zone& zone);

/// "2026-09-03 14:05:00", "03.09.2026 14:05:00" or either with AM or PM, in `zone`: the first such moment where clocks went back.
std::optional<Instant> frontend_time(std::string_view text, const Zone& zone);

/// In both languages, case aside.
std::optional<Severity> frontend_severity(std::string_view text);

}  // namespace outdesk
