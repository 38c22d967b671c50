#include "client/mail_terms.hpp"

#include "base/text.hpp"

namespace outdesk {

namespace {

constexpr std::size_t kLongestAddress = 254;  // RFC 5321, 4.5.3.1.3

bool is_domain(std::string_view text) {
  if (text.empty() || text.size() > 253) return false;
  for (auto label : split(text, '.')) {
    if (label.empty() || label.size() > 63 || label.front() == '-' || label.back() == '-') return false;
    for (char c : label) {
      bool good = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || (c & 0x80) != 0;
      if (!good) return false;
    }
  }
  return true;
}

std::string read_domain(const JsonNode& node) {
  std::string domain = node.text();
  if (!is_domain(domain) || domain.find('.') == domain.npos)
    node.fail("must be a domain such as \"example.ru\", not " + in_quotes(domain));
  return without_case(domain);
}

}  // namespace

std::string not_a_mail_address(std::string_view text) {
  std::size_t at = text.rfind('@');
  if (at == text.npos || at == 0) return "must be an address such as name@example.ru";
  if (text.size() > kLongestAddress) return "is longer than an address can be";
  for (char c : text.substr(0, at))
    if (static_cast<unsigned char>(c) <= ' ' || c == 0x7F || std::string_view("()<>[]:;@\\,\"").find(c) != std::string_view::npos)
      return "has a character before the @ that an address cannot have";
  return is_domain(text.substr(at + 1)) && invalid_utf8(text) == text.npos && control_character(text) == text.npos ? "" : "has no domain behind the @";
}

std::string read_mail_address(const JsonNode& node) {
  std::string address = node.text();
  if (auto why = not_a_mail_address(address); !why.empty()) node.fail(why + ", not " + in_quotes(address));
  return without_case(address);
}

MailTerms read_mail_terms(const JsonNode& node) {
  node.only({"from", "domains", "addresses", "priority"});
  MailTerms terms;
  if (auto from = node.find("from")) {
    terms.from = from->text();
    read_mail_address(*from);
  }
  if (auto domains = node.find("domains"))
    for (const auto& domain : domains->items()) terms.domains.push_back(read_domain(domain));
  if (auto addresses = node.find("addresses"))
    for (const auto& address : addresses->items()) terms.addresses.push_back(read_mail_address(address));
  if (auto priority = node.find("priority")) terms.priority = priority->text();
  return terms;
}

}  // namespace outdesk
