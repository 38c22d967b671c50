// Why somebody has what he has: steps whose sum is what the matrix says.
#include <doctest/doctest.h>

#include <algorithm>
#include <random>

#include "access/access_words.hpp"
#include "access/descriptor.hpp"
#include "access/posix_acl.hpp"
#include "access/sddl.hpp"
#include "access/why_steps.hpp"
#include "made_people.hpp"

using namespace outdesk;
using Tag = AclEntry::Tag;

namespace {

const Sid kWhyDomain = Sid::from_text("S-1-5-21-60-60-60").value();
std::string why_sid(std::uint32_t rid) { return kWhyDomain.with(rid).to_text(); }

/// popova is in Books, Books in Office; belov in nothing.
Identities why_people() {
  Identities identities;
  identities.users = {{kWhyDomain.with(1001), kWhyDomain.with(513), "o.popova", "Popova", {}, false, false}, {kWhyDomain.with(1002), kWhyDomain.with(513), "i.belov", "Belov", {}, false, false}};
  identities.nt_groups = {{kWhyDomain.with(513), "Domain Users", true, {}}, {kWhyDomain.with(2001), "Books", true, {kWhyDomain.with(1001)}}, {kWhyDomain.with(2002), "Office", true, {kWhyDomain.with(2001)}},
                          {kWhyDomain.with(2003), "Staff", true, {kWhyDomain.with(513)}}};
  return identities;
}

/// Lists below each other: the root, a folder in it, a folder in that.
struct WhyTree {
  std::vector<Snapshot> snapshots;
  Interner descriptors;
  explicit WhyTree(System system = System::windows) {
    Snapshot& snapshot = snapshots.emplace_back();
    snapshot.root = system == System::windows ? "D:\\share" : "/srv/share";
    snapshot.facts.system = system;
    snapshot.identities = why_people();
  }
  WhyTree& add(const NtDescriptor& descriptor) { return add_bytes(descriptor_bytes(descriptor)); }
  WhyTree& add(const std::string& sddl) {
    NtReading reading = read_sddl(sddl);
    REQUIRE_MESSAGE(reading.problem == "", sddl);
    return add(reading.descriptor);
  }
  WhyTree& add(std::uint32_t mode, const PosixAcl& acl = {}, const std::string& nt_acl = "", std::uint32_t uid = kOwner) {
    return add_bytes(descriptor_bytes({uid, kStaff, 0040000 | mode, posix_acl_bytes(acl), "", nt_acl}));
  }
  WhyTree& add_bytes(const std::string& bytes) {
    Snapshot& snapshot = snapshots[0];
    auto parent = snapshot.folders.empty() ? kNone : static_cast<std::uint32_t>(snapshot.folders.size() - 1);
    snapshot.add(parent, parent == kNone ? "share" : "f" + std::to_string(snapshot.folders.size()), descriptors.id_of(bytes), Unread::no);
    return *this;
  }
};

struct Explained {
  std::vector<WhyStep> steps;
  std::uint32_t mask = 0;
  Level level = Level::none;
};
/// Of the deepest folder.
Explained explained(WhyTree& tree, const std::string& account) {
  if (tree.snapshots[0].descriptors.empty()) tree.snapshots[0].descriptors = tree.descriptors.take();
  MatrixSubject subject;
  MatrixOptions options;
  options.account = account;
  options.masks = true;
  MatrixJudgement judgement = judge_matrix(subject, tree.snapshots, options);
  const JudgedTree& judged = judgement.trees.front();
  std::size_t folder = tree.snapshots[0].folders.size() - 1;
  WhyAsked asked{judged, folder, judgement.column(0), judgement.kept[0], Language::en};
  const Profile& profile = judged.effect.profiles.at(judged.effect.profile_of.at(folder));
  return {speaks_nt(tree.snapshots[0]) ? nt_steps(asked) : posix_steps(asked), profile.masks.at(judgement.kept[0]), profile.levels.at(judgement.kept[0])};
}

/// "source | entry | through | effect"
std::vector<std::string> step_lines(WhyTree& tree, const std::string& account) {
  std::vector<std::string> lines;
  for (const WhyStep& step : explained(tree, account).steps) lines.push_back(step.source + " | " + step.entry + " | " + step.through + " | " + step.effect);
  return lines;
}

/// The mask that rights_words put in words.
std::uint32_t mask_of_words(std::string_view words) {
  if (words == access_words::rights_words(0, Language::en)) return 0;
  for (std::uint32_t whole : {0x1F01FFu, 0x1301FFu, 0x1301BFu, 0x1201BFu, 0x1200A9u, 0x120089u, 0x120116u})
    if (words == access_words::rights_words(whole, Language::en)) return whole;
  std::uint32_t mask = 0;
  while (!words.empty()) {
    std::uint32_t found = 0;
    std::size_t longest = 0;
    for (std::uint32_t bit = 1; bit <= 0x100000; bit <<= 1) {
      if (!(bit & nt::kAll)) continue;
      std::string name = access_words::rights_words(bit, Language::en);
      if (words.starts_with(name) && name.size() > longest) found = bit, longest = name.size();
    }
    REQUIRE_MESSAGE(found != 0, words);
    mask |= found;
    words.remove_prefix(longest);
    if (words.starts_with(", ")) words.remove_prefix(2);
  }
  return mask;
}

/// What the steps come to where each is done in its turn.
std::uint32_t replayed(const std::vector<WhyStep>& steps) {
  namespace w = access_words;
  auto rights_in = [](const w::Phrase& phrase, const std::string& effect) -> std::optional<std::uint32_t> {
    std::size_t gap = phrase.en.find("{rights}");
    std::string_view end = phrase.en.substr(gap + std::string_view("{rights}").size());
    if (!effect.starts_with(phrase.en.substr(0, gap)) || !effect.ends_with(end)) return {};
    return mask_of_words(std::string_view(effect).substr(gap, effect.size() - gap - end.size()));
  };
  std::uint32_t granted = 0, denied = 0;
  for (const WhyStep& step : steps) {
    if (step.effect == w::why_blocked.en) return 0;
    if (step.effect == w::why_null_list.en || step.effect == w::why_unbound.en) granted = nt::kAll;
    if (step.effect == w::why_owner.en) granted |= nt::kReadControl | nt::kWriteDac;
    if (step.source == "parent") granted |= step.effect == w::why_parent.en ? nt::kDelete : nt::kReadAttributes;
    if (auto rights = rights_in(w::why_grants, step.effect)) {
      CHECK((*rights & (granted | denied)) == 0);  // only what is new
      granted |= *rights;
    }
    bool unjudged = step.effect.ends_with("since its condition cannot be judged");
    if (auto rights = rights_in(unjudged ? w::why_deny_condition : w::why_denies, step.effect)) {
      CHECK((*rights & granted) == 0);
      denied |= *rights;
    }
    if (auto rights = rights_in(w::why_kernel, step.effect)) {
      CHECK((*rights & ~granted) == 0);
      granted = *rights;
    }
    if (auto rights = rights_in(w::why_share, step.effect)) granted &= *rights;
  }
  return granted;
}

Ace random_why_ace(std::mt19937& random) {
  static const std::uint8_t kTypes[] = {ace::kAllow, ace::kAllow, ace::kAllow, ace::kAllow, ace::kDeny, ace::kAllowObject, ace::kDenyObject, ace::kAllowIf, ace::kDenyIf, ace::kDenyObjectIf};
  static const std::uint32_t kMasks[] = {0x1F01FF, 0x1301BF, 0x1200A9, 0x120116, 0x10000000, 0xA0000000, 0x60000, 0x40, 0x10000, 0x20, 1, 6, 0x02000000};
  const Sid kTrustees[] = {kWhyDomain.with(1001), kWhyDomain.with(1002), kWhyDomain.with(2001), kWhyDomain.with(2002), kWhyDomain.with(513), sids::kEveryone, sids::kOwnerRights, sids::kCreatorOwner};
  Ace ace;
  ace.type = kTypes[random() % std::size(kTypes)];
  ace.flags = static_cast<std::uint8_t>(random() % 32);
  ace.mask = random() % 3 ? kMasks[random() % std::size(kMasks)] : static_cast<std::uint32_t>(random());
  ace.trustee = kTrustees[random() % std::size(kTrustees)];
  if (ace::is_object(ace.type)) ace.object = std::string(4, '\0');
  return ace;
}

using StepLines = std::vector<std::string>;

}  // namespace

