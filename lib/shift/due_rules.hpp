// Which deadline of a ticket comes next, and which were missed.  Pure.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "sla/sla_rules.hpp"

namespace outdesk {

/// How the deadlines of a ticket stand as of an instant.
struct TicketDue {
  std::optional<Target> next;          ///< the target that is due first; empty where none runs (it waits, has ended, or nothing is promised)
  std::optional<Instant> due;          ///< of `next`: when its working time is used up
  Seconds remaining;                   ///< of `next`, in working time; negative where it is late
  std::vector<Target> missed;          ///< fulfilled too late, or late and running; each once, in the order of Target
  std::optional<Instant> last_missed;  ///< when the last of them was missed
};

/// Of running targets the one whose working time is used up first; of equal ones the more urgent in the order of
/// Target.  What waits is not due (sla.md case 35).
TicketDue due_of(const TicketVerdict& verdict);

/// Since when the client waits for an answer: the request that nobody has answered, or the oldest message since the last
/// answer.  Empty where the last word is ours.
std::optional<Instant> unanswered_since(const TicketHistory& history);

}  // namespace outdesk
