#include <unordered_map>

#include "access/access_words.hpp"
#include "access/descriptor.hpp"
#include "access/why_steps.hpp"

namespace outdesk {

namespace {

namespace w = access_words;
using Tag = AclEntry::Tag;

std::string rwx(unsigned bits) { return {bits & 4 ? 'r' : '-', bits & 2 ? 'w' : '-', bits & 1 ? 'x' : '-'}; }

class PosixWhy {
 public:
  explicit PosixWhy(const WhyAsked& asked) : asked_(asked), who_(asked.column.subject.credential) {
    const Identities& identities = *asked.tree.identities;
    for (const auto& account : identities.accounts) users_.emplace(account.uid, account.name);
    for (const auto& group : identities.groups) groups_.emplace(group.gid, group.name);
  }

  std::vector<WhyStep> steps() {
    if (!passes_above()) return std::move(steps_);
    PosixObject object = object_at(asked_.folder);
    explain(object);
    bool may_change = may_change_rights(object, who_);
    if (may_change && !who_.root()) steps_.push_back({"owner", "", "", say(w::why_may_change)});
    if (object.sticky() && !may_change && may_create_in(object, who_)) steps_.push_back({"mode", "", "", say(w::why_sticky)});
    return std::move(steps_);
  }

 private:
  std::string say(const w::Phrase& phrase, const w::Facts& facts = {}) const { return w::say(phrase, asked_.language, facts); }
  PosixObject object_at(std::size_t folder) const {
    return object_of(posix_descriptor(asked_.tree.snapshot->descriptors[asked_.tree.snapshot->folders[folder].descriptor])).object;
  }
  std::string user(std::uint32_t uid) const {
    auto found = users_.find(uid);
    return found == users_.end() ? "uid:" + std::to_string(uid) : found->second;
  }
  std::string group(std::uint32_t gid) const {
    auto found = groups_.find(gid);
    return found == groups_.end() ? "gid:" + std::to_string(gid) : found->second;
  }
  std::string chain(std::uint32_t gid) const { return asked_.column.account + " → " + group(gid); }

  /// From the root of the tree down; stops at the folder that stops the person.
  bool passes_above() {
    for (std::uint32_t folder : way_to(asked_)) {
      bool passes = may_pass(object_at(folder), who_);
      steps_.push_back({"above", asked_.tree.shown.paths[folder], "", say(passes ? w::why_passed : w::why_blocked)});
      if (!passes) return false;
    }
    return true;
  }

  void add(const char* source, std::string entry, std::string through, const w::Phrase& phrase, unsigned bits) {
    steps_.push_back({source, std::move(entry), std::move(through), say(phrase, {{"rights", rwx(bits)}})});
  }

  void explain(const PosixObject& object) {
    unsigned owner = object.mode >> 6 & 7, group_bits = object.mode >> 3 & 7, other = object.mode & 7;
    if (who_.root()) return steps_.push_back({"owner", "root", "", say(w::why_root)});
    if (who_.uid == object.uid) return add("owner", "user::" + rwx(owner), user(object.uid), w::why_is_owner, owner);
    bool masked_out = !object.acl.empty() && group_bits == 0;
    if (masked_out) steps_.push_back({"mask", "mask::---", "", say(w::why_mask_empty)});
    if (object.acl.empty() || masked_out) {
      if (who_.in_group(object.gid)) return add("group", "group::" + rwx(group_bits), chain(object.gid), w::why_group, group_bits);
      return add("other", "other::" + rwx(other), "", w::why_other, other);
    }
    explain_acl(object);
  }

  void explain_acl(const PosixObject& object) {
    unsigned mask = mask_of(object.acl);
    for (const AclEntry& entry : object.acl)
      if (entry.tag == Tag::user && entry.id == who_.uid)
        return add("entry", "user:" + user(entry.id) + ":" + rwx(entry.permission) + ", mask::" + rwx(mask), "", w::why_named, entry.permission & mask);
    bool matched = false;
    for (const AclEntry& entry : object.acl) {
      bool owning = entry.tag == Tag::group_obj;
      if (!owning && entry.tag != Tag::group) continue;
      std::uint32_t gid = owning ? object.gid : entry.id;
      if (!who_.in_group(gid)) continue;
      matched = true;
      add("entry", "group:" + group(gid) + ":" + rwx(entry.permission) + ", mask::" + rwx(mask), chain(gid), w::why_group, entry.permission & mask);
    }
    if (matched) return steps_.push_back({"other", "", "", say(w::why_group_none)});
    unsigned other = object.acl.back().permission;
    add("other", "other::" + rwx(other), "", w::why_other, other);
  }

  const WhyAsked& asked_;
  const Credential& who_;
  std::unordered_map<std::uint32_t, std::string> users_, groups_;
  std::vector<WhyStep> steps_;
};

}  // namespace

std::vector<WhyStep> posix_steps(const WhyAsked& asked) { return PosixWhy(asked).steps(); }

}  // namespace outdesk
