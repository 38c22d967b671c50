// Who is sent the package of the month, and how: the part `delivery` of the contract.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "client/audience.hpp"
#include "input/json.hpp"

namespace outdesk {

struct PackageDelivery {
  std::string from;                                      ///< address that the letter comes from; empty: the one of `mail`
  std::array<std::vector<std::string>, kAudiences.size()> addresses;  ///< in lower case, each once, by Audience
  std::int64_t attach_up_to_mb = 10;                     ///< archives up to so many million bytes go into the letter; 0: none
  std::string place;                                     ///< where larger ones are laid, in words for the client; empty: nothing agreed

  const std::vector<std::string>& of(Audience audience) const { return addresses[static_cast<std::size_t>(audience)]; }
};

/// Addresses are of ASCII alone (a domain in its form xn--): not every mail system takes others.  `to` is the director's.
PackageDelivery read_package_delivery(const JsonNode& node);

}  // namespace outdesk
