#include "access/nt_rules.hpp"

#include <algorithm>

namespace outdesk {

namespace {

bool matches(const Ace& ace, const Token& token, bool owner) {
  if (ace.trustee == sids::kOwnerRights) return owner;
  return !matches_nobody(ace.trustee) && token.holds(ace.trustee);
}

}  // namespace

bool allows_access(std::uint8_t type) { return type == ace::kAllow; }
bool denies_access(std::uint8_t type) { return type == ace::kDeny || type == ace::kDenyObject || type == ace::kDenyIf || type == ace::kDenyObjectIf; }

bool matches_nobody(const Sid& trustee) { return trustee == sids::kCreatorOwner || trustee == sids::kCreatorGroup || trustee == sids::kSelf; }

bool names_owner_rights(const Acl& acl) {
  return std::any_of(acl.begin(), acl.end(), [](const Ace& ace) {
    return !(ace.flags & ace::kInheritOnly) && ace.trustee == sids::kOwnerRights && (allows_access(ace.type) || denies_access(ace.type));
  });
}

Token::Token(std::vector<Sid> sids) : sids_(std::move(sids)) { std::sort(sids_.begin(), sids_.end()); }

bool Token::holds(const Sid& sid) const { return std::binary_search(sids_.begin(), sids_.end(), sid); }

std::uint32_t specific_mask(std::uint32_t mask) {
  constexpr std::uint32_t kGeneric[][2] = {{0x80000000, 0x120089}, {0x40000000, 0x120116}, {0x20000000, 0x1200A0}, {0x10000000, 0x1F01FF}};
  std::uint32_t specific = mask & 0x0FFFFFFF;
  for (const auto& [generic, meant] : kGeneric)
    if (mask & generic) specific |= meant;
  return specific;
}

NtGrant nt_grant(const NtDescriptor& descriptor, const Token& token) {
  NtGrant grant;
  if (!descriptor.has_dacl()) {
    grant.told = false;
    return grant;
  }
  if (!descriptor.dacl) {
    grant.mask = nt::kAll;
    return grant;
  }
  const Acl& acl = *descriptor.dacl;
  bool owner = descriptor.owner && token.holds(*descriptor.owner);
  std::uint32_t denied = 0, entries = 0, refused = 0;  // the last two: of the entries alone, ownership left out
  if (owner && !names_owner_rights(acl)) grant.mask = nt::kReadControl | nt::kWriteDac;
  std::uint32_t own = grant.mask;
  for (const auto& ace : acl) {
    if ((ace.flags & ace::kInheritOnly) || !matches(ace, token, owner)) continue;
    grant.depends_on_claims = grant.depends_on_claims || ace::is_conditional(ace.type);
    std::uint32_t mask = specific_mask(ace.mask);
    if (allows_access(ace.type)) {
      grant.mask |= mask & ~denied;
      entries |= mask & ~refused;
    } else if (denies_access(ace.type)) {
      denied |= mask & ~grant.mask;
      refused |= mask & ~entries;
    }
  }
  grant.by_owner = own & ~entries;
  return grant;
}

}  // namespace outdesk
