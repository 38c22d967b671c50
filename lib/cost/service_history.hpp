// What the journal shows of a client's service over whole months: plain sums, to be put in the place of benchmarks.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "cost/read_scenario.hpp"
#include "input/json.hpp"

namespace outdesk::cost {

/// Fewer months say nothing about the others.
constexpr std::size_t kLeastMonths = 3, kMostMonths = 12;

struct HistoryMonth {
  std::string name;               ///< "2026-10"
  int calendar_month = 1;         ///< 1 to 12
  std::int64_t received = 0;
  std::int64_t in_time = 0, judged = 0;  ///< resolutions: kept deadlines, of those that have one
  std::int64_t breaches = 0;      ///< deadlines missed in the month, of responses and resolutions
};

/// Sums over `months`, all whole and one after the other.
struct ServiceHistory {
  std::string client;
  std::vector<HistoryMonth> months;         ///< oldest first
  std::optional<std::int64_t> workplaces, workplace_months;  ///< of the contract: in the last month, added up by month
  std::int64_t received = 0;
  std::int64_t ended = 0, visited = 0;      ///< tickets that ended, and those of them that somebody went to
  std::int64_t desk_seconds = 0;            ///< work on tickets, remote or by chat
  std::map<std::string, std::int64_t> desk_seconds_by_line;
  std::int64_t visits = 0, visit_seconds = 0;
  std::array<std::array<std::int64_t, 24>, 7> arrivals{};  ///< by weekday, Monday first, and local hour
  std::array<std::int64_t, 7> days{};       ///< how many of each weekday the months have
};

/// Puts what `history` shows into a scenario and marks it as measured: tickets per unit (all in the same proportion),
/// share of visits, hours of a ticket and of a visit, season of the tickets, calls of a day schedule, KPI and breaches.
/// `as_read` is the scenario of the file before the change.  Gives what was left as it was, and why, in English.
std::vector<std::string> put_measured(Json& scenario, const Scenario& as_read, const ServiceHistory& history);

}  // namespace outdesk::cost