TEST_CASE("why: the entry, the way of groups to it, and what the share leaves") {
  WhyTree tree;
  tree.add("D:(A;;0x1200a9;;;" + why_sid(2002) + ")(A;;0x1301bf;;;" + why_sid(1002) + ")");
  CHECK(step_lines(tree, "o.popova") == StepLines{"entry | 1. allow Office: read and execute | o.popova → Books → Office | grants read and execute",
                                                  "entry |  |  | entries that do not decide anything for the person: 1",
                                                  "share |  |  | no rights of a share are known: taken to leave everything"});
  CHECK(step_lines(tree, "i.belov")[0] == "entry | 2. allow i.belov: change | himself | grants change");
}

TEST_CASE("why: the way through the primary group begins with the person") {
  WhyTree tree;
  tree.add("D:(A;;0x1200a9;;;" + why_sid(2003) + ")(A;;0x20;;;WD)");
  CHECK(step_lines(tree, "i.belov")[0] == "entry | 1. allow Staff: read and execute | i.belov → Domain Users → Staff | grants read and execute");
}

TEST_CASE("why: denials, what was decided before, what is only handed down, owner and OWNER RIGHTS") {
  WhyTree tree;
  tree.add("O:" + why_sid(1001) + "D:(D;;0x2;;;" + why_sid(2001) + ")(A;OICIIO;FA;;;WD)(A;;0x3;;;WD)(A;;0x1;;;" + why_sid(1001) + ")");
  StepLines lines = step_lines(tree, "o.popova");
  REQUIRE(lines.size() == 6);
  CHECK(lines[0] == "owner | o.popova | himself | the owner may read and change the list, whatever it says");
  CHECK(lines[1] == "entry | 1. deny Books: create files, write | o.popova → Books | denies create files, write");
  CHECK(lines[2].find("only handed down") != std::string::npos);
  CHECK(lines[3].find("grants list and read") != std::string::npos);
  CHECK(lines[4].find("adds nothing") != std::string::npos);
  WhyTree spoken;
  spoken.add("O:" + why_sid(2001) + "D:(A;;0x1200a9;;;OW)");
  lines = step_lines(spoken, "o.popova");
  CHECK(lines[0].find("OWNER RIGHTS") != std::string::npos);
  CHECK(lines[1].find("grants read and execute") != std::string::npos);
}

