#include <array>
#include <map>
#include <memory>
#include <unordered_map>

#include "access/effect.hpp"
#include "access/nt_level_rules.hpp"
#include "access/nt_source.hpp"
#include "access/profile_shelf.hpp"

namespace outdesk {

namespace {

std::vector<Token> tokens_of(const std::vector<Subject>& people) {
  std::vector<Token> tokens;
  tokens.reserve(people.size());
  for (const Subject& person : people) tokens.push_back(person.token);
  return tokens;
}

/// Sets of people by number, equal ones once.
class PeopleShelf {
 public:
  std::uint32_t keep(PeopleBits people) {
    std::uint32_t id = ids_.id_of(key_of(people));
    if (id == sets_.size()) sets_.push_back(std::move(people));
    return id;
  }
  const PeopleBits& at(std::uint32_t id) const { return sets_[id]; }

 private:
  Interner ids_;
  std::vector<PeopleBits> sets_;
};

class NtEffect {
 public:
  NtEffect(const Snapshot& snapshot, const std::vector<Subject>& people, EffectOptions options)
      : snapshot_(snapshot), source_(nt_source(snapshot, people)), columns_(tokens_of(source_->people())), through_(source_->through()),
        unbound_(source_->unbound()), options_(options), judged_(snapshot.descriptors.size()) {}

  Effect judge() {
    const auto& folders = snapshot_.folders;
    std::uint32_t nobody = sets_.keep(PeopleBits(words_for(columns_.size())));
    Above top{nobody, nobody, sets_.keep(all_of(columns_.size()))};
    if (options_.from_above)
      for (std::uint32_t descriptor : snapshot_.above)
        if (descriptor != kNone) top.reach = reach_through(top.reach, judge_descriptor(descriptor));
    effect_.profile_of.assign(folders.size(), kNone);
    effect_.holes.assign(folders.size(), Unread::no);
    std::vector<Above> below(folders.size(), top);
    for (std::size_t i = 0; i < folders.size(); ++i) {
      Above above = folders[i].parent == kNone ? top : below[folders[i].parent];
      below[i] = {nobody, nobody, above.reach};
      judge_folder(i, above, below[i]);
    }
    effect_.profiles = shelf_.take();
    return std::move(effect_);
  }

 private:
  /// What the folders above bring: who may delete what lies in the nearest, who may list it, and who passes them all.
  struct Above {
    std::uint32_t helpers, listers, reach;
  };

  /// A descriptor by itself, as far as the folders above do not matter.
  struct Judged {
    Unread hole = Unread::no;
    NtColumns::Grants own;
    std::vector<Level> files;            ///< of new files
    std::vector<std::uint32_t> could;    ///< the folder's own rights if nothing refused, those of ownership left out
    std::uint32_t helpers = 0, listers = 0, passes = 0;
  };

  void judge_folder(std::size_t i, Above above, Above& below) {
    const auto& folder = snapshot_.folders[i];
    effect_.holes[i] = folder.unread;
    if (folder.unread == Unread::no) effect_.holes[i] = judge_descriptor(folder.descriptor).hole;
    // Where parents stop people, nothing can be told below one that cannot be told.
    bool parents_stop = snapshot_.facts.system == System::posix;
    if (parents_stop && folder.parent != kNone && effect_.holes[folder.parent] != Unread::no) effect_.holes[i] = effect_.holes[folder.parent];
    if (effect_.holes[i] != Unread::no) return;
    const Judged& judged = *judged_[folder.descriptor];
    below = {judged.helpers, judged.listers, reach_through(above.reach, judged)};
    effect_.profile_of[i] = profile_for(folder.descriptor, above);
  }

