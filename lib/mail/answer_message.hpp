// Answers by mail: what is sent, and how it is recorded.
#pragma once

#include <string>
#include <vector>

#include "mail/compose_rules.hpp"
#include "store/db.hpp"
#include "ticket/ticket_store.hpp"

namespace outdesk {

struct AnswerTerms {
  std::string text;
  std::vector<std::string> to, cc;  ///< given by hand; empty: whom the last message of the client came from, and its Cc
  std::string own_address;          ///< where the contract names none (OUTDESK_MAIL_FROM)
  bool automatic = false;
  Instant now;
  std::string by;
};

/// The letter that answers a ticket.  Throws UsageError where nobody is known to write to, or no address of ours.
OutgoingMail answer_of(Db& db, const TicketRow& ticket, const AnswerTerms& terms);

/// Records a letter that was sent, inside the caller's Transaction: a `message` line, its raw text, and whom it went to.
void record_answer(Db& db, const TicketRow& ticket, const OutgoingMail& mail, const AnswerTerms& terms);

/// An address given by hand, in lower case.  Throws UsageError.
std::string checked_address(const std::string& text);

}  // namespace outdesk
