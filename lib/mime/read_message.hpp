// Reading of messages (RFC 5322, MIME) by GMime.
#pragma once

#include <string_view>

#include "mail/mail_message.hpp"

namespace outdesk {

/// What is read of a message at the most; past a limit the rest stands in the raw message alone, and `remarks` says so.
struct MessageLimits {
  std::size_t bytes = 25u << 20;
  std::size_t header_bytes = 1u << 20;  ///< of the message's own header
  std::size_t header_fields = 2000;
  int levels = 100;                     ///< of parts in parts
  int parts = 1000;
  std::size_t text_bytes = 1u << 20;    ///< of each text part
};

/// Never fails: what cannot be read is left out, and `remarks` says so.  Linear in the size of `raw`.
MailMessage read_message(std::string_view raw, const MessageLimits& limits = {});

}  // namespace outdesk
