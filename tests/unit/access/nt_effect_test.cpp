// Trees of Windows judged at once, against the rules of access.md 2.2, 2.3 and 3 applied cell by cell.
#include <doctest/doctest.h>

#include <random>

#include "access/descriptor.hpp"
#include "access/effect.hpp"
#include "access/nt_level_rules.hpp"
#include "access/sddl.hpp"

using namespace outdesk;

namespace {

const Sid kEffectDomain = Sid::from_text("S-1-5-21-100-200-300").value();
const std::string kPeterText = "S-1-5-21-100-200-300-1001", kTeamText = "S-1-5-21-100-200-300-2001";

Subject effect_subject(std::uint32_t rid, std::vector<std::uint32_t> groups = {}) {
  std::vector<Sid> sids = {kEffectDomain.with(rid), sids::kEveryone, sids::kAuthenticatedUsers, sids::kNetwork};
  for (std::uint32_t group : groups) sids.push_back(kEffectDomain.with(group));
  return {"u" + std::to_string(rid), {kNone - 1, {}}, Token(sids), sids};
}

/// A tree of Windows made by hand.
struct NtTree {
  Snapshot snapshot;
  Interner descriptors;
  NtTree() {
    snapshot.root = "D:\\share";
    snapshot.facts.system = System::windows;
  }
  std::uint32_t add(std::uint32_t parent, const NtDescriptor& descriptor) {
    std::string bytes = descriptor_bytes(descriptor);
    REQUIRE(!bytes.empty());
    return static_cast<std::uint32_t>(snapshot.add(parent, "f" + std::to_string(snapshot.folders.size()), descriptors.id_of(bytes), Unread::no));
  }
  std::uint32_t add(std::uint32_t parent, const std::string& sddl) {
    NtReading reading = read_sddl(sddl);
    REQUIRE_MESSAGE(reading.problem == "", sddl);
    return add(parent, reading.descriptor);
  }
  std::uint32_t add_unread(std::uint32_t parent, Unread why = Unread::refused) {
    return static_cast<std::uint32_t>(snapshot.add(parent, "h" + std::to_string(snapshot.folders.size()), kNone, why));
  }
  void share(const std::string& sddl, const std::string& path = "D:\\share") {
    NtReading reading = read_sddl(sddl);
    REQUIRE(reading.problem == "");
    snapshot.facts.shares.push_back({"data", path, nt_descriptor_bytes(reading.descriptor).value(), {}});
  }
  Effect judge(const std::vector<Subject>& people) {
    snapshot.descriptors = descriptors.take();
    return nt_effect(snapshot, people, {false, true});
  }
};

struct OneCell {
  Level level, files;
  std::uint32_t mask;
};
OneCell cell_at(const Effect& effect, std::uint32_t folder, std::size_t person) {
  const Profile& profile = effect.profiles.at(effect.profile_of.at(folder));
  return {profile.levels.at(person), profile.files.empty() ? profile.levels.at(person) : profile.files.at(person), profile.masks.at(person)};
}
/// The level in the only folder below the root, or in the root where there is but that.
Level level_in(NtTree& tree, const Subject& who) {
  Effect effect = tree.judge({who});
  return cell_at(effect, static_cast<std::uint32_t>(tree.snapshot.folders.size() - 1), 0).level;
}

Ace random_effect_ace(std::mt19937& random) {
  static const std::uint8_t kTypes[] = {ace::kAllow, ace::kAllow, ace::kAllow, ace::kAllow, ace::kAllow, ace::kDeny, ace::kDeny, ace::kAllowObject, ace::kDenyObject, ace::kAllowIf, ace::kDenyIf};
  static const std::uint32_t kMasks[] = {0x1F01FF, 0x1301BF, 0x1200A9, 0x120089, 0x120116, 0x10000000, 0xA0000000, 0x60000, 0x40, 0x10000, 0x20, 1, 6, 0x1301FF, 0x1201BF};
  const Sid kTrustees[] = {kEffectDomain.with(1001), kEffectDomain.with(1002), kEffectDomain.with(2001), kEffectDomain.with(2002), sids::kEveryone, sids::kOwnerRights, sids::kCreatorOwner};
  static const std::uint8_t kFlags[] = {0, 3, 3, 0x13, 0x0B, 9, 1, 2, 4, 0x10};
  Ace ace;
  ace.type = kTypes[random() % std::size(kTypes)];
  ace.flags = kFlags[random() % std::size(kFlags)];
  ace.mask = kMasks[random() % std::size(kMasks)];
  ace.trustee = kTrustees[random() % std::size(kTrustees)];
  if (ace::is_object(ace.type)) ace.object = std::string(4, '\0');
  return ace;
}

NtDescriptor random_effect_descriptor(std::mt19937& random) {
  const Sid kOwners[] = {kEffectDomain.with(1001), kEffectDomain.with(1002), kEffectDomain.with(2001), sids::kAdministrators};
  NtDescriptor descriptor;
  if (random() % 4) descriptor.owner = kOwners[random() % std::size(kOwners)];
  if (random() % 25 == 0) return descriptor;
  descriptor.control |= control::kDaclPresent;
  if (random() % 25 == 0) return descriptor;
  descriptor.dacl.emplace();
  for (unsigned i = random() % 6; i > 0; --i) descriptor.dacl->push_back(random_effect_ace(random));
  return descriptor;
}

/// What access.md says of one person in one folder of a tree of Windows.
OneCell cell_by_rules(const Snapshot& snapshot, std::size_t folder, const Subject& who, std::uint32_t share) {
  auto descriptor_of = [&](std::size_t i) { return nt_descriptor(snapshot.descriptors[snapshot.folders[i].descriptor]); };
  NtDescriptor own = descriptor_of(folder);
  std::uint32_t parent = 0, above = snapshot.folders[folder].parent;
  if (above != kNone && snapshot.folders[above].unread == Unread::no) parent = nt_grant(descriptor_of(above), who.token).mask;
  NtGrant grant = nt_grant(own, who.token);
  NtDescriptor mild = own, file;
  file.control |= control::kDaclPresent;
  file.dacl.emplace();
  if (own.dacl) {
    std::erase_if(*mild.dacl, [](const Ace& ace) { return denies_access(ace.type); });
    for (Ace ace : *own.dacl)
      if ((ace.flags & ace::kObjectInherit) && ace.trustee != sids::kOwnerRights) ace.flags = 0, file.dacl->push_back(ace);
  }
  NtGrant free = nt_grant(mild, who.token);
  OneCell cell;
  cell.mask = with_parent(grant.mask & nt::kAll, parent) & share;
  cell.level = nt_level(with_parent(grant.mask & nt::kAll & ~grant.by_owner, parent) & share);
  cell.files = nt_level(with_parent(nt_grant(file, who.token).mask & nt::kAll, grant.mask) & share);
  Level could = nt_level(with_parent(free.mask & nt::kAll & ~free.by_owner, parent));
  if (cell.level == Level::none && could != Level::none) cell.level = Level::denied;
  cell.level = folder_level(cell.level, cell.files);
  return cell;
}

}  // namespace

