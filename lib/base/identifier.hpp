// Keys that users give to things.  A key that exists is valid; there is no other way to make one.
#pragma once

#include <compare>
#include <string>
#include <string_view>

namespace outdesk {

/// A client's key: 1 to 63 of `a-z 0-9 . _ -`, first a letter or digit.  Safe as a file name.
class ClientKey {
 public:
  ClientKey() = delete;
  explicit ClientKey(std::string_view text);  ///< throws UsageError
  const std::string& str() const { return text_; }
  auto operator<=>(const ClientKey&) const = default;

 private:
  std::string text_;
};

/// A ticket's key: 1 to 64 bytes of valid UTF-8 without control characters, without space at either end.
class TicketKey {
 public:
  TicketKey() = delete;
  explicit TicketKey(std::string_view text);  ///< throws UsageError
  const std::string& str() const { return text_; }
  auto operator<=>(const TicketKey&) const = default;

 private:
  std::string text_;
};

/// Why `text` is not a key; empty where it is one.
std::string not_a_client_key(std::string_view text);
std::string not_a_ticket_key(std::string_view text);

}  // namespace outdesk
