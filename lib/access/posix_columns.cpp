#include "access/posix_columns.hpp"

namespace outdesk {

using Tag = AclEntry::Tag;

PosixColumns::PosixColumns(const std::vector<Credential>& people) {
  for (std::uint32_t place = 0; place < people.size(); ++place) {
    uids_.push_back(people[place].uid);
    by_uid_[people[place].uid].push_back(place);
    for (std::uint32_t gid : people[place].gids) by_gid_[gid].push_back(place);
  }
}

const PosixColumns::Places& PosixColumns::members(std::uint32_t gid) const {
  static const Places kNobody;
  auto found = by_gid_.find(gid);
  return found == by_gid_.end() ? kNobody : found->second;
}

const PosixColumns::Places& PosixColumns::holders(std::uint32_t uid) const {
  static const Places kNobody;
  auto found = by_uid_.find(uid);
  return found == by_uid_.end() ? kNobody : found->second;
}

void PosixColumns::by_mode(const PosixObject& object, std::vector<Combos>& rights) const {
  rights.assign(size(), Combos::of(object.mode & 7));
  for (std::uint32_t place : members(object.gid)) rights[place] = Combos::of(object.mode >> 3 & 7);
}

void PosixColumns::by_acl(const PosixObject& object, std::vector<Combos>& rights) const {
  unsigned mask = mask_of(object.acl);
  rights.assign(size(), Combos::of(object.acl.back().permission));  // others stand last
  auto group_entries = [&](auto visit) {
    for (const AclEntry& entry : object.acl)
      if (entry.tag == Tag::group_obj || entry.tag == Tag::group)
        for (std::uint32_t place : members(entry.tag == Tag::group ? entry.id : object.gid)) visit(place, entry);
  };
  group_entries([&](std::uint32_t place, const AclEntry&) { rights[place] = Combos(); });
  group_entries([&](std::uint32_t place, const AclEntry& entry) {
    rights[place] = Combos::from_bits(rights[place].bits() | Combos::of(entry.permission & mask).bits());
  });
  // Of two entries for one user the first counts, so it is written last.
  for (auto entry = object.acl.rbegin(); entry != object.acl.rend(); ++entry)
    if (entry->tag == Tag::user)
      for (std::uint32_t place : holders(entry->id)) rights[place] = Combos::of(entry->permission & mask);
}

std::vector<Combos> PosixColumns::local_rights(const PosixObject& object) const {
  std::vector<Combos> rights;
  if (!object.acl.empty() && (object.mode & 070) != 0) by_acl(object, rights);
  else by_mode(object, rights);
  for (std::uint32_t place : holders(object.uid)) rights[place] = Combos::of(object.mode >> 6 & 7);
  for (std::uint32_t place : holders(0)) rights[place] = outdesk::local_rights(object, Credential{0, {}});
  return rights;
}

}  // namespace outdesk
