// Rights of shares as sharesec 4.17 printed them (recorded) and as PowerShell exports them.
#include "access/read_shares.hpp"

#include <doctest/doctest.h>

#include <random>

#include "../refusal.hpp"
#include "access/nt_rules.hpp"

using namespace outdesk;

namespace {

std::optional<Sid> sid_in_corp(const std::string& name) {
  if (name == "CORP\\sales" || name == "CORP\\Отдел продаж") return Sid::from_text("S-1-5-21-1-2-3-2001");
  return {};
}

std::vector<ShareRights> shares_in(const std::string& text) { return read_shares(text, "shares.txt", {}, sid_in_corp); }
std::string shares_refusal(const std::string& text) {
  return outdesk::problem_of([&] { shares_in(text); });
}
NtDescriptor share_descriptor(const std::string& sddl) {
  NtReading reading = read_sddl(sddl);
  CHECK(reading.problem == "");
  return reading.descriptor;
}
std::string in_utf16(const std::string& ascii) {
  std::string bytes = "\xFF\xFE";
  for (char c : ascii) bytes += {c, '\0'};
  return bytes;
}

const char* const kSharesecHead = "REVISION:1\nCONTROL:SR|DP\nOWNER:\nGROUP:\n";
const char* const kAccessHead = "\"Name\",\"ScopeName\",\"AccountName\",\"AccessControlType\",\"AccessRight\"\r\n";

}  // namespace

TEST_CASE("sharesec -v says what --viewsddl says") {
  const std::string list =
      "ACL:S-1-5-21-210291412-3996374660-4292505299-1001:DENIED/0x0/FULL\nACL:S-1-1-0:ALLOWED/0x0/READ\nACL:S-1-5-11:ALLOWED/0x0/R\nACL:S-1-5-32-544:ALLOWED/0x0/CHANGE\n"
      "ACL:S-1-22-2-1001:ALLOWED/0x0/CHANGE\nACL:S-1-5-21-9-9-9-500:ALLOWED/OI|CI/RWXD\nACL:S-1-5-21-9-9-9-501:ALLOWED/OI|CI/READ\nACL:S-1-5-21-9-9-9-502:ALLOWED/I/RWXDPO\n";
  const char* sddl =
      "D:(D;;0x001f01ff;;;S-1-5-21-210291412-3996374660-4292505299-1001)(A;;0x001200a9;;;WD)(A;;0x00120089;;;AU)(A;;0x001301ff;;;BA)(A;;0x001301ff;;;S-1-22-2-1001)"
      "(A;OICI;0x001301bf;;;S-1-5-21-9-9-9-500)(A;OICI;0x001200a9;;;S-1-5-21-9-9-9-501)(A;ID;0x001f01bf;;;S-1-5-21-9-9-9-502)\n";
  auto shown = shares_in(kSharesecHead + list), plain = shares_in(sddl);
  REQUIRE(shown.size() == 1);
  REQUIRE(plain.size() == 1);
  CHECK(shown[0].name == "");
  CHECK(shown[0].unresolved.empty());
  CHECK(shown[0].descriptor == share_descriptor(std::string(sddl).substr(0, std::string(sddl).size() - 1)));
  CHECK(plain[0].descriptor == shown[0].descriptor);
}

TEST_CASE("sharesec --view-all names each share; one without entries lets nobody in") {
  auto shares = shares_in("[acl]\n" + std::string(kSharesecHead) + "ACL:S-1-1-0:ALLOWED/0x0/FULL\n\n[Общая папка]\nREVISION:1\nCONTROL:SR|PD|DP\nOWNER:S-1-5-32-544\nGROUP:S-1-5-32-544\n"
                          "ACL:S-1-5-21-1-2-3-1:DENIED/0x0/0x000001ff\nACL:S-1-1-0:ALLOWED/0x0/0x10000000\n\n[empty]\n" + kSharesecHead + "\n[null]\nREVISION:1\nCONTROL:SR\nOWNER:\nGROUP:\n");
  REQUIRE(shares.size() == 4);
  CHECK(shares[0].name == "acl");
  CHECK(shares[0].line == 1);
  CHECK(shares[0].descriptor == share_descriptor("D:(A;;FA;;;WD)"));
  CHECK(shares[1].name == "Общая папка");
  CHECK(shares[1].descriptor == share_descriptor("O:BAG:BAD:P(D;;0x1ff;;;S-1-5-21-1-2-3-1)(A;;GA;;;WD)"));
  CHECK(shares[2].descriptor == share_descriptor("D:"));
  CHECK_FALSE(shares[3].descriptor.has_dacl());
  CHECK_FALSE(shares[3].descriptor.dacl);
}

