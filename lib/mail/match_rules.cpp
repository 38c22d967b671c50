#include "mail/match_rules.hpp"

#include <algorithm>

#include "base/identifier.hpp"
#include "base/text.hpp"

namespace outdesk {

namespace {

constexpr std::size_t kMostMarkers = 10;

bool lies_in(std::string_view domain, std::string_view of) {
  if (domain == of) return true;
  return domain.size() > of.size() && domain.ends_with(of) && domain[domain.size() - of.size() - 1] == '.';
}

/// What stands between the brackets of a marker, without "Ticket", '#' and ':'; empty where it is no marker of ours.
std::string_view marked_key(std::string_view inside) {
  inside = trimmed(inside);
  bool named = folded(inside.substr(0, 6)) == "ticket";
  if (named) inside = trimmed(inside.substr(6));
  while (!inside.empty() && (inside.front() == '#' || inside.front() == ':')) inside = trimmed(inside.substr(1));
  // Without the word it must look like a key of ours: "[WARNING]" and "[Liste-3]" are no markers.
  bool ours = inside.size() > 7 && inside.starts_with("T-") && inside.substr(2).find_first_not_of("0123456789-") == inside.npos;
  if (inside.empty() || (!named && !ours) || inside.find_first_of("[]") != inside.npos) return {};
  return not_a_ticket_key(inside).empty() ? inside : std::string_view();
}

/// Length of "Re:", "AW: ", "Re[2]:" at the start of `text`; 0 where there is none.
std::size_t reply_prefix(std::string_view text) {
  std::size_t colon = text.substr(0, 16).find(':');
  if (colon == text.npos) return 0;
  std::string word = folded(trimmed(text.substr(0, colon)));
  if (std::size_t bracket = word.find_first_of("[("); bracket != word.npos) word.resize(bracket);
  for (std::string_view known : {"re", "aw", "fw", "fwd", "wg", "sv", "vs", "antw", "rif", "tr", "res", "ответ", "отв", "на", "пересл"})
    if (word == known) return colon + 1;
  return 0;
}

}  // namespace

MailClaim claim_of(const Contract& contract, std::string_view address) {
  const MailTerms& mail = contract.mail;
  if (std::find(mail.addresses.begin(), mail.addresses.end(), address) != mail.addresses.end()) return MailClaim::address;
  if (!address.empty() && std::any_of(contract.people.begin(), contract.people.end(), [&](const Person& person) { return person.email == address; }))
    return MailClaim::address;
  std::size_t at = address.rfind('@');
  if (at == address.npos) return MailClaim::none;
  std::string_view domain = address.substr(at + 1);
  bool claimed = std::any_of(mail.domains.begin(), mail.domains.end(), [&](const std::string& of) { return lies_in(domain, of); });
  return claimed ? MailClaim::domain : MailClaim::none;
}

std::string person_of_address(const Contract& contract, std::string_view address) {
  if (address.empty()) return {};
  for (const Person& person : contract.people)
    if (person.email == address) return person.name;
  return {};
}

std::vector<std::string> marked_tickets(std::string_view subject) {
  std::vector<std::string> keys;
  for (std::size_t open = subject.find('['); open != subject.npos && keys.size() < kMostMarkers; open = subject.find('[', open + 1)) {
    std::size_t close = subject.substr(open, 100).find(']');
    if (close == subject.npos) continue;
    std::string_view key = marked_key(subject.substr(open + 1, close - 1));
    if (!key.empty() && std::find(keys.begin(), keys.end(), key) == keys.end()) keys.emplace_back(key);
  }
  return keys;
}

std::string marker_of(const std::string& ticket) { return ticket.starts_with("T-") ? "[" + ticket + "]" : "[Ticket#" + ticket + "]"; }

std::string bare_subject(std::string_view subject) {
  std::string text(subject);
  for (const std::string& key : marked_tickets(subject)) text = replaced(std::move(text), marker_of(key), "");
  std::string_view rest = trimmed(text);
  while (std::size_t prefix = reply_prefix(rest)) rest = trimmed(rest.substr(prefix));
  return std::string(rest);
}

}  // namespace outdesk
