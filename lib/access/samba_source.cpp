#include "access/samba_source.hpp"

#include <algorithm>
#include <map>

#include "access/descriptor.hpp"
#include "access/matrix_columns.hpp"
#include "access/posix_acl.hpp"
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

/// Whether something may be made in a folder smbd asks of its list without its owner: OWNER RIGHTS is nobody then.
void ask_making_without_owner(NtDescriptor& descriptor) {
  if (!descriptor.dacl) return;
  for (Ace& ace : *descriptor.dacl)
    if (ace.trustee == sids::kOwnerRights) ace.mask = specific_mask(ace.mask) & ~(nt::kWrite | nt::kAppend);
}

NtView view_of(const std::optional<SambaShare>& settings, bool stored_lists) {
  if (!settings) return stored_lists ? NtView::acl_xattr : NtView::plain;
  if (!settings->acl_xattr) return NtView::plain;
  if (!settings->ignore_system_acls) return NtView::acl_xattr;
  if (settings->default_acl_style == "windows") return NtView::mode_windows;
  return settings->default_acl_style == "everyone" ? NtView::mode_everyone : NtView::mode_only;
}

/// A file that smbd makes in a folder for somebody who is nobody else, as the kernel keeps it.
PosixDescriptor new_file_in(const PosixDescriptor& folder, const std::optional<SambaShare>& settings, NtView view) {
  constexpr std::uint32_t kSomebody = kNone - 2, kSetGid = 02000, kArchive = 0100, kFile = 0100000;
  const SambaShare share = settings.value_or(SambaShare());
  bool ignores = view != NtView::plain && view != NtView::acl_xattr, inherits = view != NtView::plain || share.inherit_acls;
  std::uint32_t mask = ignores ? 0666 : share.create_mask;
  PosixAcl acl = read_posix_acl(folder.default_acl).acl;
  std::uint32_t mode = ((!acl.empty() && inherits ? 0777 : 0666 | kArchive) & mask) | share.force_create_mode;
  bool has_mask = std::any_of(acl.begin(), acl.end(), [](const AclEntry& entry) { return entry.tag == AclEntry::Tag::mask; });
  for (AclEntry& entry : acl) {
    using Tag = AclEntry::Tag;
    if (entry.tag == Tag::user_obj) entry.permission &= mode >> 6;
    else if (entry.tag == (has_mask ? Tag::mask : Tag::group_obj)) entry.permission &= mode >> 3;
    else if (entry.tag == Tag::other) entry.permission &= mode;
  }
  return {kSomebody, (folder.mode & kSetGid) ? folder.gid : kSomebody, kFile | (mode & 0777), posix_acl_bytes(acl), "", ""};
}

/// The default ACL without what stands in it for the folder's own owner and group: a file gets those of its own.
std::string acl_of_new_file(const PosixDescriptor& folder, const Acl& list, const PosixSids& sids) {
  PosixAcl acl = read_posix_acl(folder.default_acl).acl;
  std::erase_if(acl, [&](const AclEntry& entry) {
    bool owner = entry.tag == AclEntry::Tag::user && entry.id == folder.uid, group = entry.tag == AclEntry::Tag::group && entry.id == folder.gid;
    Sid sid = owner ? sids.user(entry.id) : sids.group(entry.id);
    bool named = std::any_of(list.begin(), list.end(), [&](const Ace& ace) { return (ace.flags & ace::kObjectInherit) && ace.trustee == sid; });
    return (owner || group) && !named;
  });
  return posix_acl_bytes(acl);
}