TEST_CASE("entries of kinds that shares do not have keep their kind") {
  auto shares = shares_in(std::string(kSharesecHead) + "ACL:S-1-1-0:5/0x0/FULL\nACL:S-1-1-0:6/0x0/READ\nACL:S-1-5-11:ALLOWED/0x0/FULL\n");
  CHECK(shares[0].descriptor.dacl->at(0).type == ace::kAllowObject);
  CHECK(nt_grant(shares[0].descriptor, Token({sids::kEveryone, sids::kAuthenticatedUsers})).mask == (0x1F01FF & ~0x1200A9U));
  std::string bytes = nt_descriptor_bytes(shares[0].descriptor).value();
  CHECK(read_nt_descriptor(bytes).descriptor.dacl == shares[0].descriptor.dacl);
}

TEST_CASE("a name that nobody knows is told, and a denial is told apart") {
  auto shares = shares_in(std::string(kSharesecHead) + "ACL:CORP\\sales:ALLOWED/0x0/READ\nACL:CORP\\gone:DENIED/0x0/FULL\nACL:Everyone:ALLOWED/0x0/FULL\n");
  CHECK(shares[0].descriptor == share_descriptor("D:(A;;0x1200a9;;;S-1-5-21-1-2-3-2001)(A;;FA;;;WD)"));
  CHECK(shares[0].unresolved == std::vector<std::string>{"deny full to 'CORP\\gone'"});
  CHECK(shares[0].unresolved_denial);
  shares = shares_in(std::string(kSharesecHead) + "ACL:CORP\\gone:ALLOWED/0x0/FULL\n");
  CHECK_FALSE(shares[0].unresolved_denial);
  CHECK(shares[0].descriptor.dacl->empty());
  shares = read_shares(std::string(kAccessHead) + "a,*,x,Allow,Read\n", "s.csv", {}, {});
  CHECK(shares[0].unresolved.size() == 1);
}

TEST_CASE("several lists of SDDL: a line each, named by the line before or not at all") {
  auto shares = shares_in("[acl]\nD:(A;;FA;;;WD)\nO:BAG:BAD:P(A;;0x1200a9;;;WD)\n");
  REQUIRE(shares.size() == 2);
  CHECK(shares[0].name == "acl");
  CHECK(shares[1].name == "");
  CHECK(shares[1].descriptor == share_descriptor("O:BAG:BAD:P(A;;0x1200a9;;;WD)"));
}

TEST_CASE("Get-SmbShareAccess: words or numbers, comma or semicolon, any encoding, names in English and Russian") {
  auto shares = shares_in("\xEF\xBB\xBF" + std::string(kAccessHead) +
                          "\"Docs\",\"*\",\"CORP\\Отдел продаж\",\"Deny\",\"Change\"\r\n\"Docs\",\"*\",\"Все\",\"Allow\",\"Read\"\r\n\"Scans\",\"*\",\"BUILTIN\\Администраторы\",\"Allow\",\"Full\"\r\n"
                          "\"docs\",\"*\",\"NT AUTHORITY\\Прошедшие проверку\",\"Allow\",\"Change\"\r\n\"Docs\",\"*\",\"*S-1-5-21-9-9-9-1\",\"Allow\",\"Read\"\r\n\"Docs\",\"*\",\"S-1-5-21-9-9-9-1\",\"Allow\",\"Custom\"\r\n");
  REQUIRE(shares.size() == 2);
  CHECK(shares[0].name == "Docs");
  CHECK(shares[0].line == 2);
  CHECK(shares[0].descriptor == share_descriptor("D:(D;;0x1301bf;;;S-1-5-21-1-2-3-2001)(A;;0x1200a9;;;WD)(A;;0x1301bf;;;AU)(A;;0x1200a9;;;S-1-5-21-9-9-9-1)"));
  CHECK(shares[0].unresolved == std::vector<std::string>{"allow custom to 'S-1-5-21-9-9-9-1'"});
  CHECK(shares[1].descriptor == share_descriptor("D:(A;;FA;;;BA)"));
  const std::string numbers = "#TYPE Selected.Microsoft.Management.Infrastructure.CimInstance\r\nAccessRight;AccessControlType;AccountName;Name\r\n2;0;Everyone;Docs\r\n1;1;NT AUTHORITY\\Authenticated Users;Docs\r\n";
  for (const auto& text : {numbers, in_utf16(numbers)}) {
    shares = shares_in(text);
    REQUIRE(shares.size() == 1);
    CHECK(shares[0].descriptor == share_descriptor("D:(A;;0x1200a9;;;WD)(D;;0x1301bf;;;AU)"));
  }
}

