// Figures of a period beyond the deadlines: how well requests were handled.  Each is a share of counts, with
// its basis; merged tickets, and those that went to another client, are in none.
#pragma once

#include <array>
#include <map>
#include <set>
#include <string>

#include "sla/kpi_rules.hpp"
#include "sla/line_rules.hpp"

namespace outdesk {

/// Working days that an open ticket is old.
constexpr std::array<int, 6> kAgeBands = {0, 2, 4, 8, 15, 31};  ///< first day of each band; the last has no end

struct Ageing {
  std::array<std::int64_t, kAgeBands.size()> running{}, waiting{};
};

/// By weekday (Monday first) and local hour.
using WeekHours = std::array<std::array<std::int64_t, 24>, 7>;

struct QualityCounts {
  std::int64_t backlog_before = 0;   ///< open at the start of the period
  std::int64_t moved_in = 0;         ///< received before the period, from another client since it began
  std::int64_t left = 0;             ///< open at the start, merged or moved away since
  std::int64_t came_back = 0;        ///< ended before the period, re-opened in it
  std::int64_t ended = 0;            ///< basis of the shares below: ended in the period
  std::int64_t first_contact = 0;    ///< ended without a word of the client after the request, not re-opened in a week
  std::int64_t solvable = 0, solvable_first_contact = 0;  ///< the same without categories beyond the first line
  std::int64_t reopened = 0;         ///< ended in the period, re-opened in it at least once
  std::map<std::string, LineUse> lines;      ///< stays that ended in the period or go on, by line
  std::int64_t with_line = 0, one_line = 0;  ///< a line is recorded; never left the line that took it
  std::map<std::string, std::int64_t> by_highest_line;  ///< ended, by the highest line that had it
  std::int64_t incidents = 0, incidents_remote = 0;     ///< ended; solved without anybody going there
  std::int64_t by_resolution = 0;    ///< received in the period, solved without a written answer
  std::int64_t within_limit = 0, answered = 0;          ///< first answers within `response_limit`, and all
  Seconds response_limit;            ///< by which within_limit was counted
  Spread calendar_time;              ///< from receipt to the end, nights and all
  std::int64_t timed = 0;            ///< ended, with a resolution target and so with working time
  Seconds resolution_sum;            ///< working time of these, for the mean
  Ageing ageing;                     ///< of the backlog at the end
  WeekHours arrivals{}, endings{};   ///< received in the period, ended in it
};

/// By what is counted beside the tickets themselves.
struct CountRules {
  Period period;
  const Zone* zone;                   ///< of the client, for weekdays and hours
  Seconds response_limit{15 * 60};    ///< "answered within 15 minutes", whatever the contract promises
  std::set<std::string> beyond_first_line = {};  ///< categories that the first line cannot solve
};

void add_ticket(QualityCounts& quality, const TicketVerdict& ticket, const CountRules& rules);

/// backlog_before + received + moved_in + came_back - left - ended, which must be the backlog at the end.
std::int64_t expected_backlog(const QualityCounts& quality, const KpiCounts& kpi);

}  // namespace outdesk
