// Trees of a Samba server: what smbd shows, what the kernel leaves of it, what smb.conf says before (access.md 2.4).
#include "access/samba_source.hpp"

#include <doctest/doctest.h>

#include <random>

#include "access/descriptor.hpp"
#include "access/directory.hpp"
#include "access/effect.hpp"
#include "access/matrix_columns.hpp"
#include "access/nt_level_rules.hpp"
#include "access/posix_acl.hpp"
#include "access/sddl.hpp"
#include "made_people.hpp"

using namespace outdesk;
using Tag = AclEntry::Tag;

namespace {

const Sid kPassdb = Sid::from_text("S-1-5-21-7-7-7").value();

/// security.NTACL in version 1, which smbd believes whatever lies below.
std::string stored_list(const std::string& sddl) {
  NtReading reading = read_sddl(sddl);
  REQUIRE_MESSAGE(reading.problem == "", sddl);
  constexpr std::size_t kHeadOfVersion1 = 8;
  std::string bytes = nt_descriptor_bytes(reading.descriptor).value();
  for (std::size_t at : {4, 8, 12, 16}) {
    std::uint32_t offset = 0;
    for (std::size_t i = 4; i > 0; --i) offset = offset << 8 | static_cast<std::uint8_t>(bytes[at + i - 1]);
    if (offset) offset += kHeadOfVersion1;
    for (std::size_t i = 0; i < 4; ++i) bytes[at + i] = static_cast<char>(offset >> (8 * i) & 0xFF);
  }
  return std::string("\1\0\1\0\4\0\2\0", 8) + bytes;
}

/// anna (books), boris (sales), vera (no group), and who owns things; anna has a SID of the passdb, "books" is mapped.
Identities samba_people() {
  Identities identities{{{"root", 0, 0, ""}, {"owner", kOwner, kStaff, ""}, {"anna", kAnna, kBooks, ""}, {"boris", kBoris, kSales, ""}, {"vera", kVera, 100, ""}},
                        {{"staff", kStaff, {}}, {"books", kBooks, {}}, {"sales", kSales, {}}, {"users", 100, {}}}};
  identities.users = {{kPassdb.with(3004), kPassdb.with(513), "anna", "Anna", {}, false, false}};
  identities.nt_groups = {{kPassdb.with(5005), "Books", true, {sids::kUnixGroups.with(kBooks)}}};
  identities.domain = kPassdb;
  return identities;
}

struct SambaTree {
  Snapshot snapshot;
  Interner descriptors;
  std::vector<Subject> people;

  explicit SambaTree(const std::string& settings = "", Identities identities = samba_people()) {
    snapshot.root = "/srv/share";
    snapshot.facts.samba = true;
    snapshot.facts.settings = settings;
    snapshot.identities = std::move(identities);
    for (const char* name : {"root", "owner", "anna", "boris", "vera"}) people.push_back(subject_named(snapshot.identities, name).value());
  }
  std::uint32_t add(std::uint32_t parent, std::uint32_t mode, const PosixAcl& acl = {}, const std::string& nt_acl = "") {
    std::uint32_t id = descriptors.id_of(descriptor_bytes({kOwner, kStaff, 0040000 | mode, posix_acl_bytes(acl), "", nt_acl}));
    return static_cast<std::uint32_t>(snapshot.add(parent, "f", id, Unread::no));
  }
  Effect judge(bool from_above = false) {
    for (std::string& bytes : descriptors.take()) snapshot.descriptors.push_back(std::move(bytes));
    return nt_effect(snapshot, people, {from_above, true});
  }
};

enum Who { kRootPerson, kOwnerPerson, kAnnaPerson, kBorisPerson, kVeraPerson };

std::string levels_of(const Effect& effect, std::uint32_t folder) {
  std::string words;
  if (effect.profile_of.at(folder) == kNone) return std::string(code_of(effect.holes[folder]));
  for (Level level : effect.profiles.at(effect.profile_of.at(folder)).levels) words += std::string(words.empty() ? "" : " ") + std::string(code_of(level));
  return words;
}
std::uint32_t mask_in(const Effect& effect, std::uint32_t folder, Who who) { return effect.profiles.at(effect.profile_of.at(folder)).masks.at(who); }

/// The levels of root, owner, anna, boris, vera in the root of a share with these settings.
std::string levels_with(const std::string& lines, std::uint32_t mode = 0777, const std::string& nt_acl = "", const std::string& path = "/srv/share") {
  SambaTree tree("[global]\nnetbios name = AUDIT\n[data]\npath = " + path + "\nread only = no\n" + lines);
  auto top = tree.add(kNone, mode, {}, nt_acl);
  return levels_of(tree.judge(), top);
}

const std::string kOpenList = "D:(A;OICI;FA;;;WD)";

}  // namespace

