// What becomes of a received message: a ticket, a line of one, or a message that is kept.
#pragma once

#include <string>
#include <string_view>

#include "mail/automation_rules.hpp"
#include "mail/mail_message.hpp"
#include "store/db.hpp"

namespace outdesk {

struct DeliveryTerms {
  std::string client;       ///< of senders whom no contract, or several, name; empty: such messages are kept
  std::string own_address;  ///< that our letters come from besides those of the contracts; may be empty
  Instant now;
  bool dates = false;       ///< the message happened at its own date, where that is after 1990 and not after `now`
  std::int64_t take = 0;    ///< id of the kept message that this is: it becomes a ticket of `client`
};

struct Delivery {
  enum class Outcome { ticket, message, kept, repeated } outcome = Outcome::kept;
  MailOrigin origin = MailOrigin::human;
  std::int64_t id = 0;         ///< of the message in the store
  std::string client, ticket;  ///< keys; empty where it belongs to none
  std::string reason;          ///< of a kept one: "unknown-sender", "several-clients", "bounce", "auto-reply", "own-mail", "repeated-id"
  bool reopened = false;
};

/// Inside the caller's Transaction.  Throws NotFound where `terms.client` names nobody.
Delivery deliver_message(Db& db, const MailMessage& message, std::string_view raw, const DeliveryTerms& terms);

}  // namespace outdesk
