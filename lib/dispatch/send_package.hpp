// Sending a month's packages: once each, written down before and after.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/instant.hpp"
#include "client/audience.hpp"
#include "delivery/delivery_rules.hpp"

namespace outdesk {

struct SendOrder {
  std::string store;                 ///< URL
  std::string client;                ///< key
  Month month;
  std::optional<Audience> audience;  ///< empty: all that the contract names addresses for
  std::string folder;                ///< where packages lie
  std::vector<std::string> to;       ///< instead of the contract's; only with `audience`
  bool again = false;                ///< also what may have arrived
  bool dry_run = false;              ///< everything but writing and sending
  Instant now;
  std::string by;
  std::string own_address;           ///< where the contract names none (OUTDESK_MAIL_FROM)
  std::string sendmail;              ///< OUTDESK_SENDMAIL
};

/// What became of one audience's package.
struct SendOutcome {
  enum class Act { handed_over, would_be, left } act = Act::left;  ///< left: it was sent before, or may have been
  Audience audience = Audience::director;
  std::int64_t revision = 1;
  std::string folder, message_id;
  std::vector<std::string> recipients;
  DeliveryState state = DeliveryState::built;  ///< as the log has it now
  Instant at;                                  ///< of that state
  std::string words;                           ///< of the mail system
  std::int64_t attached = 0;                   ///< bytes of the archive; 0: not in the letter
  bool good() const { return state == DeliveryState::accepted || act == Act::would_be; }
};

/// Each audience's newest revision is verified first, all of them before any is sent.  `sent` is in the store before the mail
/// system sees the letter, and how it ended after that: a run that dies between leaves `sent` without an end, which the
/// next run writes down as uncertain.  What was accepted, or may have been, is not sent again without `again`.
/// Throws UsageError where nobody is to be written to, NotFound for a client or package that is not there, Error(Exit::delivery)
/// for a package that may not be sent, Busy where another run sends or builds, MissingSource without a sendmail.
std::vector<SendOutcome> send_packages(const SendOrder& order);

}  // namespace outdesk
