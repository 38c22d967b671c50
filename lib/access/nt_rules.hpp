// What a security descriptor grants (access.md 2.2 and 2.3).  Pure.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "access/nt_descriptor.hpp"

namespace outdesk {

namespace nt {
constexpr std::uint32_t kRead = 1, kWrite = 2, kAppend = 4, kReadAttributesExtended = 8, kTraverse = 0x20, kDeleteChild = 0x40,
                        kReadAttributes = 0x80, kDelete = 0x10000, kReadControl = 0x20000, kWriteDac = 0x40000, kWriteOwner = 0x80000,
                        kSynchronize = 0x100000, kAll = 0x1F01FF;
}  // namespace nt

/// Everybody that a person is, sorted: himself, his groups, Everyone and the like.
class Token {
 public:
  explicit Token(std::vector<Sid> sids);
  bool holds(const Sid& sid) const;
  std::span<const Sid> sids() const { return sids_; }

 private:
  std::vector<Sid> sids_;
};

/// The mask with its generic bits (GA, GR, GW, GX) replaced by the rights of files that they mean.
std::uint32_t specific_mask(std::uint32_t mask);

/// Kinds of entries that count as a grant or a denial: an object entry does not belong on a file, so it grants nothing,
/// but its denial is kept to be on the safe side (rule 10), and so is one whose condition nobody can judge (rule 11).
bool allows_access(std::uint8_t type);
bool denies_access(std::uint8_t type);
/// CREATOR OWNER, CREATOR GROUP and SELF are in no token (rule 6).
bool matches_nobody(const Sid& trustee);
/// True where an entry speaks of the owner, so that the owner has no rights of his own (rule 5).
bool names_owner_rights(const Acl& acl);

struct NtGrant {
  std::uint32_t mask = 0;
  bool told = true;              ///< false: the descriptor has no access list at all, so nobody knows (rule 9)
  bool depends_on_claims = false;  ///< a conditional entry names the person: allows count for nothing, denials count
  std::uint32_t by_owner = 0;    ///< of `mask`: granted to the owner alone, whatever the entries say (rule 4)
};

/// Walks the list as it is stored: the first entry that touches a right decides it.
///
/// Rules (numbers of access.md 2.2): a NULL list grants everything, an empty one nothing but the owner's rights (1);
/// generic rights are mapped (2); entries that are only handed down do not count (3); the owner may read and change
/// the list (4) unless an entry speaks of the owner (5); creators and "self" match nobody (6).
NtGrant nt_grant(const NtDescriptor& descriptor, const Token& token);

/// What is left of `mask` inside a folder that grants `parent`: who may delete what lies in it may delete this, and
/// who may list it sees attributes (2.3).
constexpr std::uint32_t with_parent(std::uint32_t mask, std::uint32_t parent) {
  return mask | ((parent & nt::kDeleteChild) ? nt::kDelete : 0) | ((parent & nt::kRead) ? nt::kReadAttributes : 0);
}

}  // namespace outdesk
