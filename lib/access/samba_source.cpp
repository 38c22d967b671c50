#include "access/samba_source.hpp"

#include <algorithm>
#include <map>

#include "access/descriptor.hpp"
#include "access/matrix_columns.hpp"
#include "access/share_rights.hpp"
#include "base/text.hpp"

namespace outdesk {

namespace {

constexpr std::uint32_t kShareRead = 0x1200A9;

/// The SIDs that the server's own lists give to uids and gids.
PosixSids sids_of(const Identities& identities) {
  auto users = std::make_shared<std::map<std::uint32_t, Sid>>();
  auto groups = std::make_shared<std::map<std::uint32_t, Sid>>();
  for (const auto& account : identities.accounts)
    for (const auto& user : identities.users)
      if (folded(user.account) == folded(account.name)) users->emplace(account.uid, user.sid);
  for (const auto& group : identities.nt_groups)
    for (const auto& member : group.members)
      if (member.domain() == sids::kUnixGroups) groups->emplace(member.last_part(), group.sid);
  auto find = [](const auto& known, std::uint32_t id, Sid otherwise) {
    auto found = known->find(id);
    return found == known->end() ? otherwise : found->second;
  };
  PosixSids sids;
  sids.user = [=](std::uint32_t uid) { return find(users, uid, PosixSids::unix_user(uid)); };
  sids.group = [=](std::uint32_t gid) { return find(groups, gid, PosixSids::unix_group(gid)); };
  return sids;
}

NtView view_of(const std::optional<SambaShare>& settings, bool stored_lists) {
  if (!settings) return stored_lists ? NtView::acl_xattr : NtView::plain;
  if (!settings->acl_xattr) return NtView::plain;
  if (!settings->ignore_system_acls) return NtView::acl_xattr;
  if (settings->default_acl_style == "windows") return NtView::mode_windows;
  return settings->default_acl_style == "everyone" ? NtView::mode_everyone : NtView::mode_only;
}

}  // namespace

std::optional<SambaShare> samba_share_of(const Snapshot& snapshot) {
  if (snapshot.facts.settings.empty()) return {};
  Snapshot probe;  // the shares of the settings are looked for as any others
  probe.root = snapshot.root;
  probe.facts.share = snapshot.facts.share;
  auto all = read_samba_settings(snapshot.facts.settings, "testparm");
  for (const auto& share : all) probe.facts.shares.push_back({share.name, share.path, "", {}});
  auto found = shares_of(probe);
  if (found.empty()) return {};
  // Of several the one whose folder is nearest.
  auto nearest = *std::max_element(found.begin(), found.end(), [](const auto* a, const auto* b) { return a->path.size() < b->path.size(); });
  return all[static_cast<std::size_t>(nearest - probe.facts.shares.data())];
}

SambaSource::SambaSource(const Snapshot& snapshot, const std::vector<Subject>& people)
    : snapshot_(snapshot), settings_(samba_share_of(snapshot)), unbound_(words_for(people.size())), sids_(sids_of(snapshot.identities)) {
  judge_people(people);
  std::vector<Credential> credentials;
  for (const Subject& person : people_) credentials.push_back(person.credential);
  columns_ = std::make_unique<PosixColumns>(credentials);
}

void SambaSource::judge_people(const std::vector<Subject>& people) {
  for (std::size_t i = 0; i < people.size(); ++i) {
    standings_.push_back(standing_of(people[i]));
    people_.push_back(forced(people[i], standings_.back()));
    if (standings_.back().admin || people_.back().credential.root()) put_in(unbound_, i);
  }
}

SambaStanding SambaSource::standing_of(const Subject& person) const {
  if (!settings_) return {};
  auto in_group = [&](const std::string& name) {
    for (const auto& group : snapshot_.identities.groups)
      if (group.name == name && person.credential.in_group(group.gid)) return true;
    std::string bare = folded(name.substr(name.rfind('\\') + 1));
    for (const auto& group : snapshot_.identities.nt_groups)
      if (folded(group.name) == bare && person.token.holds(group.sid)) return true;
    auto sid = Sid::from_text(name);
    return sid && person.token.holds(*sid);
  };
  return samba_standing(*settings_, person.account, in_group);
}

Subject SambaSource::forced(const Subject& person, const SambaStanding& standing) const {
  Subject subject = person;
  if (!standing.forced_user.empty())
    if (auto other = subject_named(snapshot_.identities, standing.forced_user)) subject = std::move(*other);
  if (!standing.forced_group.empty())
    for (const auto& group : snapshot_.identities.groups)
      if (group.name == standing.forced_group && !subject.credential.in_group(group.gid)) {
        auto& gids = subject.credential.gids;
        gids.insert(std::upper_bound(gids.begin(), gids.end(), group.gid), group.gid);
        std::vector<Sid> sids(subject.token.sids().begin(), subject.token.sids().end());
        sids.push_back(sids::kUnixGroups.with(group.gid));
        subject.token = Token(std::move(sids));
      }
  return subject;
}

SambaSource::Shown SambaSource::shown(const PosixDescriptor& posix) const {
  NtView view = view_of(settings_, !posix.nt_acl.empty());
  if (view == NtView::plain || posix.nt_acl.empty()) return {nt_descriptor_of_posix(posix, view, sids_), Unread::no, false};
  NtAclAttribute stored = read_nt_acl_attribute(posix.nt_acl);
  if (!stored.problem.empty()) return {{}, Unread::damaged, false};
  bool ignores = settings_ && settings_->ignore_system_acls;
  switch (nt_acl_in_force(stored, posix, ignores, sids_)) {
    case InForce::yes: return {std::move(stored.descriptor), Unread::no, true};
    case InForce::no: return {nt_descriptor_of_posix(posix, view, sids_), Unread::no, false};
    case InForce::cannot_tell: break;
  }
  return {{}, Unread::cannot_tell, false};
}

NtObject SambaSource::object_in(const std::string& descriptor) const {
  PosixDescriptor posix = posix_descriptor(descriptor);
  Shown seen = shown(posix);
  NtObject object{std::move(seen.descriptor), seen.hole, {}, PeopleBits(words_for(people_.size()))};
  PosixObject below = object_of(posix).object;
  std::vector<Combos> rights = columns_->local_rights(below);
  for (std::size_t i = 0; i < rights.size(); ++i) {
    if (rights[i].grants(kExecute) || has(unbound_, i)) put_in(object.passes, i);
    std::uint32_t limit = nt::kAll;
    if (!rights[i].grants(kRead)) limit &= ~nt::kRead;
    if (!rights[i].grants(kWrite | kExecute)) limit &= ~(nt::kWrite | nt::kAppend | nt::kDeleteChild);
    // Who is not the owner may not chmod, whatever a list that was made up from rwx says.
    if (!seen.stored && below.uid != people_[i].credential.uid) limit &= ~(nt::kWriteDac | nt::kWriteOwner);
    object.limits.push_back(limit);
  }
  return object;
}

std::vector<std::uint32_t> SambaSource::through(const NtColumns& columns) const {
  std::vector<std::uint32_t> masks = share_masks(snapshot_, columns);
  for (std::size_t i = 0; i < masks.size(); ++i) {
    if (standings_[i].refused) masks[i] = 0;
    if (standings_[i].read_only) masks[i] &= kShareRead;
  }
  return masks;
}

}  // namespace outdesk