TEST_CASE("samba: rwx shown as a list is change, and full for the owner and root alone") {
  CHECK(levels_with("", 0777) == "full full change change change");
  CHECK(levels_with("", 0755) == "full full read read read");
  CHECK(levels_with("", 0700) == "full full none none none");
}

TEST_CASE("samba: a stored list that is in force counts, as far as the kernel lets it") {
  SambaTree tree("[data]\npath = /srv/share\nread only = no\nvfs objects = acl_xattr\n");
  auto top = tree.add(kNone, 0777, {}, stored_list("D:(A;OICI;0x1200a9;;;WD)(A;OICI;FA;;;" + kPassdb.with(3004).to_text() + ")"));
  auto closed = tree.add(top, 0750, {}, stored_list(kOpenList)), read_only = tree.add(top, 0755, {}, stored_list(kOpenList));
  Effect effect = tree.judge();
  CHECK(levels_of(effect, top) == "full read full read read");
  CHECK(mask_in(effect, closed, kVeraPerson) == (nt::kAll & ~(nt::kRead | nt::kWrite | nt::kAppend | nt::kDeleteChild)));
  CHECK(mask_in(effect, read_only, kVeraPerson) == (nt::kAll & ~(nt::kWrite | nt::kAppend)));  // acl_xattr deletes as root
  CHECK(levels_of(effect, read_only).rfind("full full ", 0) == 0);
}

TEST_CASE("samba: without acl_xattr a stored list says nothing") {
  CHECK(levels_with("", 0755, stored_list(kOpenList)) == "full full read read read");
  CHECK(levels_with("vfs objects = acl_xattr\n", 0777, stored_list("D:(A;OICI;0x1200a9;;;WD)")) == "full read read read read");
}

TEST_CASE("samba: the settings of a share are found though its path ends in a slash") {
  CHECK(levels_with("", 0755, stored_list(kOpenList), "/srv/share/") == "full full read read read");
  CHECK(levels_with("read only = yes\n", 0777, "", "/srv/share/") == "read read read read read");
}

TEST_CASE("samba: x of every folder above is needed, and nobody else's rights matter") {
  SambaTree tree;
  auto top = tree.add(kNone, 0755), closed = tree.add(top, 0750), inside = tree.add(closed, 0777);
  tree.snapshot.above = {tree.descriptors.id_of(descriptor_bytes({0, 0, 0040755, "", "", ""})), kNone};
  Effect effect = tree.judge();
  CHECK(levels_of(effect, closed) == "full full none none none");
  CHECK(levels_of(effect, inside) == "full full none none none");
  CHECK(mask_in(effect, inside, kVeraPerson) == 0);
  CHECK(levels_of(tree.judge(true), top) == levels_of(effect, top));
  tree.snapshot.descriptors.push_back(descriptor_bytes({0, 0, 0040700, "", "", ""}));
  tree.snapshot.above = {static_cast<std::uint32_t>(tree.snapshot.descriptors.size() - 1)};
  CHECK(levels_of(tree.judge(true), top) == "full none none none none");
}