TEST_CASE("why: an inherited entry is told with the folder that it is from") {
  WhyTree tree;
  tree.add("D:(A;OICI;0x1200a9;;;WD)").add("D:AI(A;OICIID;0x1200a9;;;WD)").add("D:AI(A;OICIID;0x1200a9;;;WD)");
  CHECK(step_lines(tree, "i.belov")[0] == "entry | 1. allow Everyone: read and execute, from share | i.belov → Everyone | grants read and execute");
}

TEST_CASE("why: the folder above lets delete, a NULL list lets all") {
  WhyTree tree;
  tree.add("D:(A;;FA;;;WD)").add("D:(A;;0x1201bf;;;WD)");
  Explained why = explained(tree, "i.belov");
  CHECK(why.level == Level::change);
  CHECK(why.steps[1].source == "parent");
  CHECK(why.steps[1].entry == "share");
  WhyTree null;
  null.add("D:NO_ACCESS_CONTROL");
  CHECK(explained(null, "i.belov").steps[0].effect == "there is no list: everything is granted to everybody");
}

TEST_CASE("why: of somebody denied it is told what he would have without that") {
  WhyTree tree;
  tree.add("D:(D;;FA;;;" + why_sid(2001) + ")(A;OICI;0x1301bf;;;WD)");
  Explained why = explained(tree, "o.popova");
  CHECK(why.level == Level::denied);
  bool told = false;
  for (const WhyStep& step : why.steps) told = told || step.effect.find("it would be") != std::string::npos;
  CHECK(told);
}

TEST_CASE("why: groups are those of the newest snapshot, which the matrix goes by") {
  WhyTree tree;
  tree.add("D:(A;;0x1200a9;;;" + why_sid(2002) + ")");
  tree.snapshots[0].identities.nt_groups.clear();  // an older export knew no groups
  tree.snapshots[0].taken = Instant{1000};
  tree.snapshots[0].descriptors = tree.descriptors.take();
  Snapshot newer = tree.snapshots[0];
  newer.root = "E:\\other";
  newer.taken = Instant{2000};
  newer.identities = why_people();
  tree.snapshots.push_back(newer);
  CHECK(step_lines(tree, "o.popova")[0] == "entry | 1. allow Office: read and execute | o.popova → Books → Office | grants read and execute");
}

TEST_CASE("why: done in their turn, the steps of Windows give what the matrix has") {
  std::mt19937 random(8);
  for (int round = 0; round < 600; ++round) {
    WhyTree tree;
    for (int depth = 0; depth < 2; ++depth) {
      NtDescriptor descriptor;
      if (random() % 3) descriptor.owner = random() % 2 ? kWhyDomain.with(1001) : kWhyDomain.with(2002);
      descriptor.control |= control::kDaclPresent;
      if (random() % 30) {
        descriptor.dacl.emplace();
        for (unsigned i = random() % 7; i > 0; --i) descriptor.dacl->push_back(random_why_ace(random));
      }
      tree.add(descriptor);
    }
    if (random() % 2) {
      NtDescriptor share = read_sddl(random() % 2 ? "D:(A;;0x1200a9;;;WD)(A;;0x1301bf;;;" + why_sid(2001) + ")" : "D:(D;;0x2;;;" + why_sid(1001) + ")(A;;GA;;;WD)").descriptor;
      tree.snapshots[0].facts.shares = {{"data", "D:\\share", nt_descriptor_bytes(share).value(), {}}};
    }
    for (const char* account : {"o.popova", "i.belov"}) {
      Explained why = explained(tree, account);
      CHECK(std::count_if(why.steps.begin(), why.steps.end(), [](const WhyStep& step) { return step.source == "share"; }) == 1);
      REQUIRE_MESSAGE(replayed(why.steps) == why.mask, "round " << round << " " << account);
    }
  }
}

