#include "client/delivery_terms.hpp"

#include <algorithm>

#include "client/mail_terms.hpp"

namespace outdesk {

namespace {

constexpr std::size_t kMostAddresses = 50;
constexpr std::int64_t kLargestLetter = 100;  // MB; no mail system in use takes more

std::string ascii_address(const JsonNode& node) {
  std::string address = read_mail_address(node);
  for (char c : address)
    if (static_cast<unsigned char>(c) >= 0x80) node.fail("must be written in ASCII", "write a domain such as почта.рф in its form xn--…");
  return address;
}

void add_addresses(const JsonNode& list, std::vector<std::string>& known) {
  for (const auto& item : list.items()) {
    std::string address = ascii_address(item);
    if (std::find(known.begin(), known.end(), address) == known.end()) known.push_back(std::move(address));
  }
  if (known.size() > kMostAddresses) list.fail("has more than " + std::to_string(kMostAddresses) + " addresses", "name a list of your mail system instead");
}

}  // namespace

PackageDelivery read_package_delivery(const JsonNode& node) {
  node.only({"to", "audiences", "from", "attach_up_to_mb", "place"});
  PackageDelivery terms;
  auto addresses_of = [&](Audience audience) -> std::vector<std::string>& { return terms.addresses[static_cast<std::size_t>(audience)]; };
  if (auto to = node.find("to")) add_addresses(*to, addresses_of(Audience::director));
  if (auto audiences = node.find("audiences")) {
    audiences->only({"director", "owners", "office"});
    for (Audience audience : kAudiences)
      if (auto list = audiences->find(name_of(audience))) add_addresses(*list, addresses_of(audience));
  }
  if (auto from = node.find("from")) terms.from = ascii_address(*from);
  if (auto limit = node.find("attach_up_to_mb")) {
    terms.attach_up_to_mb = limit->integer();
    if (terms.attach_up_to_mb < 0 || terms.attach_up_to_mb > kLargestLetter) limit->fail("must be from 0 to " + std::to_string(kLargestLetter));
  }
  if (auto place = node.find("place")) terms.place = place->text();
  return terms;
}

}  // namespace outdesk
