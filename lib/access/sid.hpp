// Security identifiers of Windows: who an entry of an access list is about.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace outdesk {

/// A SID in its binary form (MS-DTYP 2.4.2.2), which is also its order and its identity.
class Sid {
 public:
  Sid() = default;
  /// `authority` below 2^48, at most 15 sub-authorities.
  Sid(std::uint64_t authority, std::initializer_list<std::uint32_t> parts);

  /// The SID at the start of `bytes`; empty where there is none.  `size` is then its length.
  static std::optional<Sid> from_bytes(std::string_view bytes);
  /// "S-1-5-32-544", parts in decimal or 0x hex; empty for anything else.
  static std::optional<Sid> from_text(std::string_view text);

  const std::string& bytes() const { return bytes_; }
  std::size_t size() const { return bytes_.size(); }
  bool empty() const { return bytes_.empty(); }
  std::string to_text() const;
  /// This SID with one more part: a domain's SID becomes that of an account in it.  Empty where it has fifteen.
  Sid with(std::uint32_t part) const;
  /// Without its last part: the domain of an account.  Empty where it has none.
  Sid domain() const;
  std::uint32_t last_part() const;  ///< 0 where it has none
  std::strong_ordering operator<=>(const Sid&) const = default;
  bool operator==(const Sid&) const = default;

 private:
  explicit Sid(std::string bytes) : bytes_(std::move(bytes)) {}
  std::string bytes_;
};

namespace sids {
inline const Sid kEveryone{1, {0}}, kCreatorOwner{3, {0}}, kCreatorGroup{3, {1}}, kOwnerRights{3, {4}};
inline const Sid kNetwork{5, {2}}, kAuthenticatedUsers{5, {11}}, kSelf{5, {10}};
inline const Sid kAdministrators{5, {32, 544}}, kUsers{5, {32, 545}}, kGuests{5, {32, 546}};
inline const Sid kUnixUsers{22, {1}}, kUnixGroups{22, {2}};  ///< Samba: with the uid or gid behind them
}  // namespace sids

/// True for accounts and groups of a domain or a machine (S-1-5-21-…); other SIDs mean nobody in particular.
bool is_of_domain(const Sid& sid);

/// "Everyone", "BUILTIN\\Administrators"…, by number and not by a language; empty for a SID that means nobody in general.
std::string well_known_name(const Sid& sid);

}  // namespace outdesk
