// Access lists by the bytes that Linux hands out; tests/stores/team_test has real ones.
#include <doctest/doctest.h>

#include "store/access_list.hpp"

using namespace outdesk;

namespace {

std::string bytes_of(std::uint32_t number, int size) {
  std::string bytes;
  for (int i = 0; i < size; ++i) bytes += static_cast<char>(number >> (8 * i) & 0xFF);
  return bytes;
}

std::string entry(std::uint32_t tag, std::uint32_t rights, std::uint32_t id = 0xFFFFFFFF) { return bytes_of(tag, 2) + bytes_of(rights, 2) + bytes_of(id, 4); }

constexpr std::uint32_t kOwner = 0x01, kNamedUser = 0x02, kItsGroup = 0x04, kNamedGroup = 0x08, kListMask = 0x10, kOthers = 0x20;

std::string list_of(const std::string& named, std::uint32_t group, std::uint32_t mask) {
  return bytes_of(2, 4) + entry(kOwner, 6) + named + entry(kItsGroup, group) + entry(kListMask, mask) + entry(kOthers, 0);
}

}  // namespace

TEST_CASE("an access list says who may write as far as its mask lets them") {
  std::string named = entry(kNamedUser, 6, 70001) + entry(kNamedUser, 4, 70002) + entry(kNamedGroup, 7, 300) + entry(kNamedGroup, 5, 301);
  ListedWriters listed = writers_in(list_of(named, 4, 6));
  CHECK(listed.users == std::vector<uid_t>{70001});
  CHECK(listed.groups == std::vector<gid_t>{300});
  CHECK_FALSE(listed.group);
  CHECK(writers_in(list_of("", 6, 6)).group);
  ListedWriters masked = writers_in(list_of(named, 6, 4));
  CHECK((masked.users.empty() && masked.groups.empty() && !masked.group));
}

TEST_CASE("a list that is cut off is read as far as it goes") {
  std::string list = list_of(entry(kNamedUser, 6, 7), 0, 6);
  for (std::size_t size = 0; size <= list.size(); ++size) CHECK(writers_in(list.substr(0, size)).users.size() == (size >= 20 ? 1 : 0));
}
