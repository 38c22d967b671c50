// smb.conf as testparm prints it, and what smbd 4.17 let five people do on shares with these lists (recorded).
#include "access/samba_settings.hpp"

#include <doctest/doctest.h>

#include <map>
#include <random>
#include <set>

#include "../refusal.hpp"
#include "base/text.hpp"

using namespace outdesk;

namespace {

// The server's /etc/group; smbd tells capitals in it, and a domain in front means another kind of group.
bool in_unix_group(const std::string& account, const std::string& group) {
  const std::map<std::string, std::set<std::string>> groups = {{"h1sales", {"h1anna", "h1boris"}}, {"h1boss", {"h1boris"}}};
  auto found = groups.find(group.starts_with("Unix Group\\") ? group.substr(11) : group);
  return found != groups.end() && found->second.count(account);
}

SambaStanding standing_of(const std::string& account, const std::string& lines, const std::string& global = "netbios name = AUDIT") {
  auto shares = read_samba_settings("[global]\n" + global + "\n[share]\npath = /srv\n" + lines + "\n", "smb.conf");
  return samba_standing(shares.at(0), account, [&](const std::string& group) { return in_unix_group(account, group); });
}

/// "refused", "ro", or "rw" with the uid of what was made.
std::string outcome_of(const std::string& account, const std::string& lines) {
  const std::map<std::string, int> uids = {{"root", 0}, {"h1anna", 1001}, {"h1boris", 1002}, {"h1clara", 1003}, {"h1dora", 1004}};
  SambaStanding standing = standing_of(account, lines);
  if (standing.refused) return "refused";
  if (standing.read_only) return "ro";
  return "rw " + std::to_string(standing.admin ? 0 : uids.at(standing.forced_user.empty() ? account : standing.forced_user));
}

std::string settings_refusal(const std::string& text) {
  return advice_of([&] { read_samba_settings(text, "smb.conf"); });
}

}  // namespace

TEST_CASE("testparm's dump: shares with the defaults of [global]") {
  auto shares = read_samba_settings(
      "Load smb config files from /etc/samba/smb.conf\nLoaded services file OK.\n\n# Global parameters\n[global]\n\tnetbios name = AUDIT\n\tguest account = guest\n"
      "\tidmap config * : backend = tdb\n\tinvalid users = root\n\n\n[acl]\n\tcomment = with = and [brackets]\n\tpath = /srv/Общая папка\n\tread only = No\n\tvfs objects = streams_xattr acl_xattr\n\n\n"
      "[ign]\n\tacl_xattr:default acl style = windows\n\tacl_xattr:ignore system acls = yes\n\tacl_xattr:security_acl_name = user.NTACL\n\tinvalid users = \n\tvfs objects = acl_xattr\n",
      "smb.conf");
  REQUIRE(shares.size() == 2);
  CHECK(shares[0].name == "acl");
  CHECK(shares[0].path == "/srv/Общая папка");
  CHECK(shares[0].line == 12);
  CHECK_FALSE(shares[0].read_only);
  CHECK(shares[0].acl_xattr);
  CHECK_FALSE(shares[0].ignore_system_acls);
  CHECK(shares[0].security_acl_name == "security.NTACL");
  CHECK(shares[0].invalid_users == std::vector<std::string>{"root"});
  CHECK(shares[0].guest_account == "guest");
  CHECK(shares[1].read_only);
  CHECK(shares[1].ignore_system_acls);
  CHECK(shares[1].default_acl_style == "windows");
  CHECK(shares[1].security_acl_name == "user.NTACL");
  CHECK(shares[1].invalid_users.empty());
  CHECK(shares[1].server_name == "AUDIT");
}

