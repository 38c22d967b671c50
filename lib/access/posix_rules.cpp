#include "access/posix_rules.hpp"

#include <algorithm>

namespace outdesk {

namespace {

using Tag = AclEntry::Tag;

/// Rule 1.  A file is executable for root where anybody may execute it.
Combos root_rights(const PosixObject& object) {
  bool executable = object.folder || (object.mode & 0111) != 0;
  return Combos::of(kRead | kWrite | (executable ? kExecute : 0));
}

/// Rules 4 and 5: one entry must hold all the wanted bits; other is asked only where no group matched.
Combos rights_by_groups(const PosixObject& object, const Credential& who, unsigned mask) {
  Combos combos;
  bool matched = false;
  unsigned other = 0;
  for (const AclEntry& entry : object.acl) {
    if (entry.tag == Tag::other) other = entry.permission;
    bool applies = (entry.tag == Tag::group_obj && who.in_group(object.gid)) ||
                   (entry.tag == Tag::group && who.in_group(entry.id));
    if (!applies) continue;
    matched = true;
    Combos granted = Combos::of(entry.permission & mask);
    combos = Combos::from_bits(combos.bits() | granted.bits());
  }
  return matched ? combos : Combos::of(other);
}

/// Rules 3 to 5.
Combos rights_by_acl(const PosixObject& object, const Credential& who) {
  unsigned mask = mask_of(object.acl);
  for (const AclEntry& entry : object.acl)
    if (entry.tag == Tag::user && entry.id == who.uid) return Combos::of(entry.permission & mask);
  return rights_by_groups(object, who, mask);
}

}  // namespace

unsigned mask_of(const PosixAcl& acl) {
  for (const AclEntry& entry : acl)
    if (entry.tag == Tag::mask) return entry.permission;
  return 7;
}

bool Credential::in_group(std::uint32_t gid) const {
  return std::binary_search(gids.begin(), gids.end(), gid);
}

Combos local_rights(const PosixObject& object, const Credential& who) {
  if (who.root()) return root_rights(object);
  if (object.uid == who.uid) return Combos::of(object.mode >> 6 & 7);
  // Rule 7: with group bits of 0, which an ACL keeps its mask in, Linux does not look at the ACL.
  if (!object.acl.empty() && (object.mode & 070) != 0) return rights_by_acl(object, who);
  return Combos::of(who.in_group(object.gid) ? object.mode >> 3 & 7 : object.mode & 7);
}

bool may_remove(const PosixObject& object, const PosixObject& parent, const Credential& who) {
  if (!may_create_in(parent, who)) return false;
  return !parent.sticky() || who.root() || object.uid == who.uid || parent.uid == who.uid;
}

}  // namespace outdesk
