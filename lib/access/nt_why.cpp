#include <algorithm>

#include "access/access_words.hpp"
#include "access/descriptor.hpp"
#include "access/directory.hpp"
#include "access/nt_level_rules.hpp"
#include "access/nt_source.hpp"
#include "access/samba_source.hpp"
#include "access/share_rights.hpp"
#include "access/why_steps.hpp"
#include "base/text.hpp"

namespace outdesk {

namespace {

namespace w = access_words;

class NtWhy {
 public:
  explicit NtWhy(const WhyAsked& asked)
      : asked_(asked), snapshot_(*asked.tree.snapshot), one_{asked.column.subject}, source_(nt_source(snapshot_, one_)), who_(source_->people().front()),
        directory_(*asked.tree.identities) {}

  std::vector<WhyStep> steps() {
    bool samba = snapshot_.facts.system == System::posix;
    if (samba && !passes_above()) return std::move(steps_);
    const auto& folder = snapshot_.folders[asked_.folder];
    NtObject object = source_->object_in(snapshot_.descriptors[folder.descriptor]);
    if (has(source_->unbound(), 0)) {
      add("settings", "", "", say(w::why_unbound));
    } else {
      if (samba) tell_which_list(folder.descriptor);
      walk(object.descriptor);
      if (!object.limits.empty() && (granted_ & ~object.limits[0])) add("kernel", "", "", say(w::why_kernel, {{"rights", rights(granted_ & object.limits[0])}}));
      if (!object.limits.empty()) granted_ &= object.limits[0];
      tell_parent(folder.parent);
    }
    tell_share();
    tell_without(object, folder.parent);
    return std::move(steps_);
  }

 private:
  std::string say(const w::Phrase& phrase, const w::Facts& facts = {}) const { return w::say(phrase, asked_.language, facts); }
  std::string rights(std::uint32_t mask) const { return w::rights_words(mask, asked_.language); }
  void add(const char* source, std::string entry, std::string through, std::string effect) { steps_.push_back({source, std::move(entry), std::move(through), std::move(effect)}); }

  bool passes_above() {
    for (std::uint32_t folder : way_to(asked_)) {
      bool passes = has(source_->object_in(snapshot_.descriptors[snapshot_.folders[folder].descriptor]).passes, 0);
      add("above", asked_.tree.shown.paths[folder], "", say(passes ? w::why_passed : w::why_blocked));
      if (!passes) return false;
    }
    return true;
  }

  void tell_which_list(std::uint32_t descriptor) {
    SambaSource samba(snapshot_, one_);
    add("list", "", "", say(samba.shown(posix_descriptor(snapshot_.descriptors[descriptor])).stored ? w::why_stored : w::why_shown));
  }

  /// "o.popova → Books → Office"; "himself".
  std::string chain_to(const Sid& trustee) const {
    std::vector<std::string> names;
    for (const Sid& sid : directory_.chain(who_.roots, trustee)) names.push_back(directory_.name_of(sid));
    if (names.size() < 2) return asked_.column.sid == trustee ? say(w::himself) : names.empty() ? "" : asked_.column.account + " → " + names[0];
    if (names.front() != asked_.column.account) names.insert(names.begin(), asked_.column.account);
    return join(names, " → ");
  }

  std::string entry_text(std::size_t number, const Ace& ace) const {
    std::string text = std::to_string(number + 1) + ". " + say(allows_access(ace.type) || ace.type == ace::kAllowIf || ace.type == ace::kAllowObject ? w::allow : w::deny) + " " +
                       directory_.name_of(ace.trustee) + ": " + rights(specific_mask(ace.mask));
    if (ace.flags & ace::kInherited)
      if (std::string from = origin_of(ace); !from.empty()) text += ", " + say(w::inherited_from, {{"path", from}});
    return text;
  }

  /// The nearest folder above that has the entry as its own.
  std::string origin_of(const Ace& wanted) const {
    for (std::uint32_t folder = snapshot_.folders[asked_.folder].parent; folder != kNone; folder = snapshot_.folders[folder].parent) {
      std::uint32_t place = snapshot_.folders[folder].descriptor;
      if (place == kNone) continue;
      NtDescriptor above = source_->object_in(snapshot_.descriptors[place]).descriptor;
      if (!above.dacl) continue;
      for (const Ace& ace : *above.dacl)
        if (!(ace.flags & ace::kInherited) && (ace.flags & ace::kContainerInherit) && ace.type == wanted.type && ace.trustee == wanted.trustee &&
            specific_mask(ace.mask) == specific_mask(wanted.mask))
          return asked_.tree.shown.paths[folder];
    }
    return "";
  }