TEST_CASE("nt effect: whole random trees, cell by cell against the rules") {
  std::mt19937 random(411);
  std::vector<Subject> people = {effect_subject(1001), effect_subject(1002, {2001}), effect_subject(1003, {2001, 2002}), effect_subject(1004), effect_subject(1005, {2002})};
  long cells = 0, kinds[kLevels] = {};
  for (int round = 0; round < 400; ++round) {
    NtTree tree;
    std::vector<std::uint32_t> shares(people.size(), nt::kAll);
    if (round % 3) {
      NtDescriptor share;
      share.control |= control::kDaclPresent;
      share.dacl.emplace();
      for (unsigned i = 1 + random() % 3; i > 0; --i) {
        Ace ace{random() % 5 ? ace::kAllow : ace::kDeny, 0, random() % 2 ? 0x1200A9u : random() % 2 ? 0x1301BFu : 0x1F01FFu, random() % 2 ? sids::kEveryone : kEffectDomain.with(2001 + random() % 2), "", "", ""};
        share.dacl->push_back(ace);
      }
      tree.snapshot.facts.shares.push_back({"data", "D:\\share", nt_descriptor_bytes(share).value(), {}});
      for (std::size_t i = 0; i < people.size(); ++i) shares[i] = nt_grant(share, people[i].token).mask;
    }
    std::vector<NtDescriptor> few;
    for (int i = 0; i < 6; ++i) few.push_back(random_effect_descriptor(random));
    std::vector<bool> told;
    for (std::uint32_t i = 0; i < 40; ++i) {
      std::uint32_t parent = i ? random() % i : kNone;
      const NtDescriptor& one = few[random() % few.size()];
      bool hole = random() % 8 == 0;
      if (hole) tree.add_unread(parent);
      else tree.add(parent, one);
      told.push_back(!hole && one.has_dacl());
    }
    Effect effect = tree.judge(people);
    for (std::uint32_t folder = 0; folder < 40; ++folder) {
      REQUIRE((effect.profile_of[folder] != kNone) == told[folder]);  // a hole is no hole for what lies below
      if (!told[folder]) continue;
      for (std::size_t i = 0; i < people.size(); ++i) {
        OneCell found = cell_at(effect, folder, i), right = cell_by_rules(tree.snapshot, folder, people[i], shares[i]);
        // "denied" stands for the folder; of files there is only nothing.
        if (found.files == Level::denied) found.files = Level::none;
        ++cells, ++kinds[static_cast<int>(found.level)];
        bool same = found.level == right.level && found.files == right.files && found.mask == right.mask;
        REQUIRE_MESSAGE(same, "round " << round << ", folder " << folder << ", person " << i << ": " << std::string(code_of(found.level)) << "/" << std::string(code_of(found.files)) << " " << found.mask
                                       << " for " << std::string(code_of(right.level)) << "/" << std::string(code_of(right.files)) << " " << right.mask);
      }
    }
  }
  CHECK(cells > 50000);
  for (Level level : {Level::none, Level::denied, Level::traverse, Level::list, Level::write, Level::read, Level::edit, Level::change, Level::full, Level::special})
    CHECK_MESSAGE(kinds[static_cast<int>(level)] > 0, std::string(code_of(level)));
}

