#include "base/identifier.hpp"

#include "base/error.hpp"
#include "base/text.hpp"

namespace outdesk {

std::string not_a_client_key(std::string_view text) {
  constexpr std::string_view kFirst = "abcdefghijklmnopqrstuvwxyz0123456789";
  constexpr std::string_view kAll = "abcdefghijklmnopqrstuvwxyz0123456789._-";
  if (text.empty() || text.size() > 63) return "must have 1 to 63 characters";
  if (kFirst.find(text[0]) == kFirst.npos || text.find_first_not_of(kAll) != text.npos)
    return "may only have a-z, 0-9, '.', '_' and '-', and starts with a letter or digit";
  return {};
}

std::string not_a_ticket_key(std::string_view text) {
  if (text.empty() || text.size() > 64) return "must have 1 to 64 bytes";
  if (trimmed(text) != text) return "must not begin or end with a space";
  return unstorable(text);
}

ClientKey::ClientKey(std::string_view text) : text_(text) {
  if (auto why = not_a_client_key(text); !why.empty())
    throw UsageError("client key " + in_quotes(text) + " " + why);
}

TicketKey::TicketKey(std::string_view text) : text_(text) {
  if (auto why = not_a_ticket_key(text); !why.empty())
    throw UsageError("ticket " + in_quotes(text) + ": " + why);
}

}  // namespace outdesk
