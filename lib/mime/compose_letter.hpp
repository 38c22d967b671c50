// A letter with a file in it, as the bytes that go to sendmail.
#pragma once

#include <string>
#include <vector>

#include "base/instant.hpp"

namespace outdesk {

struct Letter {
  std::string from;             ///< address
  std::vector<std::string> to;  ///< addresses, all of them shown
  std::string subject;
  std::string message_id;       ///< without brackets
  Instant date;
  std::string text;             ///< UTF-8 with LF line ends
  std::string attachment_name;  ///< ASCII; empty: no file
  std::string attachment;       ///< bytes of a zip archive
};

/// The same letter has the same bytes: texts are UTF-8 whatever they say, the boundary comes from the id.  LF line ends, as
/// sendmail takes them.  No text can make a header: line ends and control characters of a subject are gone.  Says of itself
/// that a program sent it (RFC 3834), so that no absence note answers.
std::string composed_letter(const Letter& letter);

}  // namespace outdesk