  void walk(const NtDescriptor& descriptor) {
    if (!descriptor.dacl) {
      granted_ = nt::kAll;
      return add("list", "", "", say(w::why_null_list));
    }
    bool owner = descriptor.owner && who_.token.holds(*descriptor.owner);
    if (owner && names_owner_rights(*descriptor.dacl)) {
      add("owner", directory_.name_of(*descriptor.owner), chain_to(*descriptor.owner), say(w::why_owner_off));
    } else if (owner) {
      granted_ = nt::kReadControl | nt::kWriteDac;
      add("owner", directory_.name_of(*descriptor.owner), chain_to(*descriptor.owner), say(w::why_owner));
    }
    std::size_t others = 0;
    for (std::size_t i = 0; i < descriptor.dacl->size(); ++i) others += !walk_entry(i, (*descriptor.dacl)[i], owner);
    if (others) add("entry", "", "", say(w::why_others, {{"count", std::to_string(others)}}));
  }

  /// False where the entry is about somebody else.
  bool walk_entry(std::size_t number, const Ace& ace, bool owner) {
    bool mine = ace.trustee == sids::kOwnerRights ? owner : !matches_nobody(ace.trustee) && who_.token.holds(ace.trustee);
    if (!mine) return false;
    std::uint32_t mask = specific_mask(ace.mask) & nt::kAll, fresh = mask & ~granted_ & ~denied_;
    std::string effect;
    if (ace.flags & ace::kInheritOnly) effect = say(w::why_inherit_only);
    else if (ace.type == ace::kAllowIf) effect = say(w::why_condition);
    else if (ace.type == ace::kAllowObject) effect = say(w::why_object);
    else if (!fresh) effect = say(w::why_nothing_new);
    else if (allows_access(ace.type)) granted_ |= fresh, effect = say(w::why_grants, {{"rights", rights(fresh)}});
    else if (denies_access(ace.type)) denied_ |= fresh, effect = say(ace::is_conditional(ace.type) ? w::why_deny_condition : w::why_denies, {{"rights", rights(fresh)}});
    if (effect.empty()) return false;
    add("entry", entry_text(number, ace), ace.trustee == sids::kOwnerRights ? say(w::owner) : chain_to(ace.trustee), effect);
    return true;
  }

  void tell_parent(std::uint32_t parent) {
    if (parent == kNone || snapshot_.folders[parent].unread != Unread::no) return;
    NtObject object = source_->object_in(snapshot_.descriptors[snapshot_.folders[parent].descriptor]);
    if (object.hole != Unread::no) return;
    std::uint32_t above = nt_grant(object.descriptor, who_.token).mask & (object.limits.empty() ? nt::kAll : object.limits[0]);
    std::uint32_t added = with_parent(granted_, above) & ~granted_;
    granted_ |= added;
    if (added & nt::kDelete) add("parent", asked_.tree.shown.paths[parent], "", say(w::why_parent));
    if (added & nt::kReadAttributes) add("parent", asked_.tree.shown.paths[parent], "", say(w::why_parent_lists));
  }

  /// Of somebody who is denied: what he would have.
  void tell_without(const NtObject& object, std::uint32_t parent) {
    const Effect& effect = asked_.tree.effect;
    if (effect.profiles[effect.profile_of[asked_.folder]].levels[asked_.place] != Level::denied) return;
    NtColumns::Grants could = NtColumns({who_.token}).grants(object.descriptor, NtColumns::View::no_denials);
    std::uint32_t own = (has(could.by_owner_read, 0) ? nt::kReadControl : 0) | (has(could.by_owner_write, 0) ? nt::kWriteDac : 0);
    std::uint32_t mask = has(source_->unbound(), 0) ? nt::kAll : could.masks[0] & ~own & (object.limits.empty() ? nt::kAll : object.limits[0]);
    bool deletes = false;
    if (parent != kNone && snapshot_.folders[parent].unread == Unread::no) {
      NtObject above = source_->object_in(snapshot_.descriptors[snapshot_.folders[parent].descriptor]);
      deletes = above.hole == Unread::no && (nt_grant(above.descriptor, who_.token).mask & (above.limits.empty() ? nt::kAll : above.limits[0]) & nt::kDeleteChild);
    }
    Level level = nt_level(with_parent(mask, deletes ? nt::kDeleteChild : 0));
    add("result", "", "", say(w::why_without, {{"level", w::mark_of(Cell{level, level}, asked_.language).words}}));
  }

  void tell_share() {
    std::vector<std::string> names;
    for (const ShareFact* share : shares_of(snapshot_)) names.push_back(share->name.empty() ? share->path : share->name);
    std::uint32_t through = source_->through()[0];
    if (names.empty() && through == nt::kAll) return add("share", "", "", say(w::why_share_all));
    add("share", join(names, ", "), "", say(w::why_share, {{"rights", rights(through)}}));
  }

  const WhyAsked& asked_;
  const Snapshot& snapshot_;
  std::vector<Subject> one_;
  std::unique_ptr<NtSource> source_;
  const Subject& who_;
  Directory directory_;
  std::uint32_t granted_ = 0, denied_ = 0;
  std::vector<WhyStep> steps_;
};

}  // namespace

std::vector<WhyStep> nt_steps(const WhyAsked& asked) { return NtWhy(asked).steps(); }

}  // namespace outdesk
