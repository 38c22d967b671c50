#include "access/posix_acl.hpp"

#include <doctest/doctest.h>

#include <random>

using namespace outdesk;
using Tag = AclEntry::Tag;

namespace {

const PosixAcl kGood{{Tag::user_obj, 7}, {Tag::user, 5, 1001}, {Tag::group_obj, 5}, {Tag::group, 7, 2001}, {Tag::mask, 7}, {Tag::other, 0}};

std::string problem_of(const PosixAcl& acl) { return read_posix_acl(posix_acl_bytes(acl)).problem; }

}  // namespace

TEST_CASE("the bytes of an ACL read back as it was") {
  std::string bytes = posix_acl_bytes(kGood);
  CHECK(bytes.size() == 4 + 6 * 8);
  CHECK(bytes.substr(0, 12) == std::string("\x02\0\0\0\x01\0\x07\0\xff\xff\xff\xff", 12));
  AclReading reading = read_posix_acl(bytes);
  CHECK(reading.ok());
  CHECK(reading.acl == kGood);
}

TEST_CASE("no bytes are no ACL") {
  CHECK(read_posix_acl("").ok());
  CHECK(read_posix_acl("").acl.empty());
}

TEST_CASE("an ACL cut short at any byte is refused with a reason") {
  std::string bytes = posix_acl_bytes(kGood);
  for (std::size_t size = 1; size < bytes.size(); ++size) {
    if (size == 4) continue;  // a header alone is an empty list
    AclReading reading = read_posix_acl(bytes.substr(0, size));
    CHECK_FALSE(reading.ok());
    CHECK(reading.acl.empty());
  }
}

TEST_CASE("what the kernel would refuse is refused, each for its reason") {
  std::string bytes = posix_acl_bytes(kGood);
  bytes[0] = 3;
  CHECK(read_posix_acl(bytes).problem == "not version 2");
  bytes = posix_acl_bytes(kGood);
  bytes[4] = 3;
  CHECK(read_posix_acl(bytes).problem == "entry 1 has an unknown tag");
  bytes = posix_acl_bytes(kGood);
  bytes[6] = 8;
  CHECK(read_posix_acl(bytes).problem == "entry 1 has unknown permission bits");
  CHECK(problem_of({{Tag::user_obj, 7}, {Tag::other, 0}, {Tag::group_obj, 5}}) == "entry 3 is out of order");
  CHECK(problem_of({{Tag::user_obj, 7}, {Tag::user_obj, 7}, {Tag::group_obj, 5}, {Tag::other, 0}}) == "entry 2 is out of order");
  CHECK(problem_of({{Tag::user_obj, 7}, {Tag::group_obj, 5}}) == "the entry of owner, group or others is missing");
  CHECK(problem_of({{Tag::user_obj, 7}, {Tag::user, 7, 5}, {Tag::group_obj, 5}, {Tag::other, 0}}) == "the mask is missing");
  CHECK(problem_of({{Tag::user_obj, 7}, {Tag::user, 7, 0xFFFFFFFF}, {Tag::group_obj, 5}, {Tag::mask, 7}, {Tag::other, 0}}) == "a named entry names nobody");
}

TEST_CASE("a list of 100,000 entries is refused") {
  PosixAcl acl{{Tag::user_obj, 7}};
  for (std::uint32_t id = 1; id <= 100000; ++id) acl.push_back({Tag::user, 7, id});
  CHECK(problem_of(acl) == "more than 8191 entries");
}

TEST_CASE("random bytes never give an ACL that the kernel would not have") {
  std::mt19937 random(7);
  for (int round = 0; round < 20000; ++round) {
    std::string bytes = posix_acl_bytes(kGood);
    for (int changes = 0; changes < 3; ++changes) bytes[4 + random() % (bytes.size() - 4)] = static_cast<char>(random());
    AclReading reading = read_posix_acl(bytes);
    if (!reading.ok()) continue;
    CHECK(reading.acl.front().tag == Tag::user_obj);
    CHECK(reading.acl.back().tag == Tag::other);
    for (const auto& entry : reading.acl) CHECK(entry.permission <= 7);
  }
}