TEST_CASE("nt effect: who may list the folder above sees the attributes of what lies in it (2.3)") {
  NtTree tree;
  auto top = tree.add(kNone, "D:(A;;0x1;;;WD)");
  auto inside = tree.add(top, "D:");
  Effect effect = tree.judge({effect_subject(1001)});
  CHECK(cell_at(effect, inside, 0).mask == nt::kReadAttributes);
  CHECK(cell_at(effect, inside, 0).level == Level::none);
}

TEST_CASE("nt effect: DELETE_CHILD of the folder above makes change out of edit, of that one alone") {
  NtTree tree;
  auto top = tree.add(kNone, "D:(A;;0x1F01FF;;;WD)"), inside = tree.add(top, "D:(A;;0x1201BF;;;WD)"), deeper = tree.add(inside, "D:(A;;0x1201BF;;;WD)");
  Effect effect = tree.judge({effect_subject(1001)});
  CHECK(cell_at(effect, inside, 0).level == Level::change);
  CHECK(cell_at(effect, inside, 0).mask == (0x1201BF | nt::kDelete));
  CHECK(cell_at(effect, deeper, 0).level == Level::edit);
}

TEST_CASE("nt effect: a folder above that was not read adds nothing and stops nobody") {
  NtTree tree;
  auto top = tree.add(kNone, "D:(A;;FA;;;WD)"), hole = tree.add_unread(top), inside = tree.add(hole, "D:(A;;0x1201BF;;;WD)");
  Effect effect = tree.judge({effect_subject(1001)});
  CHECK(effect.holes[hole] == Unread::refused);
  CHECK(effect.profile_of[hole] == kNone);
  CHECK(effect.holes[inside] == Unread::no);
  CHECK(cell_at(effect, inside, 0).level == Level::edit);  // DELETE_CHILD of the top does not reach over the hole
  CHECK_FALSE(effect.own_rights(tree.snapshot, hole));
  CHECK(effect.own_rights(tree.snapshot, inside));
}

TEST_CASE("nt effect: parents of Windows stop nobody") {
  NtTree tree;
  auto top = tree.add(kNone, "D:"), inside = tree.add(top, "D:(A;OICI;0x1200a9;;;WD)");
  Effect effect = tree.judge({effect_subject(1001)});
  CHECK(cell_at(effect, top, 0).level == Level::none);
  CHECK(cell_at(effect, inside, 0).level == Level::read);
}

TEST_CASE("nt effect: a descriptor without any list cannot be told") {
  NtTree tree;
  auto top = tree.add(kNone, "O:" + kPeterText);
  Effect effect = tree.judge({effect_subject(1001)});
  CHECK(effect.profile_of[top] == kNone);
  CHECK(effect.holes[top] == Unread::cannot_tell);
}

