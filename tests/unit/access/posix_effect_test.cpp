#include <doctest/doctest.h>

#include <random>

#include "made_people.hpp"
#include "access/descriptor.hpp"
#include "access/effect.hpp"
#include "access/posix_acl.hpp"
#include "access/posix_columns.hpp"
#include "access/posix_level_rules.hpp"

using namespace outdesk;
using Tag = AclEntry::Tag;

namespace {

/// A tree made by hand.
struct Tree {
  Snapshot snapshot;
  Interner descriptors;

  std::uint32_t add(std::uint32_t parent, std::uint32_t mode, const PosixAcl& acl = {}, Unread unread = Unread::no) {
    std::uint32_t id = descriptors.id_of(descriptor_bytes({kOwner, kStaff, 0040000 | mode, posix_acl_bytes(acl), "", ""}));
    auto place = snapshot.add(parent, "f", unread == Unread::no ? id : kNone, unread);
    return static_cast<std::uint32_t>(place);
  }
  Effect judge(const std::vector<Credential>& people, bool from_above = false) {
    snapshot.descriptors = descriptors.take();
    return posix_effect(snapshot, people, {from_above, true});
  }
};

Level level(unsigned mode, const Credential& who, PosixAcl acl = {}) {
  PosixObject folder{kOwner, kStaff, mode, true, std::move(acl)};
  return posix_level(folder, local_rights(folder, who), {may_change_rights(folder, who), true});
}

const Credential kStranger{1003, {}}, kMember{kAnna, {kStaff}}, kRoot{0, {0}};

PosixObject random_object(std::mt19937& random) {
  PosixObject object{1000 + static_cast<std::uint32_t>(random() % 4), 2000 + static_cast<std::uint32_t>(random() % 4), static_cast<unsigned>(random() % 01000), random() % 2 == 0, {}};
  if (random() % 3 == 0) return object;
  object.acl.push_back({Tag::user_obj, object.mode >> 6 & 7});
  for (unsigned i = random() % 3; i > 0; --i) object.acl.push_back({Tag::user, static_cast<unsigned>(random() % 8), 1000 + static_cast<std::uint32_t>(random() % 4)});
  object.acl.push_back({Tag::group_obj, static_cast<unsigned>(random() % 8)});
  for (unsigned i = random() % 3; i > 0; --i) object.acl.push_back({Tag::group, static_cast<unsigned>(random() % 8), 2000 + static_cast<std::uint32_t>(random() % 4)});
  object.acl.push_back({Tag::mask, object.mode >> 3 & 7});
  object.acl.push_back({Tag::other, object.mode & 7});
  return object;
}

}  // namespace

TEST_CASE("levels of a folder follow from what can be done in it") {
  CHECK(level(0777, kStranger) == Level::change);
  CHECK(level(0775, kStranger) == Level::read);
  CHECK(level(0774, kStranger) == Level::list);
  CHECK(level(0773, kStranger) == Level::write);
  CHECK(level(0771, kStranger) == Level::traverse);
  CHECK(level(0772, kStranger) == Level::special);
  CHECK(level(0776, kStranger) == Level::list);  // w without x permits nothing
  CHECK(level(0770, kStranger) == Level::none);
}

TEST_CASE("full is for who may hand out rights") {
  CHECK(level(0700, {kOwner, {}}) == Level::full);
  CHECK(level(0500, {kOwner, {}}) == Level::read);
  CHECK(level(0077, {kOwner, {}}) == Level::none);
  CHECK(level(0000, kRoot) == Level::full);
}

TEST_CASE("in a sticky folder others cannot delete what is not theirs") {
  CHECK(level(01777, kStranger) == Level::edit);
  CHECK(level(01777, {kOwner, {}}) == Level::full);
  CHECK(level(01775, kStranger) == Level::read);
}

TEST_CASE("who is refused by name or by group where others may enter is shown as denied") {
  CHECK(level(0705, kMember) == Level::denied);
  PosixAcl acl{{Tag::user_obj, 7}, {Tag::user, 0, kAnna}, {Tag::group_obj, 5}, {Tag::mask, 5}, {Tag::other, 5}};
  CHECK(level(0755, {kAnna, {}}, acl) == Level::denied);
  CHECK(level(0755, kStranger, acl) == Level::read);
  CHECK(level(0700, kMember) == Level::none);
}