TEST_CASE("why: done in their turn, the steps of Samba give what the matrix has") {
  std::mt19937 random(9);
  for (int round = 0; round < 300; ++round) {
    WhyTree tree(System::posix);
    tree.snapshots[0].facts.samba = true;
    tree.snapshots[0].identities = {{{"anna", kAnna, kStaff, ""}, {"boris", kBoris, kSales, ""}}, {{"staff", kStaff, {}}, {"sales", kSales, {}}}};
    tree.snapshots[0].facts.settings = std::string("[data]\npath = /srv/share\nread only = ") + (random() % 3 ? "no" : "yes") + (random() % 6 ? "\n" : "\nadmin users = boris\n") + (random() % 6 ? "" : "invalid users = anna\n");
    for (int depth = 0; depth < 3; ++depth) {
      std::uint32_t mode = 0711 | static_cast<std::uint32_t>(random() % 01000);
      if (random() % 8 == 0) mode &= ~0011u;
      PosixAcl acl;
      if (random() % 2) acl = {{Tag::user_obj, mode >> 6 & 7}, {Tag::user, static_cast<unsigned>(random() % 8), kAnna}, {Tag::group_obj, static_cast<unsigned>(random() % 8)}, {Tag::mask, mode >> 3 & 7}, {Tag::other, mode & 7}};
      tree.add(mode, acl, "", random() % 2 ? kOwner : kBoris);
    }
    for (const char* account : {"anna", "boris"}) {
      Explained why = explained(tree, account);
      REQUIRE_MESSAGE(replayed(why.steps) == why.mask, "round " << round << " " << account);
    }
  }
}

TEST_CASE("why: done in their turn, the steps of POSIX give what the matrix has") {
  std::mt19937 random(10);
  for (int round = 0; round < 1500; ++round) {
    WhyTree tree(System::posix);
    tree.snapshots[0].identities = {{{"root", 0, 0, ""}, {"anna", kAnna, kStaff, ""}, {"boris", kBoris, kSales, ""}}, {{"staff", kStaff, {}}, {"sales", kSales, {}}, {"books", kBooks, {"anna", "boris"}}}};
    for (int depth = 0; depth < 2; ++depth) {
      std::uint32_t mode = static_cast<std::uint32_t>(random() % 01000) | (depth ? 0 : 0111);
      PosixAcl acl;
      if (random() % 2)
        acl = {{Tag::user_obj, mode >> 6 & 7}, {Tag::user, static_cast<unsigned>(random() % 8), random() % 2 ? kAnna : kVera}, {Tag::group_obj, static_cast<unsigned>(random() % 8)}, {Tag::group, static_cast<unsigned>(random() % 8), kBooks}, {Tag::group, static_cast<unsigned>(random() % 8), kSales}, {Tag::mask, mode >> 3 & 7}, {Tag::other, mode & 7}};
      tree.add(mode, acl, "", random() % 3 ? kOwner : kBoris);
    }
    for (const char* account : {"root", "anna", "boris"}) {
      Explained why = explained(tree, account);
      Combos sum;
      for (const WhyStep& step : why.steps) {
        if (step.effect == access_words::why_blocked.en) sum = {};
        if (step.effect == access_words::why_root.en) sum = Combos::of(7);
        if (step.source == "above" || step.source == "mask" || step.effect == access_words::why_root.en || step.effect == access_words::why_group_none.en) continue;
        std::string bits = step.effect.substr(step.effect.size() - 3);
        unsigned permission = (bits[0] == 'r' ? 4 : 0) | (bits[1] == 'w' ? 2 : 0) | (bits[2] == 'x' ? 1 : 0);
        for (unsigned wanted = 1; wanted <= 7; ++wanted)
          if (Combos::of(permission).grants(wanted)) sum.grant(wanted);
      }
      REQUIRE_MESSAGE(sum.bits() == why.mask, "round " << round << " " << account);
    }
  }
}
