#include "asset/identity_rules.hpp"

#include <algorithm>
#include <array>
#include <set>

#include "base/text.hpp"

namespace outdesk {

namespace {

/// What makers and hypervisors print in place of a number, folded.
constexpr std::array<std::string_view, 24> kNoSerials{
    "to be filled by o.e.m.", "to be filled by o.e.m", "default string", "system serial number", "none", "n/a", "na", "unknown", "not specified",
    "not available", "not applicable", "invalid", "oem", "o.e.m.", "serial", "no serial", "empty", "xxxxxxxx", "123456789", "0123456789", "1234567890",
    "00000000", "chassis serial number", "base board serial number"};

/// UUIDs that whole series of boards came with.
constexpr std::array<std::string_view, 4> kSharedUuids{"03000200-0400-0500-0006-000700080009", "fefefefe-fefe-fefe-fefe-fefefefefefe",
                                                       "00020003-0004-0005-0006-000700080009", "01234567-89ab-cdef-0123-456789abcdef"};

/// Adapters that carry one address wherever they go: the loopback of VPN clients, PPP, docks that pass none on.
constexpr std::array<std::string_view, 4> kSharedMacs{"00:ff:ff:ff:ff:ff", "00:53:45:00:00:00", "33:50:6f:45:30:30", "50:50:54:50:30:30"};

/// Hexadecimal digits in lower case, without the dividers; empty where anything else is there.
std::string hex_digits(std::string_view text, std::string_view dividers) {
  std::string digits;
  for (char c : trimmed(text)) {
    if (dividers.find(c) != dividers.npos) continue;
    char lower = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
    if (!((lower >= '0' && lower <= '9') || (lower >= 'a' && lower <= 'f'))) return {};
    digits += lower;
  }
  return digits;
}

bool one_digit_only(std::string_view digits) { return digits.find_first_not_of(digits.front()) == digits.npos; }

template <std::size_t N>
bool is_among(const std::array<std::string_view, N>& list, std::string_view text) {
  return std::find(list.begin(), list.end(), text) != list.end();
}

/// The first three groups byte by byte the other way round.
std::string turned_uuid(std::string_view uuid) {
  constexpr std::array<std::size_t, 8> kBytes{6, 4, 2, 0, 11, 9, 16, 14};  // of the first three groups, last byte first
  std::string turned;
  for (std::size_t i = 0; i < kBytes.size(); ++i) {
    if (i == 4 || i == 6) turned += '-';
    turned += uuid.substr(kBytes[i], 2);
  }
  return turned + std::string(uuid.substr(18));
}

/// What a head can be found by.
std::vector<std::string> proofs_of(const Asset& asset) {
  const AssetHead& head = asset.head;
  std::vector<std::string> proofs = {"key:" + without_case(asset.key)};
  if (!head.tag.empty()) proofs.push_back("tag:" + without_case(head.tag));
  if (auto serial = normal_serial(head.serial); !serial.empty()) proofs.push_back("serial:" + serial);
  if (auto uuid = normal_uuid(head.uuid); !uuid.empty()) for (const auto& form : {uuid, turned_uuid(uuid)}) proofs.push_back("uuid:" + form);
  for (const auto& mac : head.macs) proofs.push_back("mac:" + mac);
  if (!head.device_id.empty()) proofs.push_back("device:" + head.device_id);
  for (const auto& name : {head.name, head.host}) if (!name.empty()) proofs.push_back("name:" + without_case(name));
  return proofs;
}

std::set<std::string> cards_of(const SeenDevice& seen) {
  std::set<std::string> cards;
  for (const auto& mac : seen.macs)
    if (auto normal = normal_mac(mac); !normal.empty()) cards.insert(normal);
  return cards;
}

/// What else speaks for, or against, a known asset and a sighting being one.
struct Likeness {
  Likeness(const AssetHead& known, const SeenDevice& seen) {
    std::string name = without_case(known.host.empty() ? known.name : known.host), seen_name = without_case(seen.name);
    one_name = !name.empty() && name == seen_name;
    names_differ = !name.empty() && !seen_name.empty() && name != seen_name && !(seen.registered || (known.host.empty() && known.registered));
    one_agent = !known.device_id.empty() && known.device_id == seen.device_id;
    std::set<std::string> cards = cards_of(seen);
    for (const auto& card : cards) shared_cards += known.macs.count(card);
    cards_differ = !cards.empty() && !known.macs.empty() && shared_cards == 0;
    each_has_more = cards.size() > shared_cards && known.macs.size() > shared_cards;
  }
  bool one_name = false, names_differ = false;  ///< a register's own words for a thing are no host name, and differ from none
  bool one_agent = false;
  std::size_t shared_cards = 0;
  bool cards_differ = false;                    ///< both have some, and none is the same
  bool each_has_more = false;                   ///< than the shared ones
};

/// Nothing but names to tell it by.
bool has_no_number(const AssetHead& head) { return normal_serial(head.serial).empty() && normal_uuid(head.uuid).empty() && head.macs.empty(); }

bool has_no_number(const SeenDevice& seen) {
  return normal_serial(seen.serial).empty() && normal_uuid(seen.uuid).empty() &&
         std::all_of(seen.macs.begin(), seen.macs.end(), [](const std::string& mac) { return normal_mac(mac).empty(); });
}

}  // namespace

std::string normal_serial(std::string_view text) {
  std::string lower = without_case(trimmed(text));
  if (lower.size() < 3 || is_among(kNoSerials, lower) || one_digit_only(lower) || lower.find_first_not_of("-._ ") == lower.npos) return {};
  for (char& c : lower) if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 32);
  return lower;
}

