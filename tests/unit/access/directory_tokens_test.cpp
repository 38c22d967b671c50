// Who somebody is over the network, by which way, and what everybody is called.
#include <doctest/doctest.h>

#include <algorithm>
#include <chrono>
#include <random>

#include "access/directory.hpp"
#include "base/text.hpp"

using namespace outdesk;

namespace {

const Sid kForest = Sid::from_text("S-1-5-21-4-4-4").value();

DirectoryUser forest_user(std::uint32_t rid, const std::string& account, std::uint32_t primary = 513) { return {kForest.with(rid), kForest.with(primary), account, account, {}, false, false}; }
DirectoryGroup forest_group(std::uint32_t rid, const std::string& name, std::vector<std::uint32_t> members, bool security = true) {
  DirectoryGroup group{kForest.with(rid), name, security, {}};
  for (std::uint32_t member : members) group.members.push_back(kForest.with(member));
  return group;
}

/// "1001 > 2001 > 2002"
std::string way(const Directory& directory, const DirectoryUser& user, const Sid& to) {
  std::string words;
  for (const Sid& sid : directory.chain(Directory::roots_of(user), to)) words += (words.empty() ? "" : " > ") + std::to_string(sid.last_part());
  return words;
}

std::string forest_entry(const std::string& cn, std::uint32_t rid, const std::string& more) {
  return "\ndn: CN=" + cn + ",DC=corp\ncn: " + cn + "\nobjectSid:: " + base64(kForest.with(rid).bytes()) + "\n" + more;
}
std::string forest_user_entry(const std::string& name, std::uint32_t rid) { return forest_entry(name, rid, "objectClass: user\nsAMAccountName: " + name + "\n"); }
std::string forest_group_entry(const std::string& name, std::uint32_t rid, const std::vector<std::string>& members) {
  std::string more = "objectClass: group\nsAMAccountName: " + name + "\ngroupType: -2147483646\n";
  for (const auto& member : members) more += "member: CN=" + member + ",DC=corp\n";
  return forest_entry(name, rid, more);
}

}  // namespace

TEST_CASE("chain: the shortest way, with both ends") {
  Directory directory;
  directory.add_user(forest_user(1001, "popova"));
  directory.add_group(forest_group(2001, "books", {1001}));
  directory.add_group(forest_group(2002, "office", {2001}));
  directory.add_group(forest_group(2003, "company", {2002, 2001}));
  directory.add_group(forest_group(513, "Domain Users", {}));
  directory.add_group(forest_group(2004, "everyone here", {513}));
  const DirectoryUser& popova = directory.users()[0];
  CHECK(way(directory, popova, kForest.with(2002)) == "1001 > 2001 > 2002");
  CHECK(way(directory, popova, kForest.with(2003)) == "1001 > 2001 > 2003");
  CHECK(way(directory, popova, kForest.with(2004)) == "513 > 2004");  // through the primary group
  CHECK(way(directory, popova, kForest.with(1001)) == "1001");
  CHECK(way(directory, popova, kForest.with(513)) == "513");
  CHECK(way(directory, popova, kForest.with(9999)) == "");
  CHECK(directory.chain({}, kForest.with(2002)).empty());
}

TEST_CASE("chain: no way leads through a distribution group, and circles end") {
  Directory directory;
  directory.add_user(forest_user(1001, "popova"));
  directory.add_group(forest_group(2001, "mail", {1001}, false));
  directory.add_group(forest_group(2002, "beyond", {2001}));
  directory.add_group(forest_group(2003, "round", {2004, 1001}));
  directory.add_group(forest_group(2004, "about", {2003}));
  const DirectoryUser& popova = directory.users()[0];
  CHECK(way(directory, popova, kForest.with(2001)) == "");
  CHECK(way(directory, popova, kForest.with(2002)) == "");
  CHECK(way(directory, popova, kForest.with(2004)) == "1001 > 2003 > 2004");
}

TEST_CASE("chain: there is a way to everything in the token and to nothing else, each step a membership") {
  std::mt19937 random(5);
  for (int round = 0; round < 100; ++round) {
    Directory directory;
    DirectoryUser user = forest_user(1001, "u", 2000 + random() % 12);
    user.history = {kForest.with(900)};
    directory.add_user(user);
    for (std::uint32_t group = 2000; group < 2012; ++group) {
      DirectoryGroup one = forest_group(group, "g", {}, random() % 6 != 0);
      for (int i = 0; i < 2; ++i) one.members.push_back(kForest.with(random() % 3 ? 2000 + random() % 12 : random() % 2 ? 1001 : 900));
      directory.add_group(std::move(one));
    }
    Token token = directory.token_of(user);
    for (std::uint32_t group = 2000; group < 2012; ++group) {
      std::vector<Sid> steps = directory.chain(Directory::roots_of(user), kForest.with(group));
      REQUIRE(steps.empty() != token.holds(kForest.with(group)));
      for (std::size_t i = 1; i < steps.size(); ++i) {
        const auto& members = directory.groups().at(steps[i]).members;
        REQUIRE(directory.groups().at(steps[i]).security);
        REQUIRE(std::find(members.begin(), members.end(), steps[i - 1]) != members.end());
      }
    }
  }
}