TEST_CASE("samba: a list that is damaged or cannot be judged hides what lies below it") {
  SambaTree tree("[data]\npath = /srv/share\nvfs objects = acl_xattr\n");
  auto top = tree.add(kNone, 0755), damaged = tree.add(top, 0755, {}, "damaged"), below = tree.add(damaged, 0755), beside = tree.add(top, 0755);
  Effect effect = tree.judge();
  CHECK(levels_of(effect, damaged) == "damaged");
  CHECK(levels_of(effect, below) == "damaged");
  CHECK(effect.holes[beside] == Unread::no);
}

TEST_CASE("samba: who is refused on the share has nothing, though the folder would let him in") {
  CHECK(levels_with("invalid users = vera\n") == "full full change change denied");
  CHECK(levels_with("valid users = @books\n") == "denied denied change denied denied");
  CHECK(levels_with("valid users = +books boris\n") == "denied denied change change denied");
  CHECK(levels_with("available = no\n") == "denied denied denied denied denied");
  CHECK(levels_with("invalid users = vera\n", 0700) == "full full none none none");
}

TEST_CASE("samba: read list, write list and read only narrow to reading") {
  CHECK(levels_with("read only = yes\nwrite list = anna\n") == "read read change read read");
  CHECK(levels_with("read list = @books\n") == "full full read change change");
}

TEST_CASE("samba: admin users act as root, and what is read only stays so") {
  CHECK(levels_with("admin users = vera\n", 0700) == "full full none none full");
  CHECK(levels_with("admin users = vera\nread only = yes\n", 0700) == "read read none none read");
  SambaTree tree("[data]\npath = /srv/share\nread only = no\nadmin users = vera\n");
  auto top = tree.add(kNone, 0700), inside = tree.add(top, 0700);
  CHECK(levels_of(tree.judge(), inside) == "full full none none full");
}

TEST_CASE("samba: with force user everybody is he") {
  CHECK(levels_with("force user = owner\n", 0700) == "full full full full full");
  CHECK(levels_with("force user = vera\n", 0707) == "change change change change change");
}

TEST_CASE("samba: with a forced user who does not exist nobody is let in") {
  CHECK(levels_with("force user = nobody-here\n", 0777) == "denied denied denied denied denied");
}

TEST_CASE("samba: force group adds a group, by its number and by the SID that it is mapped to") {
  CHECK(levels_with("force group = staff\n", 0770) == "full full change change change");
  CHECK(levels_with("force group = +staff\n", 0770) == "full full none none none");
  SambaTree tree("[data]\npath = /srv/share\nread only = no\nforce group = books\nvfs objects = acl_xattr\n");
  auto top = tree.add(kNone, 0777, {}, stored_list("D:(A;OICI;0x1301bf;;;" + kPassdb.with(5005).to_text() + ")"));
  CHECK(levels_of(tree.judge(), top) == "full change change change change");
  SambaTree shown("[data]\npath = /srv/share\nread only = no\nforce group = books\n");
  auto named = shown.add(kNone, 0770, {{Tag::user_obj, 7}, {Tag::group_obj, 0}, {Tag::group, 7, kBooks}, {Tag::mask, 7}, {Tag::other, 0}});
  CHECK(levels_of(shown.judge(), named) == "full full change change change");
}

TEST_CASE("samba: of several shares above the nearest has the settings") {
  SambaTree tree("[all]\npath = /srv\nread only = yes\n[data]\npath = /srv/share\nread only = no\n[deep]\npath = /srv/share/deep\nread only = yes\n");
  tree.add(kNone, 0777);
  CHECK(samba_share_of(tree.snapshot)->name == "data");
  tree.snapshot.facts.share = "ALL";
  CHECK(samba_share_of(tree.snapshot)->name == "all");
  tree.snapshot.facts.share = "none such";
  CHECK_FALSE(samba_share_of(tree.snapshot).has_value());
  tree.snapshot.facts.settings.clear();
  CHECK_FALSE(samba_share_of(tree.snapshot).has_value());
}

