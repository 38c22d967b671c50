// Messages and their files as Documents.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "mail/deliver_message.hpp"
#include "mail/save_files.hpp"
#include "output/document.hpp"
#include "ticket/ticket_store.hpp"

namespace outdesk {

/// Messages that are no tickets, oldest first.
Document kept_list(Db& db);

/// What became of the messages of a mailbox.
struct MailReceipt {
  std::string source;
  std::int64_t messages = 0, tickets = 0, continued = 0, repeated = 0;
  std::map<std::string, std::int64_t> kept;  ///< by reason
  void count(const Delivery& delivery);
};
Document mail_receipt(const MailReceipt& receipt);

/// Raw messages and attachments that a ticket's lines name, with the names that `--save` gives them.
std::vector<TicketFile> files_of(Db& db, const std::vector<Event>& events);
Document file_list(const TicketRow& ticket, const std::vector<TicketFile>& files);

/// "message 12 was kept and is no ticket: nobody's contract names its sender": for people.
std::string kept_words(const Delivery& delivery);

}  // namespace outdesk
