// Lists of tickets as Documents (JSON: ticket-list/1).
#pragma once

#include <string>
#include <vector>

#include "output/document.hpp"
#include "shift/select_tickets.hpp"

namespace outdesk {

struct TicketList {
  Document document;
  std::int64_t shown = 0, all = 0;      ///< all: that fit the request; equal where nothing is cut
};

/// Names of the columns that a list can have.
std::vector<std::string> list_columns();

/// Rows are streamed from the store where they need no sorting; `db` must outlive the document.  Instants are shown in
/// `zone` (UTC where null).  Throws UsageError for a column that is not there.
TicketList list_tickets(Db& db, const ListRequest& request, Instant now, const Zone* zone);

/// A deadline for people: late is bad, less than two hours of working time left is near.
Mark due_mark(const TicketDue& due, const Zone* zone);
/// The deadlines of a ticket as figures of its card: when the next one is due and what is left of it, and which were missed.
std::vector<Figure> due_figures(const TicketDue& due, const Zone* zone);
/// "response", for machines: the names of targets, in the order of Target.
std::vector<std::string> names_of(const std::vector<Target>& targets);

}  // namespace outdesk