TEST_CASE("samba: random trees of ACLs and stored lists, cell by cell against the rules") {
  std::mt19937 random(24);
  const char* kLists[] = {"", "D:(A;OICI;FA;;;WD)", "D:(D;;0x2;;;WD)(A;OICI;FA;;;WD)", "D:(A;;0x1301ff;;;S-1-22-2-2003)(A;;0x20;;;WD)", "O:S-1-22-1-1003D:(A;OICI;0x1201bf;;;S-1-5-21-7-7-7-5005)"};
  for (int round = 0; round < 300; ++round) {
    SambaTree tree(std::string("[data]\npath = /srv/share\nread only = ") + (round % 4 ? "no" : "yes") + (round % 2 ? "\nvfs objects = acl_xattr\n" : "\n"));
    for (std::uint32_t i = 0; i < 15; ++i) {
      std::uint32_t mode = random() % 2 ? 0700 + random() % 0100 : 0777;
      PosixAcl acl;
      if (random() % 2)
        acl = {{Tag::user_obj, mode >> 6 & 7}, {Tag::user, static_cast<unsigned>(random() % 8), kAnna}, {Tag::group_obj, static_cast<unsigned>(random() % 8)}, {Tag::group, static_cast<unsigned>(random() % 8), kSales}, {Tag::mask, mode >> 3 & 7}, {Tag::other, mode & 7}};
      const char* list = kLists[random() % std::size(kLists)];
      tree.add(i ? random() % i : kNone, mode, acl, *list ? stored_list(list) : "");
    }
    Effect effect = tree.judge();
    SambaSource source(tree.snapshot, tree.people);
    std::uint32_t share = round % 4 ? nt::kAll : 0x1200A9;
    auto own_mask = [&](std::uint32_t folder, const Subject& who) {
      PosixDescriptor posix = posix_descriptor(tree.snapshot.descriptors[tree.snapshot.folders[folder].descriptor]);
      auto seen = source.shown(posix);
      if (who.credential.root()) return std::pair(nt::kAll, 0u);
      Combos rights = local_rights(object_of(posix).object, who.credential);
      NtGrant grant = nt_grant(seen.descriptor, who.token);
      std::uint32_t mask = grant.mask & nt::kAll;
      if (!rights.grants(kRead) || !rights.grants(kExecute)) mask &= ~nt::kRead;
      if (!rights.grants(kWrite | kExecute)) mask &= ~(nt::kWrite | nt::kAppend);
      if (!rights.grants(round % 2 ? kExecute : kWrite | kExecute)) mask &= ~nt::kDeleteChild;  // acl_xattr deletes as root
      return std::pair(mask, grant.by_owner);
    };
    for (std::uint32_t folder = 0; folder < 15; ++folder)
      for (std::size_t i = 0; i < tree.people.size(); ++i) {
        const Subject& who = tree.people[i];
        bool reached = true;
        for (std::uint32_t above = tree.snapshot.folders[folder].parent; above != kNone; above = tree.snapshot.folders[above].parent)
          reached = reached && may_pass(object_of(posix_descriptor(tree.snapshot.descriptors[tree.snapshot.folders[above].descriptor])).object, who.credential);
        std::uint32_t parent = tree.snapshot.folders[folder].parent == kNone ? 0 : own_mask(tree.snapshot.folders[folder].parent, who).first;
        auto [mask, by_owner] = own_mask(folder, who);
        std::uint32_t right = reached ? with_parent(mask, parent) & share : 0;
        Level level = reached ? nt_level(with_parent(mask & ~by_owner, parent) & share) : Level::none;
        const Profile& profile = effect.profiles[effect.profile_of[folder]];
        CAPTURE(round);
        CAPTURE(folder);
        CAPTURE(i);
        // Who may set a list is a matter of its own, below.
        constexpr std::uint32_t kSets = nt::kWriteDac | nt::kWriteOwner;
        REQUIRE((profile.masks[i] & ~kSets) == (right & ~kSets));
        REQUIRE((profile.masks[i] & kSets & ~right) == 0);
        bool sets = (right & kSets) != 0;
        if (level != Level::none && level != Level::read && !sets) REQUIRE(profile.levels[i] == level);
      }
  }
}
