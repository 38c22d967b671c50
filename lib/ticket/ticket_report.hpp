// Tickets as Documents.
#pragma once

#include <vector>

#include "output/document.hpp"
#include "ticket/import.hpp"
#include "ticket/ticket_store.hpp"

namespace outdesk {

/// "new", or what it waits for.
Mark state_mark(const TicketHead& head);

/// One ticket with every line of its journal.
Document ticket_card(const TicketRow& ticket, const std::vector<Event>& events, const Zone* zone);

/// What an import did.
Document import_report(const std::vector<ImportReceipt>& receipts);

/// What an import would have done; at most `shown` of the lines that it would have written.
Document dry_run_report(const std::vector<ImportReceipt>& receipts, const std::vector<std::string>& lines, std::size_t shown);

/// The same of one file in a sentence.
std::string in_words(const ImportReceipt& receipt);

}  // namespace outdesk
