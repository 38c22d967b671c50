#include "access/posix_rules.hpp"

#include <doctest/doctest.h>

#include "made_people.hpp"

using namespace outdesk;
using Tag = AclEntry::Tag;

namespace {

PosixObject folder(unsigned mode, PosixAcl acl = {}) { return {kOwner, kStaff, mode, true, std::move(acl)}; }

/// An ACL with the mask in the mode's group bits, as Linux keeps it.
PosixObject with_acl(unsigned group_obj, unsigned mask, unsigned other, const PosixAcl& named) {
  PosixAcl acl{{Tag::user_obj, 7}};
  for (const auto& entry : named) if (entry.tag == Tag::user) acl.push_back(entry);
  acl.push_back({Tag::group_obj, group_obj});
  for (const auto& entry : named) if (entry.tag == Tag::group) acl.push_back(entry);
  acl.push_back({Tag::mask, mask});
  acl.push_back({Tag::other, other});
  return folder(0700 | mask << 3 | other, std::move(acl));
}

Combos none() { return {}; }

}  // namespace

TEST_CASE("a permission grants every combination within its bits and no other") {
  Combos rx = Combos::of(5);
  for (unsigned wanted : {1u, 4u, 5u}) CHECK(rx.grants(wanted));
  for (unsigned wanted : {2u, 3u, 6u, 7u}) CHECK_FALSE(rx.grants(wanted));
  CHECK(Combos::from_bits(rx.bits()) == rx);
}

TEST_CASE("root reads and writes always, enters any folder, runs a file only where somebody may") {
  Credential root{0, {0}};
  CHECK(local_rights(folder(0000), root) == Combos::of(7));
  PosixObject file{kOwner, kStaff, 0600, false, {}};
  CHECK(local_rights(file, root) == Combos::of(6));
  file.mode = 0601;
  CHECK(local_rights(file, root) == Combos::of(7));
}

TEST_CASE("the owner has the owner's bits and nothing else, though a group or others would have more") {
  CHECK(local_rights(folder(0077), {kOwner, {kStaff}}) == none());
  CHECK(local_rights(with_acl(7, 7, 7, {{Tag::user, 7, kOwner}}), {kOwner, {}}) == Combos::of(7));
}

TEST_CASE("a member of the owning group has its bits, though others would have more") {
  CHECK(local_rights(folder(0707), {kAnna, {kStaff}}) == none());
  CHECK(local_rights(folder(0707), {kAnna, {kBooks}}) == Combos::of(7));
}

TEST_CASE("a named user has the entry within the mask, and no group adds to it") {
  PosixObject object = with_acl(7, 5, 7, {{Tag::user, 6, kAnna}, {Tag::group, 7, kBooks}});
  CHECK(local_rights(object, {kAnna, {kStaff, kBooks}}) == Combos::of(4));
}

TEST_CASE("two groups that grant r and w do not grant rw together") {
  PosixObject object = with_acl(0, 7, 7, {{Tag::group, 4, kBooks}, {Tag::group, 2, kSales}});
  Combos granted = local_rights(object, {kAnna, {kBooks, kSales}});
  CHECK(granted.grants(kRead));
  CHECK(granted.grants(kWrite));
  CHECK_FALSE(granted.grants(kRead | kWrite));
}

TEST_CASE("a group that matches and grants too little ends in refusal, never in others' rights") {
  PosixObject object = with_acl(7, 7, 7, {{Tag::group, 0, kBooks}});
  CHECK(local_rights(object, {kAnna, {kBooks}}) == none());
  CHECK(local_rights(object, {kAnna, {kSales}}) == Combos::of(7));
}

TEST_CASE("the mask limits groups and named users, not others") {
  PosixObject object = with_acl(7, 4, 7, {{Tag::group, 7, kBooks}});
  CHECK(local_rights(object, {kAnna, {kStaff}}) == Combos::of(4));
  CHECK(local_rights(object, {kAnna, {}}) == Combos::of(7));
}

TEST_CASE("with an empty mask Linux ignores the ACL altogether") {
  PosixObject object = with_acl(7, 0, 5, {{Tag::user, 7, kAnna}, {Tag::group, 7, kBooks}});
  CHECK(local_rights(object, {kAnna, {kBooks}}) == Combos::of(5));
  CHECK(local_rights(object, {kAnna, {kStaff}}) == none());
}

TEST_CASE("making something in a folder asks for w and x together") {
  CHECK(may_create_in(folder(0703), {kAnna, {}}));
  CHECK_FALSE(may_create_in(folder(0702), {kAnna, {}}));
  PosixObject object = with_acl(0, 7, 0, {{Tag::group, 2, kBooks}, {Tag::group, 1, kSales}});
  CHECK_FALSE(may_create_in(object, {kAnna, {kBooks, kSales}}));
}

TEST_CASE("from a sticky folder only the owner of the thing, of the folder, or root removes") {
  PosixObject parent = folder(01777), thing = folder(0000);
  thing.uid = kAnna;
  CHECK(may_remove(thing, parent, {kAnna, {}}));
  CHECK(may_remove(thing, parent, {kOwner, {}}));
  CHECK(may_remove(thing, parent, {0, {}}));
  CHECK_FALSE(may_remove(thing, parent, {1003, {}}));
  parent.mode = 0777;
  CHECK(may_remove(thing, parent, {1003, {}}));
}

TEST_CASE("only owner and root change rights, whatever the bits say") {
  CHECK(may_change_rights(folder(0000), {kOwner, {}}));
  CHECK(may_change_rights(folder(0000), {0, {}}));
  CHECK_FALSE(may_change_rights(folder(0777), {kAnna, {kStaff}}));
}
