// What the next shift must know (JSON: handover/1).
#pragma once

#include "output/document.hpp"
#include "shift/open_judge.hpp"

namespace outdesk {

struct HandoverRequest {
  TicketFilter filter;       ///< client, line, assignee
  Instant since, now;        ///< the shift that ends
  std::int64_t limit = 20;   ///< rows of what is due; the rest is counted
  std::int64_t kept_messages = 0;  ///< of mail that is no ticket, for a remark
};

/// Open tickets by their next deadline, clients that wait for an answer, what waits for whom, visits of today and those
/// that were not made, deadlines missed since the shift began, and the counts of the shift.  Today is the day of `zone`,
/// in which instants are shown; of each client's own zone (and UTC) where it is null.
Document handover_report(Db& db, const HandoverRequest& request, const Zone* zone);

/// The one zone of the client that the filter names, or else of all clients with open tickets that pass it, or of all clients
/// where none is open; null where there are several.
const Zone* common_zone(Db& db, const TicketFilter& filter, Instant now);

}  // namespace outdesk