TEST_CASE("smb.conf as people write it: other names, any spaces and case, continued lines, quotes, a section twice") {
  auto shares = read_samba_settings(
      "\xEF\xBB\xBF# comment \\\n[Docs]\r\n  PATH = /srv\r\n  Write Able = YES\r\n  public=true\r\n  valid users = anna, \"DOM\\Anna Popova\" \\\r\n    @\"big group\";boris\r\n; writable = no\n"
      "[other]\nwrite ok = 1\nonly guest = yes\n[DOCS]\navailable = off\nvfs object = full_audit\n",
      "smb.conf");
  REQUIRE(shares.size() == 2);
  CHECK(shares[0].name == "Docs");
  CHECK_FALSE(shares[0].read_only);
  CHECK(shares[0].guest_ok);
  CHECK_FALSE(shares[0].available);
  CHECK_FALSE(shares[0].acl_xattr);
  CHECK(shares[0].valid_users == std::vector<std::string>{"anna", "DOM\\Anna Popova", "@big group", "boris"});
  CHECK_FALSE(shares[1].read_only);
  CHECK(shares[1].guest_only);
}

TEST_CASE("settings that are none are refused with their line") {
  CHECK(settings_refusal("[a\n") == "smb.conf:1: a section without ']': '[a' | give the output of 'testparm -s'");
  CHECK(settings_refusal("[a]\nnonsense\n") == "smb.conf:2: a line without '=': 'nonsense' | give the output of 'testparm -s'");
  CHECK(settings_refusal("[a]\nread only = maybe\n") == "smb.conf:2: neither yes nor no: 'maybe' | give the output of 'testparm -s'");
  CHECK(settings_refusal("[global]\nworkgroup = X\n") == "smb.conf: no share is in it | give the output of 'testparm -s'");
  CHECK(settings_refusal("") == "smb.conf: no share is in it | give the output of 'testparm -s'");
}

TEST_CASE("recorded: who gets in, who writes, as whom") {
  // anna and boris are in h1sales, boris in h1boss.  In this order: anna, boris, clara, dora, root.
  const std::pair<const char*, const char*> recorded[] = {
      {"force user = h1dora\nread only = No\nvalid users = audit\\H1BORIS h1sales", "refused, rw 1004, refused, refused, refused"},
      {"force user = root\nread only = No\nvalid users = h1clara audit\\H1BORIS AUDIT\\h1anna\nwrite list = root", "rw 0, rw 0, rw 0, refused, refused"},
      {"force user = root\nread list = @H1SALES\nvalid users = @h1boss @h1sales h1boris", "ro, ro, refused, refused, refused"},
      {"admin users = root h1dora\nread only = No\nvalid users = H1Anna", "rw 1001, refused, refused, refused, refused"},
      {"admin users = h1boris\ninvalid users = @H1SALES\nread only = No", "rw 1001, rw 0, rw 1003, rw 1004, rw 0"},
      {"read list = AUDIT\\h1anna\nread only = No\nvalid users = @h1boss", "refused, rw 1002, refused, refused, refused"},
      {"force group = h1boss\ninvalid users = audit\\H1BORIS @H1SALES h1boris\nread only = No", "rw 1001, refused, rw 1003, rw 1004, rw 0"},
      {"force group = h1boss\ninvalid users = OTHER\\h1anna\nread only = No", "rw 1001, rw 1002, rw 1003, rw 1004, rw 0"},
      {"admin users = h1clara\nforce group = h1boss\nread list = @h1sales\nread only = No", "ro, ro, rw 0, rw 1004, rw 0"},
      {"read only = No\nvalid users = @H1SALES h1boris audit\\H1BORIS\nwrite list = AUDIT\\h1anna", "refused, rw 1002, refused, refused, refused"},
      {"force user = h1boris\nread list = h1clara\nread only = No", "rw 1002, rw 1002, ro, rw 1002, rw 1002"},
      {"admin users = h1clara h1sales\nforce user = h1clara\nread list = h1anna\nwrite list = h1dora", "ro, ro, ro, rw 1003, ro"},
      {"admin users = H1Anna h1dora\nforce user = h1clara\nread list = root h1anna\nread only = No", "ro, rw 1003, rw 1003, rw 0, ro"},
      {"admin users = h1clara @h1boss\nforce user = h1dora\nread list = h1dora\nread only = No", "rw 1004, rw 0, rw 0, ro, rw 1004"},
      {"valid users = @\"Unix Group\\h1boss\"\nread only = No", "refused, rw 1002, refused, refused, refused"},
      {"valid users = \"Unix User\\h1anna\"\nread only = No", "rw 1001, refused, refused, refused, refused"},
      {"valid users = @AUDIT\\h1boss\nread only = No", "refused, refused, refused, refused, refused"},
      {"valid users = h1\"anna\"\nread only = No", "rw 1001, refused, refused, refused, refused"},
      {"valid users = h1anna;h1boris\nread only = No", "rw 1001, rw 1002, refused, refused, refused"},
      {"force user = AUDIT\\h1clara\nread only = No", "refused, refused, refused, refused, refused"},
      {"force group = @h1sales\nread only = No", "refused, refused, refused, refused, refused"},
      {"available = no\nread only = No", "refused, refused, refused, refused, refused"}};
  for (const auto& row : recorded) {
    std::vector<std::string> outcomes;
    for (const char* account : {"h1anna", "h1boris", "h1clara", "h1dora", "root"}) outcomes.push_back(outcome_of(account, row.first));
    CHECK_MESSAGE(join(outcomes, ", ") == row.second, row.first);
  }
}