TEST_CASE("tokens: what everybody is over the network, and is not") {
  Directory directory;
  DirectoryUser user = forest_user(1001, "popova");
  user.history = {Sid::from_text("S-1-5-21-8-8-8-1500").value()};
  Token token = directory.token_of(user);
  for (const Sid& sid : {user.sid, user.primary_group, user.history[0], sids::kEveryone, sids::kAuthenticatedUsers, sids::kNetwork}) CHECK(token.holds(sid));
  for (const Sid& sid : {Sid{5, {4}}, Sid{5, {7}}, sids::kUsers, sids::kOwnerRights, Sid()}) CHECK_FALSE(token.holds(sid));
  CHECK(token.sids().size() == 6);
}

TEST_CASE("local groups of a server: assumed where nobody listed them, and said so") {
  Directory directory;
  for (std::uint32_t rid : {1001u, 1002u}) directory.add_user(forest_user(rid, "u" + std::to_string(rid), rid == 1002 ? 514 : 513));
  directory.add_user(forest_user(500, "Administrator", 512));
  directory.assume_local_groups();
  CHECK(directory.remarks() == std::vector<std::string>{"local-groups-assumed"});
  Token user = directory.token_of(directory.users()[0]), guest = directory.token_of(directory.users()[1]), admin = directory.token_of(directory.users()[2]);
  CHECK(user.holds(sids::kUsers));
  CHECK_FALSE(user.holds(sids::kAdministrators));
  CHECK(guest.holds(sids::kGuests));
  CHECK(guest.holds(sids::kUsers));  // authenticated all the same
  CHECK(admin.holds(sids::kAdministrators));
  CHECK(directory.chain({sids::kAuthenticatedUsers}, sids::kUsers).size() == 2);
}

TEST_CASE("local groups: those that are listed stay as they are, and nobody's domain assumes nothing") {
  Directory directory;
  directory.add_user(forest_user(1001, "u"));
  directory.add_group({sids::kAdministrators, "Administratoren", true, {kForest.with(1001)}});
  directory.assume_local_groups();
  CHECK(directory.remarks() == std::vector<std::string>{"local-groups-of-directory"});
  CHECK(directory.groups().at(sids::kAdministrators).name == "Administratoren");
  CHECK(directory.token_of(directory.users()[0]).holds(sids::kAdministrators));
  CHECK(directory.groups().count(sids::kUsers) == 1);
  Directory empty;
  empty.assume_local_groups();
  CHECK(empty.groups().empty());
  CHECK(empty.remarks().empty());
}

TEST_CASE("the domain is that of most users") {
  Directory directory;
  CHECK(directory.domain().empty());
  directory.add_user({Sid::from_text("S-1-5-21-1-1-1-1001").value(), {}, "other", "", {}, false, false});
  directory.add_user(forest_user(1001, "a"));
  directory.add_user(forest_user(1002, "b"));
  CHECK(directory.domain() == kForest);
}

TEST_CASE("names: account, group, well-known name, and else the SID") {
  Directory directory;
  directory.add_user(forest_user(1001, "popova"));
  directory.add_group(forest_group(2001, "books", {}));
  directory.add_group({sids::kAdministrators, "Администраторы", true, {}});
  CHECK(directory.name_of(kForest.with(1001)) == "popova");
  CHECK(directory.name_of(kForest.with(2001)) == "books");
  CHECK(directory.name_of(sids::kAdministrators) == "Администраторы");  // as the server calls it
  CHECK(directory.name_of(sids::kEveryone) == "Everyone");
  CHECK(directory.name_of(kForest.with(7777)) == "S-1-5-21-4-4-4-7777");
  CHECK(directory.name_of(sids::kUnixGroups.with(7)) == "gid:7");
  CHECK(directory.knows(kForest.with(1001)));
  CHECK_FALSE(directory.knows(sids::kEveryone));
}

TEST_CASE("names: nobody is called nothing") {
  Directory directory;
  directory.add_ldif(forest_entry("No Account", 1001, "objectClass: user\n") + forest_entry("", 2001, "objectClass: group\n"), "d.ldif");
  CHECK(directory.name_of(kForest.with(1001)) != "");
  CHECK(directory.name_of(kForest.with(2001)) != "");
}

TEST_CASE("exports in pieces are one export: users in one file, groups in another, in any order") {
  std::string users = forest_user_entry("popova", 1001), groups = forest_group_entry("books", 2001, {"popova"}), more = forest_group_entry("office", 2002, {"books"});
  for (const auto& order : {std::vector<std::string>{users, groups, more}, {more, groups, users}, {groups, users, more}}) {
    Directory directory;
    for (const std::string& file : order) directory.add_ldif(file, "d.ldif");
    REQUIRE(directory.users().size() == 1);
    CHECK(directory.token_of(directory.users()[0]).holds(kForest.with(2001)));
    CHECK(directory.token_of(directory.users()[0]).holds(kForest.with(2002)));
    CHECK(directory.remarks().empty());
  }
}

TEST_CASE("a user who stands in two exports is there once") {
  Directory directory;
  directory.add_ldif(forest_user_entry("popova", 1001), "a.ldif");
  directory.add_ldif(forest_user_entry("popova", 1001) + forest_user_entry("belov", 1002), "b.ldif");
  CHECK(directory.users().size() == 2);
}

TEST_CASE("names are found quickly, whoever stands twice") {
  Directory directory;
  for (std::uint32_t i = 0; i < 5000; ++i) directory.add_user(forest_user(1000 + i, "u" + std::to_string(i)));
  directory.add_user(forest_user(1000, "again"));
  auto begin = std::chrono::steady_clock::now();
  for (std::uint32_t i = 1; i < 5000; ++i) CHECK(directory.name_of(kForest.with(1000 + i)) == "u" + std::to_string(i));
  CHECK(std::chrono::steady_clock::now() - begin < std::chrono::seconds(2));
}