  const Judged& judge_descriptor(std::uint32_t place) {
    auto& kept = judged_[place];
    if (kept) return *kept;
    kept = std::make_unique<Judged>();
    NtObject object = source_->object_in(snapshot_.descriptors[place]);
    kept->passes = sets_.keep(std::move(object.passes));
    kept->hole = object.hole;
    if (object.hole != Unread::no) return *kept;
    kept->own = columns_.grants(object.descriptor);
    if (!kept->own.told) kept->hole = Unread::cannot_tell;
    auto files = object.file ? columns_.grants(*object.file) : columns_.grants(object.descriptor, NtColumns::View::files), could = columns_.grants(object.descriptor, NtColumns::View::no_denials);
    auto limit = [&](std::size_t person) { return object.limits.empty() ? nt::kAll : object.limits[person]; };
    PeopleBits helpers(words_for(columns_.size())), listers = helpers;
    for (std::size_t i = 0; i < columns_.size(); ++i) {
      bool free = has(unbound_, i);
      kept->own.masks[i] = free ? nt::kAll : kept->own.masks[i] & limit(i);
      if (kept->own.masks[i] & nt::kDeleteChild) put_in(helpers, i);
      if (kept->own.masks[i] & nt::kRead) put_in(listers, i);
      std::uint32_t file = object.file_limits.empty() ? files.masks[i] : files.masks[i] & object.file_limits[i];
      bool enters = has(sets_.at(kept->passes), i);
      kept->files.push_back(enters ? nt_level((free ? nt::kAll : with_parent(file, kept->own.masks[i])) & through_[i]) : Level::none);
      kept->could.push_back(free ? nt::kAll : without_ownership(could, i) & limit(i));
    }
    kept->helpers = sets_.keep(std::move(helpers));
    kept->listers = sets_.keep(std::move(listers));
    return *kept;
  }

  std::uint32_t without_ownership(const NtColumns::Grants& grants, std::size_t person) const {
    if (has(unbound_, person)) return grants.masks[person];
    return grants.masks[person] & ~(has(grants.by_owner_read, person) ? nt::kReadControl : 0) & ~(has(grants.by_owner_write, person) ? nt::kWriteDac : 0);
  }

  std::uint32_t reach_through(std::uint32_t reach, const Judged& judged) {
    auto [known, fresh] = passed_.try_emplace(std::uint64_t{reach} << 32 | judged.passes, 0);
    if (fresh) {
      PeopleBits both = sets_.at(reach);
      for (std::size_t i = 0; i < both.size(); ++i) both[i] &= sets_.at(judged.passes)[i];
      known->second = sets_.keep(std::move(both));
    }
    return known->second;
  }

  std::uint32_t profile_for(std::uint32_t descriptor, Above above) {
    auto [known, fresh] = profiled_.try_emplace({descriptor, above.helpers, above.listers, above.reach}, 0);
    if (fresh) known->second = shelf_.keep(make_profile(*judged_[descriptor], above));
    return known->second;
  }

  Profile make_profile(const Judged& judged, Above above) const {
    const PeopleBits &helpers = sets_.at(above.helpers), &listers = sets_.at(above.listers), &reach = sets_.at(above.reach);
    Profile profile;
    bool differ = false;
    std::vector<Level> files = judged.files;
    for (std::size_t i = 0; i < columns_.size(); ++i) {
      std::uint32_t open = has(reach, i) ? through_[i] : 0, parent = (has(helpers, i) ? nt::kDeleteChild : 0) | (has(listers, i) ? nt::kRead : 0);
      if (!has(reach, i)) files[i] = Level::none;
      Level own = nt_level(with_parent(without_ownership(judged.own, i), parent) & open);
      bool refused = own == Level::none && has(reach, i) && nt_level(with_parent(judged.could[i], parent)) != Level::none;
      profile.levels.push_back(refused ? Level::denied : folder_level(own, files[i]));
      differ = differ || files[i] != own;
      if (options_.masks) profile.masks.push_back(with_parent(judged.own.masks[i], parent) & open);
    }
    if (differ) profile.files = std::move(files);
    return profile;
  }

  const Snapshot& snapshot_;
  std::unique_ptr<NtSource> source_;
  NtColumns columns_;
  std::vector<std::uint32_t> through_;  ///< of each person: what the share leaves
  PeopleBits unbound_;
  EffectOptions options_;
  std::vector<std::unique_ptr<Judged>> judged_;
  PeopleShelf sets_;
  std::unordered_map<std::uint64_t, std::uint32_t> passed_;
  std::map<std::array<std::uint32_t, 4>, std::uint32_t> profiled_;  ///< by descriptor and all three of Above
  ProfileShelf shelf_;
  Effect effect_;
};

}  // namespace

Effect nt_effect(const Snapshot& snapshot, const std::vector<Subject>& people, EffectOptions options) {
  return NtEffect(snapshot, people, options).judge();
}

}  // namespace outdesk
