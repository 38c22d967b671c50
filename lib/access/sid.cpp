#include "access/sid.hpp"

#include <charconv>
#include <map>
#include <stdexcept>

namespace outdesk {

namespace {

constexpr std::size_t kSidHead = 8, kMostParts = 15;

void append_part(std::string& bytes, std::uint32_t part) {
  for (int shift = 0; shift < 32; shift += 8) bytes += static_cast<char>(part >> shift & 0xFF);
}

std::string head_of(std::uint64_t authority, std::size_t parts) {
  std::string bytes = {1, static_cast<char>(parts)};
  for (int shift = 40; shift >= 0; shift -= 8) bytes += static_cast<char>(authority >> shift & 0xFF);
  return bytes;
}

std::uint8_t byte_at(std::string_view bytes, std::size_t i) { return static_cast<std::uint8_t>(bytes[i]); }

/// A number up to `most`, decimal or 0x hex; empty for anything else.
std::optional<std::uint64_t> number_of(std::string_view text, std::uint64_t most) {
  bool hex = text.starts_with("0x") || text.starts_with("0X");
  if (hex) text.remove_prefix(2);
  std::uint64_t value = 0;
  auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value, hex ? 16 : 10);
  if (text.empty() || error != std::errc{} || end != text.data() + text.size() || value > most) return {};
  return value;
}

}  // namespace

Sid::Sid(std::uint64_t authority, std::initializer_list<std::uint32_t> parts) : bytes_(head_of(authority, parts.size())) {
  if (parts.size() > kMostParts) throw std::logic_error("a SID has fifteen parts at most");
  for (std::uint32_t part : parts) append_part(bytes_, part);
}

std::optional<Sid> Sid::from_bytes(std::string_view bytes) {
  if (bytes.size() < kSidHead || byte_at(bytes, 0) != 1 || byte_at(bytes, 1) > kMostParts) return {};
  std::size_t size = kSidHead + 4 * std::size_t{byte_at(bytes, 1)};
  if (bytes.size() < size) return {};
  return Sid(std::string(bytes.substr(0, size)));
}

std::optional<Sid> Sid::from_text(std::string_view text) {
  constexpr std::uint64_t kMostAuthority = (std::uint64_t{1} << 48) - 1;
  if (!text.starts_with("S-1-") && !text.starts_with("s-1-")) return {};
  text.remove_prefix(4);
  std::string parts;
  std::size_t count = 0;
  std::optional<std::uint64_t> authority;
  for (bool more = true; more;) {
    std::size_t dash = text.find('-');
    more = dash != text.npos;
    auto value = number_of(text.substr(0, dash), authority ? UINT32_MAX : kMostAuthority);
    if (!value) return {};
    if (more) text.remove_prefix(dash + 1);
    if (!authority) { authority = value; continue; }
    if (++count > kMostParts) return {};
    append_part(parts, static_cast<std::uint32_t>(*value));
  }
  return Sid(head_of(*authority, count) + parts);
}

std::string Sid::to_text() const {
  if (bytes_.empty()) return {};
  std::uint64_t authority = 0;
  for (std::size_t i = 2; i < kSidHead; ++i) authority = authority << 8 | byte_at(bytes_, i);
  std::string text = "S-1-" + std::to_string(authority);
  for (std::size_t at = kSidHead; at < bytes_.size(); at += 4) {
    std::uint32_t part = 0;
    for (std::size_t i = 4; i > 0; --i) part = part << 8 | byte_at(bytes_, at + i - 1);
    text += '-' + std::to_string(part);
  }
  return text;
}

Sid Sid::domain() const {
  if (bytes_.size() <= kSidHead) return {};
  Sid shorter(bytes_.substr(0, bytes_.size() - 4));
  shorter.bytes_[1] = static_cast<char>(byte_at(bytes_, 1) - 1);
  return shorter;
}

Sid Sid::with(std::uint32_t part) const {
  if (bytes_.empty() || byte_at(bytes_, 1) >= kMostParts) return {};
  Sid longer = *this;
  longer.bytes_[1] = static_cast<char>(byte_at(bytes_, 1) + 1);
  append_part(longer.bytes_, part);
  return longer;
}

std::uint32_t Sid::last_part() const {
  std::uint32_t value = 0;
  for (std::size_t i = 4; bytes_.size() > kSidHead && i > 0; --i) value = value << 8 | static_cast<std::uint8_t>(bytes_[bytes_.size() - 5 + i]);
  return value;
}

bool is_of_domain(const Sid& sid) {
  static const Sid kDomains{5, {21}};
  constexpr std::size_t kCount = 1;  // the byte that says how many parts there are
  return sid.size() > kDomains.size() && std::string_view(sid.bytes()).substr(kCount + 1).starts_with(std::string_view(kDomains.bytes()).substr(kCount + 1));
}

std::string well_known_name(const Sid& sid) {
  static const std::map<Sid, std::string> kNames = {
      {sids::kEveryone, "Everyone"}, {sids::kCreatorOwner, "CREATOR OWNER"}, {sids::kCreatorGroup, "CREATOR GROUP"}, {sids::kOwnerRights, "OWNER RIGHTS"},
      {sids::kNetwork, "NETWORK"}, {sids::kAuthenticatedUsers, "Authenticated Users"}, {sids::kSelf, "SELF"},
      {Sid{5, {1}}, "DIALUP"}, {Sid{5, {3}}, "BATCH"}, {Sid{5, {4}}, "INTERACTIVE"}, {Sid{5, {6}}, "SERVICE"}, {Sid{5, {7}}, "ANONYMOUS LOGON"},
      {Sid{5, {9}}, "Enterprise Domain Controllers"}, {Sid{5, {13}}, "TERMINAL SERVER USER"}, {Sid{5, {15}}, "This Organization"},
      {Sid{5, {18}}, "SYSTEM"}, {Sid{5, {19}}, "LOCAL SERVICE"}, {Sid{5, {20}}, "NETWORK SERVICE"},
      {Sid{5, {113}}, "Local account"}, {Sid{5, {114}}, "Local account and member of Administrators"},
      {sids::kAdministrators, "BUILTIN\\Administrators"}, {sids::kUsers, "BUILTIN\\Users"}, {sids::kGuests, "BUILTIN\\Guests"},
      {Sid{5, {32, 547}}, "BUILTIN\\Power Users"}, {Sid{5, {32, 548}}, "BUILTIN\\Account Operators"}, {Sid{5, {32, 549}}, "BUILTIN\\Server Operators"},
      {Sid{5, {32, 550}}, "BUILTIN\\Print Operators"}, {Sid{5, {32, 551}}, "BUILTIN\\Backup Operators"}, {Sid{5, {32, 555}}, "BUILTIN\\Remote Desktop Users"},
      {Sid{5, {80, 956008885, 3418522649, 1831038044, 1853292631, 2271478464}}, "NT SERVICE\\TrustedInstaller"},
      {Sid{15, {2, 1}}, "ALL APPLICATION PACKAGES"}};
  auto found = kNames.find(sid);
  if (found != kNames.end()) return found->second;
  if (sid.domain() == sids::kUnixUsers) return "uid:" + sid.to_text().substr(sids::kUnixUsers.to_text().size() + 1);
  if (sid.domain() == sids::kUnixGroups) return "gid:" + sid.to_text().substr(sids::kUnixGroups.to_text().size() + 1);
  return "";
}

}  // namespace outdesk
