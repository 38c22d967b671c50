// How many requests came and ended, by hour or by what they are like (JSON: ticket-stats/1).
#pragma once

#include <string>
#include <vector>

#include "output/document.hpp"
#include "ticket/ticket_store.hpp"

namespace outdesk {

/// What requests can be counted by: hour, weekday, day, month of the receipt, and the fields of a ticket.
std::vector<std::string> stats_groups();

struct StatsRequest {
  TicketFilter filter;        ///< `since` and `before` are the period of the receipt
  std::string by = "hour";    ///< one of stats_groups
  Instant now;                ///< end of the period where it has none
  const Zone* zone = nullptr; ///< whose hours and days are counted
};

/// Of each group: received, of these ended and still open, the share of all, and for hours and weekdays how many came in
/// one on average (over the days of the period that are in it).  Hours and weekdays without a request are there, too.
/// Throws UsageError for an unknown group.
Document stats_report(Db& db, const StatsRequest& request);

}  // namespace outdesk
