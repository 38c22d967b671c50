// Mail of `outdesk ticket`: verbs and options for its table, and what sends letters.
#pragma once

#include <string>
#include <vector>

#include "command.hpp"
#include "mail/answer_message.hpp"

namespace outdesk {

/// `mail` and `files`.
std::vector<Verb> mail_verbs();
/// Options of `reply` that send it.
std::vector<OptionSpec> send_options();

/// OUTDESK_MAIL_FROM and OUTDESK_SENDMAIL; empty where not set.
std::string own_mail_address();
std::string sendmail_program();

Exit run_ticket_files(Context&, const Options&);
Exit run_ticket_mail(Context&, const Options&);  ///< in outdesk-full
Exit send_ticket_reply(Context& context, const Options& options, const std::string& text);

/// Hands the letter over and then records it.  Throws Error of Exit::delivery where it was not taken; else, where it could
/// not be recorded, an Error that says that it is out.
void send_and_record(Context& context, const TicketRow& ticket, const OutgoingMail& mail, const AnswerTerms& terms);

}  // namespace outdesk