std::string normal_uuid(std::string_view text) {
  std::string digits = hex_digits(text, "-{}");
  if (digits.size() != 32 || one_digit_only(digits)) return {};
  std::string uuid = digits.substr(0, 8) + "-" + digits.substr(8, 4) + "-" + digits.substr(12, 4) + "-" + digits.substr(16, 4) + "-" + digits.substr(20);
  return is_among(kSharedUuids, uuid) ? "" : uuid;
}

std::string normal_mac(std::string_view text) {
  std::string digits = hex_digits(text, ":-.");
  if (digits.size() != 12 || one_digit_only(digits)) return {};
  char second = digits[1];
  bool group = std::string_view("13579bdf").find(second) != std::string_view::npos;
  bool locally_given = std::string_view("2367abef").find(second) != std::string_view::npos;
  std::string mac = digits.substr(0, 2);
  for (std::size_t i = 2; i < digits.size(); i += 2) mac += ":" + digits.substr(i, 2);
  return group || locally_given || is_among(kSharedMacs, mac) ? "" : mac;
}

bool same_uuid(std::string_view a, std::string_view b) {
  std::string first = normal_uuid(a), second = normal_uuid(b);
  return !first.empty() && !second.empty() && (first == second || turned_uuid(first) == second);
}

bool contradicts(const AssetHead& known, const SeenDevice& seen) {
  std::string serial = normal_serial(known.serial), seen_serial = normal_serial(seen.serial);
  bool both = !serial.empty() && !seen_serial.empty();
  if (both && serial != seen_serial) return true;
  const Likeness like(known, seen);
  // A copied image, a cloned machine, a board with somebody else's number: all but the number is another's.
  if (like.names_differ && like.cards_differ) return true;
  if (normal_uuid(known.uuid).empty() || normal_uuid(seen.uuid).empty() || same_uuid(known.uuid, seen.uuid)) return false;
  // A board that was changed has another UUID; the name stays, and a card or the agent does.
  return !(like.one_name && (like.shared_cards > 0 || like.one_agent));
}

IdentityIndex::IdentityIndex(const std::vector<Asset>& assets) : assets_(assets) {
  for (std::size_t i = 0; i < assets.size(); ++i) add(i);
}

void IdentityIndex::add(std::size_t place) {
  for (const auto& proof : proofs_of(assets_[place])) {
    auto& places = places_[proof];
    if (std::find(places.begin(), places.end(), place) == places.end()) places.push_back(place);
  }
}

