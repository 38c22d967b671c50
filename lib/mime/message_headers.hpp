// The header of a message as plain values.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "mail/mail_message.hpp"

namespace outdesk {

/// Header fields in order: name in lower case, value as it came (folded, encoded).
class HeaderFields {
 public:
  /// Of a whole header block; at most `limit` fields.  Bytes above 0x7F that are not UTF-8 are read in the charset that the
  /// message declares for its body, where they mean something in it.
  HeaderFields(std::string_view block, std::size_t limit);

  bool empty() const { return fields_.empty(); }
  bool has(std::string_view name) const { return find(name) != nullptr; }
  /// Raw value of the first field of this name; "" where there is none.
  std::string raw(std::string_view name) const;
  /// The same, decoded, in one line, storable.
  std::string text(std::string_view name) const;
  std::vector<MailAddress> addresses(std::string_view name) const;
  /// Ids of fields such as References, without brackets.
  std::vector<std::string> ids(std::string_view name) const;
  bool any_starts_with(std::string_view prefix) const;
  bool cut() const { return cut_; }

 private:
  std::string value_as_utf8(std::string_view raw) const;
  std::string decoded_value(std::string_view raw) const;
  const std::string* find(std::string_view name) const;
  std::vector<std::pair<std::string, std::string>> fields_;
  std::string charset_;
  bool cut_ = false;
};

/// Sets what the header says: ids, people, subject, date, signs.
void read_headers(const HeaderFields& headers, MailMessage& message);

}  // namespace outdesk