TEST_CASE("nt effect: who made a folder has no level by that alone") {
  auto level = [](const std::string& sddl, Subject who) {
    NtTree tree;
    tree.add(kNone, sddl);
    return level_in(tree, who);
  };
  Subject peter = effect_subject(1001), mate = effect_subject(1002, {2001});
  CHECK(level("O:" + kPeterText + "D:(A;OICI;0x1301bf;;;WD)", peter) == Level::change);
  CHECK(level("O:" + kTeamText + "D:(A;OICI;0x1301bf;;;WD)", mate) == Level::change);  // owner through a group
  CHECK(level("O:" + kPeterText + "D:", peter) == Level::none);
  CHECK(level("O:" + kPeterText + "D:(A;OICI;0x1301bf;;;WD)(A;;WD;;;OW)", peter) == Level::full);  // by an entry
  CHECK(level("O:" + kPeterText + "D:(A;OICI;FA;;;WD)", peter) == Level::full);
}

TEST_CASE("nt effect: denied is for whom a denial or the share shuts out, none for whom nobody let in") {
  auto level = [](const std::string& sddl, const std::string& share = "") {
    NtTree tree;
    tree.add(kNone, sddl);
    if (!share.empty()) tree.share(share);
    return level_in(tree, effect_subject(1001, {2001}));
  };
  CHECK(level("D:(D;;FA;;;" + kTeamText + ")(A;OICI;FA;;;WD)") == Level::denied);
  CHECK(level("D:(D;;FA;;;" + kTeamText + ")") == Level::none);
  CHECK(level("D:(D;;0x1;;;" + kTeamText + ")(A;OICI;FR;;;WD)") == Level::denied);
  CHECK(level("D:(A;OICI;FR;;;WD)(D;;FA;;;" + kTeamText + ")") == Level::read);  // stored order
  CHECK(level("D:(A;OICI;FA;;;WD)", "D:(A;;FA;;;BA)") == Level::denied);
  CHECK(level("D:(A;OICI;FA;;;WD)", "D:") == Level::denied);
  CHECK(level("D:", "D:") == Level::none);
  CHECK(level("D:(XD;;FA;;;WD;(@User.x))(A;OICI;FR;;;WD)") == Level::denied);
}

TEST_CASE("nt effect: deletion through the folder above, shut off by the share, is denied and not nothing") {
  NtTree tree;
  auto top = tree.add(kNone, "D:(A;;FA;;;WD)"), inside = tree.add(top, "D:");
  tree.share("D:(A;;FR;;;WD)");
  Effect effect = tree.judge({effect_subject(1001)});
  CHECK(cell_at(effect, inside, 0).level == Level::denied);  // without the share: special (delete)
}

TEST_CASE("nt effect: the share narrows folder, files and mask") {
  NtTree tree;
  auto top = tree.add(kNone, "D:(A;OICI;FA;;;WD)");
  tree.share("D:(A;;0x1200a9;;;WD)(A;;0x1301bf;;;" + kTeamText + ")");
  Effect effect = tree.judge({effect_subject(1001), effect_subject(1002, {2001})});
  CHECK(cell_at(effect, top, 0).level == Level::read);
  CHECK(cell_at(effect, top, 0).files == Level::read);
  CHECK(cell_at(effect, top, 0).mask == 0x1200A9);
  CHECK(cell_at(effect, top, 1).level == Level::change);
  CHECK(cell_at(effect, top, 1).mask == 0x1301BF);
}

TEST_CASE("nt effect: names without contents are list; files that differ stand beside") {
  NtTree tree;
  auto top = tree.add(kNone, "D:(A;CI;0x1200a9;;;WD)"), mixed = tree.add(top, "D:(A;;0x1200a9;;;WD)(A;OIIO;0x1301bf;;;WD)");
  Effect effect = tree.judge({effect_subject(1001)});
  CHECK(cell_at(effect, top, 0).level == Level::list);
  CHECK(cell_at(effect, top, 0).files == Level::none);
  CHECK(cell_at(effect, mixed, 0).level == Level::read);
  CHECK(cell_at(effect, mixed, 0).files == Level::change);
}

TEST_CASE("nt effect: equal rows are kept once, and nobody is no row's end") {
  NtTree tree;
  auto top = tree.add(kNone, "D:(A;OICI;FR;;;WD)");
  for (int i = 0; i < 50; ++i) tree.add(top, i % 2 ? "D:(A;OICI;FR;;;WD)" : "D:(A;OICI;0x1200a9;;;AU)");
  Effect effect = nt_effect((tree.snapshot.descriptors = tree.descriptors.take(), tree.snapshot), {effect_subject(1001)});
  CHECK(effect.profiles.size() == 1);
  CHECK(nt_effect(tree.snapshot, {}).profiles.size() == 1);
}
