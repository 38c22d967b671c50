// Exports of a directory and of access lists, as Windows and ldapsearch write them.
#include "access/directory.hpp"

#include <doctest/doctest.h>

#include <nlohmann/json.hpp>

#include "../refusal.hpp"
#include "access/ldif.hpp"
#include "access/read_windows_lists.hpp"
#include "base/text.hpp"
#include "input/encoding.hpp"

using namespace outdesk;

namespace {

const Sid kDomain = Sid::from_text("S-1-5-21-1-2-3").value();

std::string sid_line(std::uint32_t rid) { return "objectSid:: " + base64(kDomain.with(rid).bytes()) + "\n"; }

std::string group_entry(const char* name, std::uint32_t rid, const std::vector<std::string>& members, const char* type = "-2147483646") {
  std::string text = std::string("\ndn: CN=") + name + ",OU=Groups,DC=corp\nobjectClass: group\ncn: " + name + "\ngroupType: " + type + "\n" + sid_line(rid);
  for (const auto& member : members) text += "member: " + member + "\n";
  return text;
}

std::string user_entry(const char* name, std::uint32_t rid) {
  return std::string("\ndn: CN=") + name + ",OU=Staff,DC=corp\nobjectClass: user\nsAMAccountName: " + name + "\nprimaryGroupID: 513\nuserAccountControl: 514\n" + sid_line(rid);
}

std::vector<LdifEntry> entries_of(const std::string& text) {
  std::vector<LdifEntry> entries;
  read_ldif(text, "d.ldif", [&](const LdifEntry& entry) { entries.push_back(entry); });
  return entries;
}

bool is_in(const Directory& directory, const char* account, std::uint32_t rid) {
  for (const auto& user : directory.users())
    if (user.account == account) return directory.token_of(user).holds(kDomain.with(rid));
  return false;
}

}  // namespace

TEST_CASE("LDIF: folded lines, base64, comments, CRLF, changetype, the end of an answer") {
  auto entries = entries_of("# extended LDIF\r\nversion: 1\r\n\r\ndn:: Q049w4Q=\r\nchangetype: add\r\ndescription: first\r\n  second\r\n# note\r\n  of two lines\r\nMail: a@b\r\n\r\nsearch: 2\r\nresult: 0 Success\r\n");
  REQUIRE(entries.size() == 1);
  CHECK(entries[0].dn == "CN=Ä");
  CHECK(entries[0].first("description") == "first second");
  CHECK(entries[0].first("mail") == "a@b");
  CHECK(entries[0].line == 4);
}

TEST_CASE("LDIF: what is none is refused with file and line") {
  auto refused = [](const std::string& text) { return problem_of([&] { entries_of(text); }); };
  CHECK(refused("dn: a\nno colon here\n") == "d.ldif:2: a line without 'name:'");
  CHECK(refused("cn: a\n") == "d.ldif:1: an entry without a dn");
  CHECK(refused("dn: a\ncn:: ***\n") == "d.ldif:2: a value that is no base64");
  CHECK(refused("dn: a\njpegPhoto:< file:///etc/passwd\n") == "d.ldif:2: a value in another file");
  CHECK(refused("dn: a\nchangetype: delete\n") == "d.ldif:2: a change that adds nothing: 'delete'");
}

TEST_CASE("distinguished names are one whatever their case, spaces and escapes") {
  CHECK(dn_key("CN=R\\+D\\, lab,OU=Groups") == dn_key("cn = R\\2BD\\2C lab , ou=groups"));
  CHECK(dn_key("CN=a\\,b,DC=c") != dn_key("CN=a,b,DC=c"));
  CHECK(dn_key("CN=Лаборатория") == dn_key("cn=лаборатория"));
  CHECK(dn_key("CN=x\\") == dn_key("CN=x\\"));
}

TEST_CASE("a user is in groups of groups, in his primary group, in circles, and in no distribution group") {
  Directory directory;
  directory.add_ldif(user_entry("popova", 1001) + group_entry("inner", 2001, {"CN=popova,OU=Staff,DC=corp"}) +
                         group_entry("outer", 2002, {"CN=inner,OU=Groups,DC=corp", "CN=circle,OU=Groups,DC=corp"}) +
                         group_entry("circle", 2003, {"CN=outer,OU=Groups,DC=corp"}) + group_entry("mail", 2004, {"CN=popova,OU=Staff,DC=corp"}, "2") +
                         group_entry("beyond mail", 2005, {"CN=mail,OU=Groups,DC=corp"}) + group_entry("all", 2006, {"CN=Domain Users,CN=Users,DC=corp"}) +
                         "\ndn: CN=Domain Users,CN=Users,DC=corp\nobjectClass: group\ncn: Domain Users\n" + sid_line(513),
                     "d.ldif");
  for (std::uint32_t rid : {513U, 2001U, 2002U, 2003U, 2006U}) CHECK_MESSAGE(is_in(directory, "popova", rid), rid);
  for (std::uint32_t rid : {2004U, 2005U}) CHECK_MESSAGE(!is_in(directory, "popova", rid), rid);
  CHECK(directory.users()[0].disabled);
  CHECK(directory.remarks().empty());
}

