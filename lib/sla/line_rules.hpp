// Agreements between the lines of support (OLA): how long a ticket stood on each.
#pragma once

#include "sla/sla_rules.hpp"

namespace outdesk {

/// All stays on one line together (case 61).
struct LineUse {
  std::int64_t stays = 0;     ///< that count
  std::int64_t met = 0, missed = 0, undecided = 0;  ///< against the budget; none where no budget is agreed
  std::int64_t bounces = 0;   ///< stays of a ticket that the line had before
  Seconds elapsed;
  LineUse& operator+=(const LineUse& other);
};

/// Stays in order.  Lines that the contract does not name are counted by the calendar of the ticket's
/// priority, without budget, or in plain hours where there is none.
std::vector<LineStay> stays_of(const TicketHistory& history, const Terms& terms, const Look& look);

/// What the stays of one ticket add to each line in `period`: those that ended in it, and those that go on.
std::map<std::string, LineUse> uses_of(const std::vector<LineStay>& stays, Period period);

}  // namespace outdesk