TEST_CASE("invalid users beats valid users, write list beats read list and read only") {
  CHECK(standing_of("h1anna", "valid users = h1anna\ninvalid users = @h1sales").refused);
  CHECK_FALSE(standing_of("h1anna", "read only = yes\nread list = h1anna\nwrite list = +h1sales").read_only);
  CHECK(standing_of("h1anna", "read only = no\nread list = &+h1sales").read_only);
  CHECK(standing_of("h1anna", "").read_only);
}

TEST_CASE("guest only makes everybody the guest; force group with a plus is for its members alone") {
  CHECK(standing_of("h1anna", "guest only = yes").forced_user == "nobody");
  CHECK(standing_of("h1anna", "guest only = yes\nforce user = h1dora").forced_user == "h1dora");
  CHECK(standing_of("h1anna", "guest only = yes\nvalid users = h1boris").refused);
  CHECK(standing_of("h1clara", "force group = h1boss").forced_group == "h1boss");
  CHECK(standing_of("h1clara", "force group = +h1boss").forced_group == "");
  CHECK(standing_of("h1boris", "force group = +h1boss").forced_group == "h1boss");
  CHECK(standing_of("h1boris", "force group = +h1boss\nforce user = h1dora").unsure);
}

TEST_CASE("%S is the share, in [homes] the account; what cannot be judged makes the standing unsure") {
  auto standing_in = [](const char* share, const char* list) {
    auto shares = read_samba_settings("[" + std::string(share) + "]\n" + list + "\n", "smb.conf");
    return samba_standing(shares.at(0), "h1anna", [](const std::string&) { return false; });
  };
  CHECK_FALSE(standing_in("h1anna", "valid users = %S").refused);
  CHECK(standing_in("docs", "valid users = %S").refused);
  CHECK_FALSE(standing_in("homes", "valid users = %S").refused);
  CHECK_FALSE(standing_in("docs", "valid users = %S").unsure);
  CHECK(standing_in("docs", "valid users = %D\\%U").unsure);
  CHECK(standing_in("docs", "invalid users = &netgroup").unsure);
  CHECK(standing_in("docs", "valid users = SERVER\\h1anna").unsure);
  CHECK_FALSE(standing_in("docs", "valid users = SERVER\\other").unsure);
}

TEST_CASE("accounts of a domain are told by it; a name without a domain is anybody's") {
  CHECK(standing_of("CORP\\anna", "invalid users = corp\\ANNA").refused);
  CHECK_FALSE(standing_of("CORP\\anna", "invalid users = OTHER\\anna").refused);
  CHECK(standing_of("CORP\\anna", "invalid users = anna").refused);
  CHECK_FALSE(standing_of("CORP\\anna", "invalid users = @,+,&,\"\"").refused);
}

TEST_CASE("damaged settings give shares or a refusal, whatever they are") {
  std::mt19937 random(3);
  const std::string text = "[global]\nread only = no\n[a]\nvalid users = \"x y\" @z \\\n  +w\nforce group = +g\n[b]\nvfs objects = acl_xattr\n";
  int well = 0;
  for (int i = 0; i < 5000; ++i) {
    std::string spoilt = text;
    for (unsigned n = 1 + random() % 4; n > 0; --n) spoilt[random() % spoilt.size()] = static_cast<char>(random() % 256);
    well += settings_refusal(spoilt).empty();
  }
  CHECK(well > 0);
}
