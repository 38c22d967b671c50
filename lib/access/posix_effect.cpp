#include <memory>
#include <unordered_map>

#include "access/descriptor.hpp"
#include "access/effect.hpp"
#include "access/people_bits.hpp"
#include "access/posix_columns.hpp"
#include "access/posix_level_rules.hpp"
#include "access/profile_shelf.hpp"

namespace outdesk {

namespace {

using Reach = PeopleBits;  ///< who passes

class PosixEffect {
 public:
  PosixEffect(const Snapshot& snapshot, const std::vector<Credential>& people, EffectOptions options)
      : snapshot_(snapshot), columns_(people), options_(options) {
    judged_.resize(snapshot.descriptors.size());
  }

  Effect judge() {
    std::vector<std::uint32_t> reach_of(snapshot_.folders.size(), kNone);
    effect_.profile_of.assign(snapshot_.folders.size(), kNone);
    effect_.holes.assign(snapshot_.folders.size(), Unread::no);
    for (std::size_t i = 0; i < snapshot_.folders.size(); ++i) {
      const auto& folder = snapshot_.folders[i];
      bool root = folder.parent == kNone;
      std::uint32_t above = root ? first_reach() : reach_of[folder.parent];
      // Below a folder that cannot be judged nothing can be judged, for the same reason.
      effect_.holes[i] = folder.unread == Unread::no && !root ? effect_.holes[folder.parent] : folder.unread;
      if (effect_.holes[i] != Unread::no) continue;
      effect_.profile_of[i] = profile_for(folder.descriptor, above);
      reach_of[i] = reach_through(folder.descriptor, above);
    }
    effect_.profiles = shelf_.take();
    return std::move(effect_);
  }

  /// Everybody, less those whom the folders above stop.
  Reach reach_from_above() {
    Reach reach = everybody();
    for (std::uint32_t descriptor : snapshot_.above)
      if (descriptor != kNone) narrow(reach, judged(descriptor).passes);
    return reach;
  }
  Reach everybody() const {
    return all_of(columns_.size());
  }

 private:
  struct Judged {
    PosixObject object;
    std::vector<Combos> rights;
    std::vector<Level> levels;  ///< for who reaches it
    Reach passes;
  };

  const Judged& judged(std::uint32_t descriptor) {
    auto& kept = judged_[descriptor];
    if (kept) return *kept;
    kept = std::make_unique<Judged>();
    kept->object = object_of(posix_descriptor(snapshot_.descriptors[descriptor])).object;
    kept->rights = columns_.local_rights(kept->object);
    kept->passes.resize((columns_.size() + 63) / 64);
    for (std::size_t i = 0; i < columns_.size(); ++i) {
      bool may_change = columns_.root(i) || columns_.uid(i) == kept->object.uid;
      kept->levels.push_back(posix_level(kept->object, kept->rights[i], {may_change, true}));
      if (kept->rights[i].grants(kExecute)) kept->passes[i / 64] |= 1ull << i % 64;
    }
    return *kept;
  }

  static void narrow(Reach& reach, const Reach& passes) {
    for (std::size_t i = 0; i < reach.size(); ++i) reach[i] &= passes[i];
  }

  std::uint32_t first_reach() { return keep_reach(options_.from_above ? reach_from_above() : everybody()); }

  std::uint32_t keep_reach(Reach reach) {
    std::uint32_t id = reach_ids_.id_of(key_of(reach));
    if (id == reaches_.size()) reaches_.push_back(std::move(reach));
    return id;
  }

  std::uint32_t reach_through(std::uint32_t descriptor, std::uint32_t above) {
    auto [known, fresh] = passed_.try_emplace(pair_of(descriptor, above), 0);
    if (fresh) {
      Reach reach = reaches_[above];
      narrow(reach, judged(descriptor).passes);
      known->second = keep_reach(std::move(reach));
    }
    return known->second;
  }

  std::uint32_t profile_for(std::uint32_t descriptor, std::uint32_t reach) {
    auto [known, fresh] = profiled_.try_emplace(pair_of(descriptor, reach), 0);
    if (fresh) known->second = shelf_.keep(make_profile(judged(descriptor), reaches_[reach]));
    return known->second;
  }

  Profile make_profile(const Judged& judged, const Reach& reach) const {
    Profile profile{judged.levels, {}, {}};
    if (options_.masks)
      for (Combos rights : judged.rights) profile.masks.push_back(rights.bits());
    for (std::size_t i = 0; i < columns_.size(); ++i) {
      if (reach[i / 64] >> i % 64 & 1) continue;
      profile.levels[i] = Level::none;
      if (options_.masks) profile.masks[i] = 0;
    }
    return profile;
  }

  static std::uint64_t pair_of(std::uint32_t a, std::uint32_t b) { return std::uint64_t{a} << 32 | b; }

  const Snapshot& snapshot_;
  PosixColumns columns_;
  std::vector<std::unique_ptr<Judged>> judged_;
  EffectOptions options_;
  Interner reach_ids_;
  std::vector<Reach> reaches_;
  std::unordered_map<std::uint64_t, std::uint32_t> passed_, profiled_;
  ProfileShelf shelf_;
  Effect effect_;
};

}  // namespace

bool Effect::own_rights(const Snapshot& snapshot, std::size_t folder) const {
  std::uint32_t parent = snapshot.folders[folder].parent, mine = profile_of[folder];
  if (mine == kNone) return false;
  if (parent == kNone || profile_of[parent] == kNone) return true;
  std::uint32_t above = profile_of[parent];
  return mine != above && (profiles[mine].levels != profiles[above].levels || profiles[mine].files != profiles[above].files);
}

Effect posix_effect(const Snapshot& snapshot, const std::vector<Credential>& people, EffectOptions options) {
  return PosixEffect(snapshot, people, options).judge();
}

std::size_t kept_out_above(const Snapshot& snapshot, const std::vector<Credential>& people) {
  std::size_t passing = 0;
  for (std::uint64_t word : PosixEffect(snapshot, people, {}).reach_from_above()) passing += static_cast<std::size_t>(__builtin_popcountll(word));
  return people.size() - passing;
}

}  // namespace outdesk
