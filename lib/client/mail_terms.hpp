// How a client writes mail: whose messages are its own, and what they become.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "input/json.hpp"

namespace outdesk {

struct MailTerms {
  std::string from;                   ///< our address in letters to this client; empty: none agreed
  std::vector<std::string> domains;   ///< in lower case; each covers its subdomains
  std::vector<std::string> addresses; ///< in lower case; an address wins over a domain
  std::string priority;               ///< of a ticket that a message makes; empty: the last in the order of names
};

/// "mail" of a contract.  That `priority` is one of the contract's is for the caller to check.
MailTerms read_mail_terms(const JsonNode& node);

/// An address in the form in which addresses are compared: in lower case.  Fails, naming the path, for what is none.
std::string read_mail_address(const JsonNode& node);

/// Why `text` is not one address of the form name@domain (RFC 5321 without quoted names); empty where it is.
std::string not_a_mail_address(std::string_view text);

}  // namespace outdesk
