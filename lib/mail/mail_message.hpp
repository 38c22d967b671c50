// A message as plain values: what was read of it, whatever its form was.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/instant.hpp"

namespace outdesk {

/// All texts are valid UTF-8 and may be stored: control characters stand as pictures (U+2400…), what could not be
/// decoded as U+FFFD.
struct MailAddress {
  std::string name;     ///< as it is shown; may be empty
  std::string address;  ///< in lower case
  bool operator==(const MailAddress&) const = default;
};

struct MailAttachment {
  std::string name;   ///< clean: no '/', no control character, not "." or ".."
  std::string type;   ///< "application/pdf"
  std::string bytes;
};

/// What headers and parts say about who or what wrote it.
struct MailSigns {
  std::string auto_submitted;   ///< first word, in lower case: "auto-replied"
  std::string precedence;       ///< in lower case
  bool autoreply_header = false;      ///< X-Autoreply, X-Autorespond, X-Autorespond-…
  bool list_header = false;           ///< List-Id, List-Unsubscribe, Feedback-ID
  bool suppress_header = false;       ///< X-Auto-Response-Suppress
  bool empty_return_path = false;     ///< Return-Path: <>
  bool delivery_report = false;       ///< multipart/report of delivery-status (RFC 3464), or a part of that type
  bool disposition_report = false;    ///< multipart/report of disposition-notification (RFC 8098)
  std::vector<std::string> returned_ids;  ///< Message-IDs of the message that a report is about
  bool own_mark = false;              ///< X-Outdesk-Ticket at the top
};

struct MailMessage {
  std::string message_id;                ///< without brackets; empty where it has none
  std::vector<std::string> in_reply_to, references;  ///< ids in the order of the message, without brackets
  MailAddress from;
  std::vector<MailAddress> reply_to, to, cc;
  std::string subject;
  std::optional<Instant> date;           ///< as the message says
  std::string text;                      ///< LF line ends; quotes and signature are still there
  std::vector<MailAttachment> attachments;
  MailSigns signs;
  std::vector<std::string> remarks;      ///< what was repaired, cut or could not be read, in words
};

}  // namespace outdesk