TEST_CASE("Get-SmbShare with SecurityDescriptor: names, paths and whole lists") {
  const std::string table = "\"Name\";\"Path\";\"SecurityDescriptor\"\r\n\"Docs\";\"D:\\docs\";\"O:BAG:DUD:(A;;FA;;;WD)\"\r\n\"IPC$\";\"\";\"\"\r\n";
  const SidContext corp{Sid::from_text("S-1-5-21-1-2-3").value(), {}, {}};
  auto shares = read_shares(in_utf16(table), "shares.csv", corp, {});
  REQUIRE(shares.size() == 2);
  CHECK(shares[0].path == "D:\\docs");
  CHECK(shares[0].descriptor == read_sddl("O:BAG:DUD:(A;;FA;;;WD)", corp).descriptor);
  CHECK(shares[1].name == "IPC$");
  CHECK_FALSE(shares[1].descriptor.has_dacl());
}

TEST_CASE("well-known names stand alone or behind their own domain") {
  const std::pair<const char*, const char*> names[] = {{"Everyone", "S-1-1-0"}, {"ВСЕ", "S-1-1-0"}, {"builtin\\users", "S-1-5-32-545"}, {"Администраторы", "S-1-5-32-544"},
                                                       {"NT AUTHORITY\\СИСТЕМА", "S-1-5-18"}, {"Операторы учёта", "S-1-5-32-548"}, {"Authenticated Users", "S-1-5-11"}};
  for (const auto& row : names) CHECK_MESSAGE(sid_of_well_known(row.first).value_or(Sid()).to_text() == row.second, row.first);
  for (const char* name : {"CORP\\Administrators", "CORP\\Everyone", "NT AUTHORITY\\Users", "", "\\", "\\Everyone", "Everyone "}) CHECK_MESSAGE(!sid_of_well_known(name), name);
}

TEST_CASE("what is no list of shares is refused with its line") {
  CHECK(shares_refusal("") == "shares.txt: no share is in it");
  CHECK(shares_refusal("Path,Sddl\n") == "shares.txt:1: no columns 'Name' and 'SecurityDescriptor', nor 'Name', 'AccountName', 'AccessControlType' and 'AccessRight'");
  CHECK(shares_refusal("Name,SecurityDescriptor\na\n") == "shares.txt:2: a row with 1 cells");
  CHECK(shares_refusal("Name,SecurityDescriptor\na,D:(A;;FA;;;DA)\n") == "shares.txt:2: the rights of the share 'a' cannot be read: the domain of 'DA' is not known at character 15");
  CHECK(shares_refusal(std::string(kAccessHead) + "a,*,Everyone,Perhaps,Full\n") == "shares.txt:2: neither 'Allow' nor 'Deny': 'perhaps'");
  CHECK(shares_refusal(std::string(kAccessHead) + "a,*,Everyone,Allow,Some\n") == "shares.txt:2: neither 'Full', 'Change', 'Read' nor 'Custom': 'some'");
  CHECK(shares_refusal("[a]\n[b]\nD:\n") == "shares.txt:1: no rights follow the share 'a'");
  CHECK(shares_refusal("[a]\n") == "shares.txt:1: no rights follow the share 'a'");
  CHECK(shares_refusal("REVISION:1\nCONTROL:QQ\n") == "shares.txt:2: unknown flags of a descriptor: 'QQ'");
  for (const char* bad : {"S-1-1-0", "S-1-1-0:ALLOWED", "S-1-1-0:MAYBE/0x0/FULL", "S-1-1-0:ALLOWED/XX/FULL", "S-1-1-0:ALLOWED/0x0/Q", "S-1-1-0:ALLOWED/0x100/FULL", "S-1-1-0:ALLOWED/0x0/"})
    CHECK(shares_refusal("REVISION:1\nACL:" + std::string(bad) + "\n") == "shares.txt:2: no entry of a list: '" + std::string(bad) + "'");
  CHECK(shares_refusal("REVISION:1\nnonsense\n") == "shares.txt:2: unknown line of rights: 'nonsense'");
}

TEST_CASE("damaged lists of shares give shares or a refusal, whatever they are") {
  std::mt19937 random(7);
  const std::string texts[] = {"[acl]\n" + std::string(kSharesecHead) + "ACL:S-1-1-0:ALLOWED/OI|CI/RWXD\n[b]\nD:(A;;FA;;;WD)\n", std::string(kAccessHead) + "a,*,Everyone,Allow,Full\nb,*,x,1,2\n",
                               "\"Name\";\"Path\";\"SecurityDescriptor\"\r\n\"a\";\"D:\\a\";\"D:(A;;FA;;;WD)\"\r\n"};
  int well = 0;
  for (unsigned i = 0; i < 9000; ++i) {
    std::string spoilt = texts[i % 3];
    for (unsigned n = 1 + random() % 3; n > 0; --n) spoilt[random() % spoilt.size()] = static_cast<char>(random() % 256);
    well += shares_refusal(spoilt).empty();
  }
  CHECK(well > 0);
}
