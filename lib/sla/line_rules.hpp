// Agreements between the lines of support (OLA): how long a ticket stood on each.
#pragma once

#include "sla/sla_rules.hpp"

namespace outdesk {

/// One stay of a ticket on a line, in the working time of the line's own calendar (case 17).
struct LineStay {
  std::string line;
  Instant from;
  std::optional<Instant> to;
  std::optional<Seconds> budget;  ///< of the contract, per stay
  Seconds elapsed;                ///< waiting that stops the resolution is taken off
  Verdict verdict = Verdict::none;
};

/// All stays on one line together (case 61).
struct LineUse {
  std::string line;
  std::int64_t stays = 0, missed = 0;
  Seconds elapsed;
};

struct LineRecord {
  std::vector<LineStay> stays;
  std::vector<LineUse> lines;     ///< by name
  std::int64_t bounces = 0;       ///< stays on a line that had the ticket before
};

/// Lines that the contract does not name are counted by the calendar of the ticket's priority, without
/// budget, or in plain hours where there is none.
LineRecord lines_of(const TicketHistory& history, const Terms& terms, const Look& look);

}  // namespace outdesk