bool IdentityIndex::may_be(std::size_t place, const SeenDevice& seen) const {
  const Asset& asset = assets_[place];
  // A register tells its rows apart by their own numbers, whatever else they share.
  bool numbered = seen.registered && !seen.key.empty() && asset.head.registered;
  bool other_number = numbered && without_case(asset.key) != without_case(seen.key) && without_case(asset.head.tag) != without_case(seen.key);
  return !other_number && !contradicts(asset.head, seen);
}

std::optional<std::size_t> IdentityIndex::among(const std::string& proof, const SeenDevice& seen, bool card) const {
  auto found = places_.find(proof);
  if (found == places_.end()) return {};
  std::optional<std::size_t> best;
  int best_rank = 0;
  for (std::size_t place : found->second) {
    const AssetHead& head = assets_[place].head;
    const Likeness like(head, seen);
    // Devices that meet at one dock share its card, and have another name and cards of their own.
    if (!may_be(place, seen) || (card && like.names_differ && like.each_has_more)) continue;
    // One that is written off is met again only where nothing else fits; of several the one of the same name.
    int rank = 1 + (is_kept(head) ? 2 : 0) + (like.one_name || without_case(head.name) == without_case(seen.name) ? 1 : 0);
    if (rank > best_rank) best = place, best_rank = rank;
  }
  return best;
}

std::optional<std::size_t> IdentityIndex::find(const SeenDevice& seen) const {
  if (!seen.key.empty())
    for (const char* kind : {"key:", "tag:"})
      if (auto place = among(kind + without_case(seen.key), seen)) return place;
  if (auto serial = normal_serial(seen.serial); !serial.empty())
    if (auto place = among("serial:" + serial, seen)) return place;
  if (auto uuid = normal_uuid(seen.uuid); !uuid.empty())
    if (auto place = among("uuid:" + uuid, seen)) return place;
  for (const auto& card : cards_of(seen))
    if (auto place = among("mac:" + card, seen, true)) return place;
  if (!seen.device_id.empty())
    if (auto place = among("device:" + seen.device_id, seen)) return place;
  return by_name(seen);
}

std::optional<std::size_t> IdentityIndex::by_name(const SeenDevice& seen) const {
  auto found = seen.name.empty() ? places_.end() : places_.find("name:" + without_case(seen.name));
  if (found == places_.end()) return {};
  std::optional<std::size_t> only;
  for (std::size_t place : found->second) {
    const AssetHead& head = assets_[place].head;
    bool by_name_alone = has_no_number(seen) || has_no_number(head);
    // A register's own number tells its rows apart; its row without a serial number is the device of that host name.
    bool own_number = seen.registered && !seen.key.empty() && without_case(head.host) != without_case(seen.name);
    if (!by_name_alone || own_number || !is_kept(head) || !may_be(place, seen)) continue;
    if (only) return {};
    only = place;
  }
  return only;
}

std::vector<std::size_t> assets_called(const std::vector<Asset>& assets, std::string_view name) {
  std::vector<std::size_t> found;
  std::string wanted = without_case(name);
  auto is_it = [&](const std::string& known) { return !known.empty() && without_case(known) == wanted; };
  for (std::size_t i = 0; i < assets.size(); ++i) {
    const AssetHead& head = assets[i].head;
    if (is_it(assets[i].key)) return {i};
    if (is_it(head.tag) || is_it(head.host) || is_it(head.name) || is_it(head.serial)) found.push_back(i);
  }
  return found;
}

std::string new_asset_key(const SeenDevice& seen, const std::unordered_map<std::string, std::size_t>& taken) {
  constexpr std::size_t kLongest = 56;  // of the 64 bytes of a key, so that a number fits behind it
  std::string stem = seen.key;
  for (const std::string& name : {without_case(seen.name), normal_serial(seen.serial), seen.macs.empty() ? std::string() : normal_mac(seen.macs.front()), std::string("device")})
    if (stem.empty()) stem = name;
  stem = storable(trimmed(stem));
  while (stem.size() > kLongest || (!stem.empty() && stem.back() == ' ')) {
    do stem.pop_back(); while (!stem.empty() && invalid_utf8(stem) != stem.npos);
  }
  if (stem.empty()) stem = "device";
  std::string key = stem;
  for (int number = 2; taken.count(without_case(key)); ++number) key = stem + "-" + std::to_string(number);
  return key;
}

}  // namespace outdesk
