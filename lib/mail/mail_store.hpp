// Messages and their files in the store: the only SQL about them.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/instant.hpp"
#include "base/sha256.hpp"
#include "client/contract.hpp"
#include "store/db.hpp"

namespace outdesk {

/// Keeps bytes once, named by their SHA-256.  All that writes lives inside the caller's Transaction.
Digest keep_mail_file(Db& db, std::string_view bytes);
/// The bytes of a file; empty where the store has none of this hash.
std::optional<std::string> mail_file(Db& db, const Digest& hash);
/// Its size in bytes; empty where the store has none of this hash.
std::optional<std::int64_t> mail_file_size(Db& db, const Digest& hash);

/// A message and what became of it.
struct MailRow {
  std::int64_t id = 0;
  std::string direction = "in";  ///< or "out"
  std::string message_id;
  Digest identity{}, content{};
  std::string sender, subject;
  std::vector<std::string> answer_to, answer_cc;  ///< addresses
  Digest raw{};                  ///< must have been kept
  std::int64_t ticket = 0;       ///< 0: none
  std::string outcome;           ///< "ticket" (it made one), "message", "kept", "sent", "acknowledged"
  std::string reason;            ///< why it was kept
  std::int64_t kept = 0;         ///< id of the kept message that this row takes; 0: none
  Instant entered;
};
/// Returns the row's id.  `parties`: addresses that may go on writing in the ticket.
std::int64_t keep_mail_row(Db& db, const MailRow& row, const std::vector<std::string>& parties);

/// The last row of a received message of this identity; empty where it is new.
std::optional<MailRow> mail_row_of_identity(Db& db, const Digest& identity);
/// The same of those that say the same.
std::optional<MailRow> mail_row_of_content(Db& db, const Digest& identity, const Digest& content);
/// The row of a ticket's message with this raw text; empty where there is none.
std::optional<MailRow> mail_row_of_raw(Db& db, std::int64_t ticket, const Digest& raw);
/// The last row with this message id that has a ticket; empty where there is none.
std::optional<MailRow> mail_row_of_message_id(Db& db, std::string_view message_id);
/// Whether we sent a message of this id.
bool was_sent_by_us(Db& db, std::string_view message_id);
std::optional<MailRow> mail_row(Db& db, std::int64_t id);
/// Whether a kept message was taken into a ticket.
bool was_taken(Db& db, std::int64_t kept);
/// Kept messages that were not taken, oldest first.
void for_each_kept(Db& db, const std::function<void(const MailRow&)>& visit);

/// How many of these a person wrote, who waits for an answer: all but bounces, automatic replies and our own letters.
std::int64_t count_kept(Db& db);

/// What finds a ticket: key of the client it was made for, and its own.
struct TicketName {
  std::string client, key;
};
/// Empty keys where there is no such ticket.
TicketName ticket_name(Db& db, std::int64_t ticket);
/// Tickets with exactly this key, of all clients.
std::vector<TicketName> tickets_of_key(Db& db, std::string_view key);

/// Whether this address wrote in a ticket, or was written to in it.
bool is_party(Db& db, std::int64_t ticket, std::string_view address);
/// How often tickets of this sender were acknowledged at or after `since`.
std::int64_t acknowledged_since(Db& db, std::string_view address, Instant since);

/// Contracts in force at `now` whose text may name this address or its domain, with their clients' keys in order.
std::vector<Contract> contracts_that_name(Db& db, std::string_view address, Instant now);
/// Every address that a contract in force names as ours.
bool is_own_address(Db& db, std::string_view address, Instant now);

/// Messages that are not what was chained, and files whose bytes do not have their hash, in words; empty where all is well.
std::vector<std::string> mail_damage(Db& db);

}  // namespace outdesk
