// What a search finds, and other tickets that look like one (JSON: ticket-search/1).
#pragma once

#include <string>
#include <vector>

#include "output/document.hpp"
#include "ticket/ticket_store.hpp"

namespace outdesk {

struct FoundTickets {
  Document document;
  std::int64_t shown = 0, all = 0;
};

/// Tickets that fit the words and the filter, best first; `limit` negative: all.  Each with a place of its text where a
/// word stands, the solution before others.
FoundTickets search_tickets(Db& db, const std::string& query, const TicketFilter& filter, std::int64_t limit, const Zone* zone);

/// At most five tickets like this one, with how they were solved; people read the likeness in per cent.
Table similar_tickets(Db& db, const TicketRow& ticket);

/// The part of `text` around the first word that is one of `stems` (or begins like one that ends in a star), in one line of at most about `columns` characters; its beginning
/// where none of them stands in it.
std::string excerpt_of(std::string_view text, const std::vector<std::string>& stems, std::size_t columns);

}  // namespace outdesk