bool hands_down_to_files(const NtDescriptor& descriptor) {
  return descriptor.dacl && std::any_of(descriptor.dacl->begin(), descriptor.dacl->end(), [](const Ace& ace) { return (ace.flags & ace::kObjectInherit) != 0; });
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
  std::vector<Token> tokens;
  for (const Subject& person : people_) credentials.push_back(person.credential), tokens.push_back(person.token);
  columns_ = std::make_unique<PosixColumns>(credentials);
  nt_columns_ = std::make_unique<NtColumns>(tokens);
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

Subject SambaSource::forced(const Subject& person, SambaStanding& standing) const {
  Subject subject = person;
  if (!standing.forced_user.empty()) {
    auto other = subject_named(snapshot_.identities, standing.forced_user);
    standing.refused = standing.refused || !other;  // smbd finds nobody to act as
    if (other) subject = std::move(*other);
  }
  if (!standing.forced_group.empty())
    for (const auto& group : snapshot_.identities.groups)
      if (group.name == standing.forced_group) force_group(group, subject);
  return subject;
}

/// It takes the place of the primary group: in the token by the SID that it is mapped to, and by no other.
void SambaSource::force_group(const PosixGroup& group, Subject& subject) const {
  auto& gids = subject.credential.gids;
  if (!subject.credential.in_group(group.gid)) gids.insert(std::upper_bound(gids.begin(), gids.end(), group.gid), group.gid);
  std::vector<Sid> sids(subject.token.sids().begin(), subject.token.sids().end());
  for (const auto& user : snapshot_.identities.users)
    if (folded(user.account) == folded(subject.account)) std::erase(sids, user.primary_group), std::erase(subject.roots, user.primary_group);
  sids.push_back(sids_.group(group.gid));
  subject.roots.push_back(sids.back());
  subject.token = Token(std::move(sids));
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

/// Whom smbd lets set a list that grants it: under acl_xattr, which has `dos filemode`, the owner and whoever may write
/// there by the list; without it the owner alone, for the kernel does not let others chmod.
PeopleBits SambaSource::may_hand_out(const NtDescriptor& descriptor, NtView view, std::uint32_t owner) const {
  if (view != NtView::plain && view != NtView::acl_xattr) return all_of(people_.size());
  PeopleBits may(words_for(people_.size()));
  for (std::size_t i = 0; i < people_.size(); ++i)
    if (people_[i].credential.uid == owner) put_in(may, i);
  if (view == NtView::plain) return may;
  if (!descriptor.dacl) return all_of(people_.size());
  bool apart = std::any_of(descriptor.dacl->begin(), descriptor.dacl->end(), [](const Ace& ace) {
    std::uint32_t mask = specific_mask(ace.mask);
    return !(ace.flags & ace::kInheritOnly) && (allows_access(ace.type) ? (mask & nt::kWriteDac) && !(mask & nt::kWrite) : (mask & nt::kWrite) != 0);
  });
  if (!apart) return all_of(people_.size());
  std::vector<std::uint32_t> masks = nt_columns_->grants(descriptor).masks;
  for (std::size_t i = 0; i < masks.size(); ++i)
    if (masks[i] & nt::kWrite) put_in(may, i);
  return may;
}

/// What others have of a file that somebody makes in the folder: under acl_xattr what the list hands down, and the
/// kernel's ACL of the file is then what the folder's default ACL is, which smbd made of the same entries.  A list that
/// hands down nothing, and a share without acl_xattr, leave the file to `create mask`.
void SambaSource::add_new_file(const PosixDescriptor& posix, NtView view, NtObject& object) const {
  bool by_list = view != NtView::plain && hands_down_to_files(object.descriptor), by_acl = by_list && view == NtView::acl_xattr;
  PosixDescriptor file = new_file_in(posix, settings_, view);
  if (by_acl) file.access_acl = acl_of_new_file(posix, *object.descriptor.dacl, sids_);
  if (!by_list) object.file = nt_descriptor_of_posix(file, view, sids_);
  if (by_acl && file.access_acl.empty()) return;
  std::vector<Combos> rights = columns_->local_rights(object_of(file).object);
  for (const Combos& right : rights) {
    std::uint32_t limit = nt::kAll;
    if (!right.grants(kRead)) limit &= ~nt::kRead;
    if (!right.grants(kWrite)) limit &= ~(nt::kWrite | nt::kAppend);
    if (view == NtView::plain) limit &= ~(nt::kWriteDac | nt::kWriteOwner);
    object.file_limits.push_back(limit);
  }
}

NtObject SambaSource::object_in(const std::string& descriptor) const {
  PosixDescriptor posix = posix_descriptor(descriptor);
  Shown seen = shown(posix);
  NtView view = view_of(settings_, !posix.nt_acl.empty());
  PosixObject below = object_of(posix).object;
  PeopleBits may_set = may_hand_out(seen.descriptor, view, below.uid);
  ask_making_without_owner(seen.descriptor);
  NtObject object{std::move(seen.descriptor), seen.hole, {}, PeopleBits(words_for(people_.size()))};
  std::vector<Combos> rights = columns_->local_rights(below);
  for (std::size_t i = 0; i < rights.size(); ++i) {
    if (rights[i].grants(kExecute) || has(unbound_, i)) put_in(object.passes, i);
    std::uint32_t limit = nt::kAll;
    // A list whose names cannot be looked at comes out empty.
    if (!rights[i].grants(kRead) || !rights[i].grants(kExecute)) limit &= ~nt::kRead;
    if (!rights[i].grants(kWrite | kExecute)) limit &= ~(nt::kWrite | nt::kAppend);
    // acl_xattr deletes as root what the lists let somebody delete; without it the kernel decides.  smbd knows sticky folders.
    bool deletes = rights[i].grants(view == NtView::plain ? kWrite | kExecute : kExecute);
    if (!deletes || (below.sticky() && below.uid != people_[i].credential.uid)) limit &= ~nt::kDeleteChild;
    if (!has(may_set, i)) limit &= ~(nt::kWriteDac | (view == NtView::plain ? nt::kWriteOwner : 0));
    object.limits.push_back(limit);
  }
  add_new_file(posix, view, object);
  return object;
}

std::vector<std::uint32_t> SambaSource::through() const {
  std::vector<std::uint32_t> masks = share_masks(snapshot_, people_);
  for (std::size_t i = 0; i < masks.size(); ++i) {
    // Who may neither read nor write on the share is not let in, and who may not write finds it read only.
    if (standings_[i].refused || !(masks[i] & (nt::kRead | nt::kWrite))) masks[i] = 0;
    if (standings_[i].read_only || !(masks[i] & nt::kWrite)) masks[i] &= kShareRead;
  }
  return masks;
}

}  // namespace outdesk
