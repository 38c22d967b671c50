#include "access/nt_columns.hpp"

#include <algorithm>

namespace outdesk {

/// One entry that counts, with the people whom it is about.
struct NtColumns::Step {
  const PeopleBits* people;
  std::uint32_t mask;
  bool allow;
};

NtColumns::NtColumns(const std::vector<Token>& people) : size_(people.size()), nobody_(words_for(people.size())) {
  for (std::size_t place = 0; place < people.size(); ++place)
    for (const Sid& sid : people[place].sids()) put_in(holders_.try_emplace(sid, nobody_).first->second, place);
}

const PeopleBits& NtColumns::holders(const Sid& sid) const {
  auto found = holders_.find(sid);
  return found == holders_.end() ? nobody_ : found->second;
}

namespace {

/// Rights that no entry tells apart, as masks that do not overlap.
std::vector<std::uint32_t> classes_of(std::uint32_t all, const std::vector<std::uint32_t>& masks) {
  std::vector<std::uint32_t> classes = {all};
  for (std::uint32_t mask : masks)
    for (std::size_t i = classes.size(); i > 0; --i) {
      std::uint32_t inside = classes[i - 1] & mask, outside = classes[i - 1] & ~mask;
      if (!inside || !outside) continue;
      classes[i - 1] = inside;
      classes.push_back(outside);
    }
  return classes;
}

bool counts_for(const Ace& ace, NtColumns::View view) {
  if (view == NtColumns::View::files) return (ace.flags & ace::kObjectInherit) != 0;
  return !(ace.flags & ace::kInheritOnly);
}

}  // namespace

std::vector<NtColumns::Step> NtColumns::steps_of(const NtDescriptor& descriptor, View view, const PeopleBits& owners, Grants& out) const {
  std::vector<Step> steps;
  for (const Ace& ace : *descriptor.dacl) {
    bool allow = allows_access(ace.type), deny = denies_access(ace.type);
    if (!counts_for(ace, view) || matches_nobody(ace.trustee)) continue;
    const PeopleBits& people = ace.trustee == sids::kOwnerRights ? (view == View::files ? nobody_ : owners) : holders(ace.trustee);
    if (ace::is_conditional(ace.type))
      for (std::size_t i = 0; i < out.claims.size(); ++i) out.claims[i] |= people[i];
    if (allow || (deny && view != View::no_denials)) steps.push_back({&people, specific_mask(ace.mask), allow});
  }
  return steps;
}

NtColumns::Grants NtColumns::grants(const NtDescriptor& descriptor, View view) const {
  Grants out{std::vector<std::uint32_t>(size_, 0), nobody_, nobody_, nobody_, descriptor.has_dacl()};
  if (!out.told) return out;
  if (!descriptor.dacl) {
    if (view != View::files) std::fill(out.masks.begin(), out.masks.end(), nt::kAll);
    return out;
  }
  const PeopleBits& owners = descriptor.owner ? holders(*descriptor.owner) : nobody_;
  bool owner_rule = view != View::files && !names_owner_rights(*descriptor.dacl);
  std::vector<Step> steps = steps_of(descriptor, view, owners, out);
  std::vector<std::uint32_t> masks = {nt::kReadControl, nt::kWriteDac};
  for (const Step& step : steps) masks.push_back(step.mask);
  for (std::uint32_t rights : classes_of(0x0FFFFFFF, masks)) {
    bool own = owner_rule && (rights & (nt::kReadControl | nt::kWriteDac));
    // What the entries alone would grant is followed beside it: only that is more than ownership.
    PeopleBits granted = own ? owners : nobody_, decided = granted, by_entries = nobody_, told = nobody_;
    for (const Step& step : steps) {
      if (!(step.mask & rights)) continue;
      for (std::size_t i = 0; i < granted.size(); ++i) {
        std::uint64_t fresh = (*step.people)[i] & ~decided[i];
        if (step.allow) granted[i] |= fresh, by_entries[i] |= (*step.people)[i] & ~told[i];
        told[i] |= (*step.people)[i];
        decided[i] |= fresh;
      }
    }
    for_each_in(granted, [&](std::size_t person) { out.masks[person] |= rights; });
    if (!own) continue;
    for (std::size_t i = 0; i < granted.size(); ++i) (rights == nt::kWriteDac ? out.by_owner_write : out.by_owner_read)[i] = owners[i] & ~by_entries[i];
  }
  return out;
}

}  // namespace outdesk
