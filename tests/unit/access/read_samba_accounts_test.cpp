// pdbedit and net groupmap of Samba 4.17, recorded.
#include "access/read_samba_accounts.hpp"

#include <doctest/doctest.h>

#include "../refusal.hpp"

using namespace outdesk;

namespace {

const std::string kServerSid = "S-1-5-21-210291412-3996374660-4292505299";

std::string passdb_block(const std::string& account, const std::string& flags, const std::string& rid, const std::string& name) {
  return "---------------\nUnix username:        " + account + "\nNT username:          \nAccount Flags:        [" + flags + "]\nUser SID:             " + kServerSid + "-" + rid +
         "\nPrimary Group SID:    " + kServerSid + "-513\nFull Name:            " + name + "\nHome Directory:       \\\\AUDIT\\" + account +
         "\nHomeDir Drive:        \nLogon Script:         \nProfile Path:         \\\\AUDIT\\" + account +
         "\\profile\nDomain:               AUDIT\nAccount desc:         \nWorkstations:         \nMunged dial:          \nLogon time:           0\n"
         "Logoff time:          Wed, 06 Feb 2036 15:06:39 UTC\nPassword must change: never\nLast bad password   : 0\nLogon hours         : FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF\n";
}

}  // namespace

TEST_CASE("pdbedit -L -v: people, disabled ones, machines") {
  auto users = read_pdbedit(passdb_block("h1popova", "U          ", "1006", "Попова Анна") + passdb_block("h1dora", "DU         ", "1003", "h1dora Popova") +
                                passdb_block("h1clara", "NUX        ", "1002", "") + passdb_block("h1pc$", "W          ", "1007", ""),
                            "pdbedit.txt");
  REQUIRE(users.size() == 4);
  CHECK(users[0].account == "h1popova");
  CHECK(users[0].name == "Попова Анна");
  CHECK(users[0].sid.to_text() == kServerSid + "-1006");
  CHECK(users[0].primary_group.to_text() == kServerSid + "-513");
  CHECK_FALSE(users[0].disabled);
  CHECK_FALSE(users[0].computer);
  CHECK(users[1].disabled);
  CHECK_FALSE(users[2].disabled);
  CHECK(users[2].name == "");
  CHECK(users[3].computer);
}

TEST_CASE("pdbedit: what is none is refused, bytes that are no text become harmless") {
  auto refused = [](const std::string& text) { return advice_of([&] { read_pdbedit(text, "p.txt"); }); };
  CHECK(refused("") == "p.txt: no account is in it | give the output of 'pdbedit -L -v'");
  CHECK(refused("anna:1001:Anna\n") == "p.txt: no account is in it | give the output of 'pdbedit -L -v'");
  CHECK(refused("Unix username: anna\n") == "p.txt:1: the account 'anna' has no SID | give the output of 'pdbedit -L -v'");
  CHECK(refused("Unix username: anna\nUser SID: S-1-x\n") == "p.txt:2: no SID: 'S-1-x' | give the output of 'pdbedit -L -v'");
  auto users = read_pdbedit("Unix username: a\x1b" "b\r\nUser SID: S-1-5-21-1-2-3-4\r\nPrimary Group SID: (NULL SID)\r\nFull Name: \xff\r\n", "p.txt");
  CHECK(users.at(0).account == "a\uFFFD" "b");
  CHECK(users.at(0).name == "\uFFFD");
  CHECK(users.at(0).primary_group.empty());
}

TEST_CASE("net groupmap list: names with parentheses, in any script") {
  auto groups = read_groupmap("Boss (" + kServerSid + "-4444) -> h1boss\nОтдел продаж (Sales) (" + kServerSid + "-1005) -> h1sales\nGone (S-1-5-32-544) -> -1\n\n", "g.txt");
  REQUIRE(groups.size() == 3);
  CHECK(groups[0].unix_group == "h1boss");
  CHECK(groups[1].name == "Отдел продаж (Sales)");
  CHECK(groups[1].sid.to_text() == kServerSid + "-1005");
  CHECK(groups[2].unix_group == "");
  CHECK(read_groupmap("", "g.txt").empty());
  for (const char* bad : {"Boss", "Boss -> x", "Boss (S-1-x) -> x", "Boss (S-1-5-32-544 -> x", ") -> x"})
    CHECK(outdesk::problem_of([&] { read_groupmap(bad, "g.txt"); }) == "g.txt:1: not 'Name (S-1-...) -> group': '" + std::string(bad) + "'");
}
