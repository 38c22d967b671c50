#include <doctest/doctest.h>
#include <unistd.h>

#include "../refusal.hpp"
#include "access/read_identities.hpp"
#include "base/error.hpp"

using namespace outdesk;

TEST_CASE("accounts and groups are read from their files") {
  auto accounts = parse_passwd("# comment\n\nanna:x:1001:2001:Анна Петрова,room 5,,:/home/anna:/bin/sh\r\nsvc:!:998:998::/:/sbin/nologin\n", "passwd");
  REQUIRE(accounts.size() == 2);
  CHECK(accounts[0] == PosixAccount{"anna", 1001, 2001, "Анна Петрова"});
  CHECK(accounts[1] == PosixAccount{"svc", 998, 998, ""});
  auto groups = parse_group("staff:x:2001:\nbooks:x:2002:anna, svc,\n", "group");
  REQUIRE(groups.size() == 2);
  CHECK(groups[1] == PosixGroup{"books", 2002, {"anna", "svc"}});
}

TEST_CASE("an account has its primary group and every group that names it, once each") {
  Identities identities;
  identities.accounts = {{"anna", 1001, 2001, ""}, {"boris", 1002, 2002, ""}};
  identities.groups = {{"books", 2002, {"anna", "anna", "nobody-here"}}, {"staff", 2001, {"anna"}}};
  auto credentials = credentials_of(identities);
  CHECK(credentials[0].uid == 1001);
  CHECK(credentials[0].gids == std::vector<std::uint32_t>{2001, 2002});
  CHECK(credentials[1].gids == std::vector<std::uint32_t>{2002});
}

TEST_CASE("of two accounts with one name the first counts") {
  auto accounts = parse_passwd("a:x:1:1::/:\na:x:2:2::/:\nb:x:1:1::/:\n", "passwd");
  REQUIRE(accounts.size() == 2);
  CHECK(accounts[0].uid == 1);
}

TEST_CASE("a bad line is refused with file, line and reason") {
  CHECK(problem_of([] { parse_passwd("a:x:1:1::/:\nb:x:2", "passwd"); }) == "passwd:2: has 3 fields instead of 7");
  CHECK(problem_of([] { parse_passwd("a:x:-1:1::/:\n", "passwd"); }) == "passwd:1: the uid '-1' is not a number from 0 to 4294967294");
  CHECK(problem_of([] { parse_passwd("a:x:4294967295:1::/:\n", "passwd"); }) != "");
  CHECK(problem_of([] { parse_passwd(":x:1:1::/:\n", "passwd"); }) == "passwd:1: the name is empty");
  CHECK(problem_of([] { parse_passwd("+::::::\n", "passwd"); }) == "passwd:1: the line stands for a network service and holds no account");
  CHECK(problem_of([] { parse_passwd("a\x1b[31m:x:1:1::/:\n", "passwd"); }).find("control character U+001b") != std::string::npos);
  CHECK(problem_of([] { parse_passwd("\xff:x:1:1::/:\n", "passwd"); }).find("not valid UTF-8") != std::string::npos);
  CHECK(problem_of([] { parse_group("g:x:99999999999999999999:\n", "group"); }) != "");
  CHECK(problem_of([] { parse_passwd(std::string(300, 'a') + ":x:1:1::/:\n", "passwd"); }) == "passwd:1: the name is longer than 256 bytes");
}

TEST_CASE("a comment field in another encoding does not cost the account") {
  auto accounts = parse_passwd("a:x:1:1:\xc1\xce\xce\xc1,,,:/:/bin/sh\n", "passwd");
  REQUIRE(accounts.size() == 1);
  CHECK(accounts[0].full_name.find("\xef\xbf\xbd") != std::string::npos);
}

TEST_CASE("this machine knows root, and root's groups") {
  Identities identities = machine_identities({"no-such-account-here"}, {0, 4000000001u});
  auto credentials = credentials_of(identities);
  bool found = false;
  for (std::size_t i = 0; i < identities.accounts.size(); ++i)
    if (identities.accounts[i].name == "root") found = credentials[i].uid == 0 && credentials[i].in_group(0);
  CHECK(found);
}