TEST_CASE("memberOf tells whom a cut list of members lacks, and the cut is remarked") {
  Directory directory;
  directory.add_ldif(user_entry("popova", 1001) + "memberOf: CN=big,OU=Groups,DC=corp\n" + "\ndn: CN=big,OU=Groups,DC=corp\nobjectClass: group\ncn: big\n" + sid_line(2001) +
                         "member;range=0-1: CN=gone,OU=Staff,DC=corp\n",
                     "d.ldif");
  CHECK(is_in(directory, "popova", 2001));
  REQUIRE(directory.remarks().size() == 2);
  CHECK(directory.remarks()[0] == "list-cut: 'member' of 'CN=big,OU=Groups,DC=corp' (d.ldif:10)");
  CHECK(directory.remarks()[1] == "member-unknown: d.ldif: 'big' holds 'CN=gone,OU=Staff,DC=corp'");
}

TEST_CASE("groups of the server come from their own list") {
  Directory directory;
  directory.add_ldif(user_entry("popova", 1001), "d.ldif");
  Json json = Json::parse(R"([{"sid":"S-1-5-32-545","name":"Users","members":["S-1-5-11"]}])");
  directory.add_local_groups(JsonNode(json, "l.json"));
  CHECK(directory.token_of(directory.users()[0]).holds(sids::kUsers));
  Json bad = Json::parse(R"([{"sid":"S-1-5-32-x","name":"Users","members":[]}])");
  CHECK(problem_of([&] { directory.add_local_groups(JsonNode(bad, "l.json")); }) == "l.json: '[0].sid': must be a SID such as \"S-1-5-32-544\", not 'S-1-5-32-x'");
}

TEST_CASE("files of Windows are read in their encodings; half of a surrogate pair stays visible") {
  CHECK(utf8_of("\xEF\xBB\xBF" "a") == "a");
  CHECK(utf8_of(std::string("\xFF\xFE\x1F\x04\r\0", 6)) == "П\r");
  CHECK(utf8_of(std::string("\xFE\xFF\x04\x1F", 4)) == "П");
  CHECK(utf8_of(std::string("D\0:\0", 4)) == "D:");
  CHECK(utf8_of(std::string("\xFF\xFE\x3D\xD8\x00\xDE", 6)) == "😀");
  CHECK(utf8_of(std::string("\xFF\xFE\x3D\xD8" "a\0", 6)) == "\\u{d83d}a");
  CHECK(utf8_of("plain") == "plain");
  CHECK(from_base64("Q049w4Q=") == "CN=Ä");
  for (const char* bad : {"Q", "Q=Q=", "Q049w4Q", "****", "=AAA"}) CHECK_FALSE(from_base64(bad));
  CHECK(from_base64("")->empty());
}

TEST_CASE("icacls and Get-Acl give paths and lists, odd ones with their problem") {
  std::vector<WindowsListing> found;
  auto keep = [&](const WindowsListing& listing) { found.push_back(listing); };
  read_icacls("share\r\nD:PAI(A;OICI;FA;;;WD)\r\nshare\\sub\r\nD:(A;;FA;;;QQ)\r\nshare\\x\r\nD:PAI(A;;FA;;;WD)S:PAINO_ACCESS_CONTROL\r\n", "a.txt", {}, keep);
  REQUIRE(found.size() == 3);
  CHECK(found[0].path == "share");
  CHECK(found[0].reading.descriptor.dacl->size() == 1);
  CHECK_FALSE(found[0].owner_known);
  CHECK(found[1].reading.problem == "unknown name 'QQ' at character 15");
  CHECK(found[2].reading.problem.empty());
  CHECK(problem_of([&] { read_icacls("share\nnext\n", "a.txt", {}, keep); }) == "a.txt:2: no access list follows the path 'share'");
  CHECK(problem_of([&] { read_icacls("share\n", "a.txt", {}, keep); }) == "a.txt:1: no access list follows the path 'share'");
  found.clear();
  read_get_acl("\xEF\xBB\xBF\"Path\";\"Owner\";\"Sddl\"\r\n\"Microsoft.PowerShell.Core\\FileSystem::D:\\share\";\"x\";\"O:BAD:(A;;FA;;;WD)\"\r\n", "g.csv", {}, keep);
  REQUIRE(found.size() == 1);
  CHECK(found[0].path == "D:\\share");
  CHECK(found[0].owner_known);
  CHECK(problem_of([&] { read_get_acl("Name,Sddl\n", "g.csv", {}, keep); }) == "g.csv:1: no columns 'Path' and 'Sddl'");
}

// Found by fuzzing: an account whose SID has no part of its own had no domain, and its primary group was asked for.
TEST_CASE("an account with a SID of no parts has no primary group") {
  Directory directory;
  directory.add_ldif("dn: CN=x\nobjectClass: user\nsAMAccountName: x\nprimaryGroupID: 5\nobjectSid:: " + base64(Sid{5, {}}.bytes()) + "\n", "d.ldif");
  REQUIRE(directory.users().size() == 1);
  CHECK(directory.users()[0].primary_group.empty());
  CHECK(directory.token_of(directory.users()[0]).holds(Sid{5, {}}));
  CHECK(kDomain.domain().with(3) == kDomain);
  CHECK(Sid().with(1).empty());
}