TEST_CASE("r and w from two groups make reading and writing, each by itself") {
  PosixAcl acl{{Tag::user_obj, 7}, {Tag::group_obj, 5}, {Tag::group, 3, kBooks}, {Tag::mask, 7}, {Tag::other, 0}};
  CHECK(level(0770, {kAnna, {kStaff, kBooks}}, acl) == Level::change);
}

TEST_CASE("judging many people at once says what judging each says") {
  std::mt19937 random(11);
  std::vector<Credential> people{{0, {0}}, {1000, {2000}}, {1001, {2000, 2001}}, {1002, {2001, 2002, 2003}}, {1003, {}}, {1001, {2003}}, {1009, {2002}}};
  PosixColumns columns(people);
  for (int round = 0; round < 20000; ++round) {
    PosixObject object = random_object(random);
    auto rights = columns.local_rights(object);
    for (std::size_t i = 0; i < people.size(); ++i) CHECK(rights[i] == local_rights(object, people[i]));
  }
}

TEST_CASE("a closed folder closes all below it, though they are open themselves") {
  Tree tree;
  auto root = tree.add(kNone, 0755), closed = tree.add(root, 0700), inside = tree.add(closed, 0777), open = tree.add(root, 0755);
  Effect effect = tree.judge({kStranger, {kOwner, {}}});
  auto at = [&](std::uint32_t folder, std::size_t person) { return effect.profiles.at(effect.profile_of.at(folder)).levels.at(person); };
  CHECK(at(closed, 0) == Level::none);
  CHECK(at(inside, 0) == Level::none);
  CHECK(at(inside, 1) == Level::full);
  CHECK(at(open, 0) == Level::read);
  CHECK(effect.profiles[effect.profile_of[inside]].masks[0] == 0);
}

TEST_CASE("own rights are where the effect differs, not where the bits do") {
  Tree tree;
  auto root = tree.add(kNone, 0750), same = tree.add(root, 0751), other = tree.add(root, 0755);
  Effect effect = tree.judge({kMember});
  CHECK(effect.own_rights(tree.snapshot, root));
  CHECK_FALSE(effect.own_rights(tree.snapshot, same));
  CHECK_FALSE(effect.own_rights(tree.snapshot, other));
  Tree seen;
  root = seen.add(kNone, 0755), same = seen.add(root, 0711);
  effect = seen.judge({kMember, kStranger});
  CHECK(effect.own_rights(seen.snapshot, same));
}

TEST_CASE("what lies below a folder that cannot be judged is not judged either") {
  Tree tree;
  auto root = tree.add(kNone, 0755), damaged = tree.add(root, 0755, {}, Unread::damaged), below = tree.add(damaged, 0755);
  Effect effect = tree.judge({kStranger});
  CHECK(effect.profile_of[damaged] == kNone);
  CHECK(effect.profile_of[below] == kNone);
  CHECK_FALSE(effect.own_rights(tree.snapshot, damaged));
}

TEST_CASE("the folders above the tree are counted only where that is asked for") {
  Tree tree;
  tree.snapshot.above = {tree.descriptors.id_of(descriptor_bytes({0, 0, 0040700, "", "", ""}))};
  tree.add(kNone, 0755);
  Effect open = tree.judge({kStranger, kRoot});
  CHECK(open.profiles[open.profile_of[0]].levels[0] == Level::read);
  Effect closed = posix_effect(tree.snapshot, {kStranger, kRoot}, {true, false});
  CHECK(closed.profiles[closed.profile_of[0]].levels[0] == Level::none);
  CHECK(closed.profiles[closed.profile_of[0]].levels[1] == Level::full);
  CHECK(kept_out_above(tree.snapshot, {kStranger, kRoot}) == 1);
}

TEST_CASE("equal rows are kept once") {
  Tree tree;
  auto root = tree.add(kNone, 0755);
  for (int i = 0; i < 100; ++i) tree.add(root, i % 2 ? 0755 : 0700);
  Effect effect = tree.judge({kStranger});
  CHECK(effect.profiles.size() == 2);
}
