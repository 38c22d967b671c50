// Letters that outdesk writes, as the bytes that go to sendmail (RFC 5322, RFC 2045, RFC 2047).
#pragma once

#include <string>
#include <vector>

#include "base/instant.hpp"

namespace outdesk {

struct OutgoingMail {
  std::string from;                         ///< address
  std::vector<std::string> to, cc;          ///< addresses
  std::string subject;
  std::string message_id, in_reply_to;      ///< without brackets; in_reply_to may be empty
  std::vector<std::string> references;      ///< oldest first
  std::string ticket;                       ///< key, for X-Outdesk-Ticket
  Instant date;
  std::string text;                         ///< UTF-8 with LF line ends
  bool automatic = false;                   ///< Auto-Submitted: auto-replied (RFC 3834, 5)
};

/// LF line ends, as sendmail takes them.  No text of the letter can make a header: line ends and control characters of
/// headers are gone, and ids that are none are left out.
std::string composed(const OutgoingMail& mail);

/// "Re: Printer is silent [T-2026-00417]": once, whatever the subject was before.
std::string answer_subject(std::string_view subject, const std::string& ticket);

}  // namespace outdesk
