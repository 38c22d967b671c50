// Lists of rights, people and shares in files, all together.
#include "access/read_access_files.hpp"

#include <doctest/doctest.h>
#include <sys/time.h>

#include <fstream>

#include "../refusal.hpp"
#include "../temp_folder.hpp"
#include "access/descriptor.hpp"
#include "access/directory.hpp"
#include "access/effect.hpp"
#include "access/share_rights.hpp"
#include "access/snapshot_file.hpp"
#include "base/text.hpp"

using namespace outdesk;

namespace {

const Sid kMill = Sid::from_text("S-1-5-21-70-70-70").value();

/// Files of a server and its domain; "Books" (2001) has popova.
struct FilesDesk {
  TempFolder temp{true};
  RightsFiles rights;
  IdentityFiles people;
  ShareFiles shares;

  std::string write(const std::string& name, const std::string& content) const {
    std::ofstream(temp / name, std::ios::binary) << content;
    return temp / name;
  }
  static std::string entry(const std::string& cn, std::uint32_t rid, const std::string& more) {
    return "\ndn: CN=" + cn + ",DC=corp\ncn: " + cn + "\nsAMAccountName: " + cn + "\nobjectSid:: " + base64(kMill.with(rid).bytes()) + "\n" + more;
  }
  FilesDesk& domain() {
    people.ldif = {write("d.ldif", entry("popova", 1001, "objectClass: user\nprimaryGroupID: 513\n") + entry("Books", 2001, "objectClass: group\nmember: CN=popova,DC=corp\n"))};
    return *this;
  }
  FilesDesk& icacls(const std::string& content) {
    rights.icacls.push_back(write("icacls" + std::to_string(rights.icacls.size()) + ".txt", content));
    return *this;
  }
  FilesDesk& get_acl(const std::string& rows) {
    rights.get_acl.push_back(write("acl" + std::to_string(rights.get_acl.size()) + ".csv", "\"Path\",\"Owner\",\"Sddl\"\r\n" + rows));
    return *this;
  }
  AccessReading read(std::optional<Instant> taken = Instant{5000}) const { return read_access_files(rights, people, shares, taken, Instant{9'000'000'000}); }
  std::string refused() const {
    return advice_of([&] { read(); });
  }
};

std::string books_row(const std::string& path, const std::string& mask = "0x1200a9") { return path + "\r\nD:AI(A;OICI;" + mask + ";;;" + kMill.with(2001).to_text() + ")\r\n"; }

/// What the shares of a tree leave to a member of Books and to a stranger.
std::vector<std::uint32_t> left_by_shares(const Snapshot& tree) {
  return share_masks(tree, {{"", {kNone - 1, {}}, Token({kMill.with(2001), sids::kEveryone}), {}}, {"", {kNone - 1, {}}, Token({sids::kEveryone}), {}}});
}

std::string shares_sddl(const std::string& sddl) { return "\"Name\",\"Path\",\"SecurityDescriptor\"\r\n\"data\",\"D:\\share\",\"" + sddl + "\"\r\n"; }
const std::string kSharesByName = "\"Name\",\"ScopeName\",\"AccountName\",\"AccessControlType\",\"AccessRight\"\r\n\"data\",\"*\",\"CORP\\Books\",\"Allow\",\"Read\"\r\n";

}  // namespace

TEST_CASE("files: icacls and Get-Acl of one folder are one tree, with people and facts") {
  FilesDesk desk;
  desk.domain().icacls(books_row("share") + books_row("share\\a")).get_acl("\"Microsoft.PowerShell.Core\\FileSystem::D:\\data\\share\",\"BUILTIN\\Administrators\",\"O:BAG:SYD:AI(A;OICI;FA;;;BA)\"\r\n");
  AccessReading reading = desk.read();
  REQUIRE(reading.trees.size() == 1);
  const Snapshot& tree = reading.trees[0];
  CHECK(tree.root == "D:\\data\\share");
  CHECK(tree.folders.size() == 2);
  CHECK(tree.taken == Instant{5000});
  CHECK(tree.facts.source == "icacls, get-acl");
  CHECK(tree.identities.users.size() == 1);
  CHECK(tree.identities.domain == kMill);
  CHECK(tree.identities_source == "d.ldif");
  CHECK(Directory(tree.identities).token_of(tree.identities.users[0]).holds(kMill.with(2001)));
  CHECK(nt_descriptor(tree.descriptors.at(tree.folders[0].descriptor)).owner == sids::kAdministrators);
}

TEST_CASE("files: UTF-16 of icacls, names with commas, quotes and line ends in CSV") {
  FilesDesk desk;
  std::string wide;
  for (char c : books_row("share") + books_row("share\\b")) wide += c, wide += '\0';
  desk.domain().icacls(wide).get_acl("\"D:\\share\\a, \"\"b\"\"; c\",\"x\",\"O:BAD:AI(A;OICI;FA;;;BA)\"\r\n\"D:\\share\\two\nlines\",\"x\",\"O:BAD:AI(A;OICI;FA;;;BA)\"\r\n\"D:\\share\",\"x\",\"O:BAD:AI(A;OICI;FA;;;BA)\"\r\n");
  AccessReading reading = desk.read();
  REQUIRE(reading.trees.size() == 1);
  CHECK(reading.trees[0].folders.size() == 4);
  bool found = false;
  for (std::size_t i = 0; i < 4; ++i) found = found || reading.trees[0].name(i) == "a, \"b\"; c";
  CHECK(found);
}

TEST_CASE("files: the log of icacls names what is missing, and how much it did not name") {
  FilesDesk desk;
  desk.domain().icacls(books_row("share"));
  desk.rights.icacls_log = desk.write("log.txt", "D:\\share\\closed: Access is denied.\r\nSuccessfully processed 1 files; Failed processing 3 files\r\n");
  AccessReading reading = desk.read();
  REQUIRE(reading.trees.size() == 1);
  REQUIRE(reading.trees[0].folders.size() == 2);
  CHECK(reading.trees[0].folders[1].unread == Unread::refused);
  CHECK(reading.trees[0].facts.remarks == std::vector<std::string>{"icacls-failed: 3"});
}

TEST_CASE("files: nobody to look for, half a pair and nothing at all are refused") {
  CHECK(FilesDesk().refused().rfind("there is nothing to import", 0) == 0);
  CHECK(FilesDesk().icacls(books_row("share")).refused().rfind("the lists name accounts and groups, and nobody says who they are", 0) == 0);
  FilesDesk half;
  half.icacls(books_row("share"));
  half.people.passwd = half.write("passwd", "a:x:1:1::/:\n");
  CHECK(half.refused().rfind("a passwd file and a group file belong together", 0) == 0);
  FilesDesk sid;
  sid.domain().icacls(books_row("share"));
  sid.people.machine_sid = "S-1-x";
  CHECK(sid.refused().rfind("'S-1-x' is no SID", 0) == 0);
  FilesDesk missing;
  missing.domain();
  missing.rights.icacls = {missing.temp / "not there"};
  CHECK(missing.refused() != "");
}

// An export that failed left an empty file, and the matrix said that nobody could open anything.
TEST_CASE("files: lists of people without people are refused") {
  FilesDesk desk;
  desk.domain().icacls(books_row("D:\\share"));
  CHECK(desk.read().trees.size() == 1);
  for (const char* empty : {"", "version: 1\n", "\ndn: DC=corp\nobjectClass: domain\n"}) {
    desk.people.ldif = {desk.write("d.ldif", empty)};
    CHECK(desk.refused().find("d.ldif: holds no user") == 0);
  }
  desk.people = {};
  desk.people.passwd = desk.write("passwd", "# nobody\n");
  desk.people.group = desk.write("group", "staff:x:100:\n");
  CHECK(desk.refused().find("passwd: holds no account") == 0);
}

TEST_CASE("files: without a time the oldest list tells it, and never the future") {
  FilesDesk desk;
  desk.domain().icacls(books_row("share")).get_acl("\"D:\\share\",\"x\",\"O:BAD:(A;OICI;FA;;;BA)\"\r\n");
  timeval old[2] = {{1'600'000'000, 0}, {1'600'000'000, 0}}, future[2] = {{8'000'000'000, 0}, {8'000'000'000, 0}};
  ::utimes(desk.rights.icacls[0].c_str(), old);
  ::utimes(desk.rights.get_acl[0].c_str(), future);
  CHECK(desk.read(std::nullopt).trees[0].taken == Instant{1'600'000'000});
  ::utimes(desk.rights.icacls[0].c_str(), future);
  CHECK(read_access_files(desk.rights, desk.people, desk.shares, {}, Instant{1'700'000'000}).trees[0].taken == Instant{1'700'000'000});
}

TEST_CASE("files: local groups are assumed only where nobody gave them") {
  FilesDesk desk;
  desk.domain().icacls(books_row("share"));
  CHECK(desk.read().trees[0].identities.remarks == std::vector<std::string>{"local-groups-assumed"});
  desk.people.local_groups = desk.write("local.json", R"([{"sid":"S-1-5-32-545","name":"Пользователи","members":["S-1-5-11"]}])");
  AccessReading reading = desk.read();
  CHECK(reading.trees[0].identities.remarks.empty());
  CHECK(reading.trees[0].identities_source == "d.ldif, local.json");
}

TEST_CASE("files: names of a domain in several exports are one domain") {
  FilesDesk desk;
  desk.icacls(books_row("share"));
  desk.people.ldif = {desk.write("groups.ldif", FilesDesk::entry("Books", 2001, "objectClass: group\nmember: CN=popova,DC=corp\n")), desk.write("users.ldif", FilesDesk::entry("popova", 1001, "objectClass: user\nprimaryGroupID: 513\n"))};
  const Identities identities = desk.read().trees[0].identities;
  REQUIRE(identities.users.size() == 1);
  CHECK(Directory(identities).token_of(identities.users[0]).holds(kMill.with(2001)));
}

TEST_CASE("files: shares with lists, and by names of accounts") {
  FilesDesk desk;
  desk.domain().get_acl("\"D:\\share\",\"x\",\"O:BAD:(A;OICI;FA;;;WD)\"\r\n");
  desk.shares.shares = {desk.write("shares.csv", shares_sddl("O:SYD:(A;;0x1200a9;;;WD)"))};
  CHECK(left_by_shares(desk.read().trees[0]) == std::vector<std::uint32_t>{0x1200A9, 0x1200A9});
  desk.shares.shares = {desk.write("access.csv", kSharesByName)};
  desk.shares.share = "data";
  CHECK(left_by_shares(desk.read().trees[0]) == std::vector<std::uint32_t>{0x1200A9, 0});
}

TEST_CASE("files: of two files about a share the one that tells its rights counts, in either order") {
  FilesDesk desk;
  desk.domain().get_acl("\"D:\\share\",\"x\",\"O:BAD:(A;OICI;FA;;;WD)\"\r\n");
  std::string without = desk.write("paths.csv", shares_sddl("")), with = desk.write("access.csv", kSharesByName);
  for (const auto& order : {std::vector<std::string>{with, without}, {without, with}}) {
    desk.shares.shares = order;
    const Snapshot tree = desk.read().trees[0];
    REQUIRE(tree.facts.shares.size() == 1);
    CHECK(tree.facts.shares[0].path == "D:\\share");
    CHECK(left_by_shares(tree) == std::vector<std::uint32_t>{0x1200A9, 0});
  }
}

TEST_CASE("files: a list of SIDs is believed before one of names that nobody knows") {
  FilesDesk desk;
  desk.domain().get_acl("\"D:\\share\",\"x\",\"O:BAD:(A;OICI;FA;;;WD)\"\r\n");
  std::string names = "\"Name\",\"AccountName\",\"AccessControlType\",\"AccessRight\"\r\n\"data\",\"Jeder\",\"Allow\",\"Read\"\r\n";
  desk.shares.shares = {desk.write("names.csv", names), desk.write("shares.csv", shares_sddl("O:SYD:(A;;0x1200a9;;;WD)"))};
  CHECK(left_by_shares(desk.read().trees[0]) == std::vector<std::uint32_t>{0x1200A9, 0x1200A9});
}

TEST_CASE("files: a condition in the list of a share does not open it") {
  FilesDesk desk;
  desk.domain().get_acl("\"D:\\share\",\"x\",\"O:BAD:(A;OICI;FA;;;WD)\"\r\n");
  desk.shares.shares = {desk.write("shares.csv", shares_sddl("O:SYD:(XA;;FA;;;WD;(@User.x))(A;;0x1200a9;;;" + kMill.with(2001).to_text() + ")"))};
  CHECK(left_by_shares(desk.read().trees[0]) == std::vector<std::uint32_t>{0x1200A9, 0});
}

TEST_CASE("files: a snapshot brings its people, and files given beside it take their place") {
  FilesDesk desk;
  Snapshot scan;
  scan.root = "/srv/share";
  scan.taken = Instant{100};
  scan.identities = {{{"anna", 1001, 2001, ""}}, {{"staff", 2001, {}}}};
  scan.identities.users = {{kMill.with(1001), kMill.with(513), "anna", "", {}, false, false}};
  scan.identities_source = "machine";
  scan.descriptors = {descriptor_bytes({0, 0, 0040755, "", "", ""})};
  scan.add(kNone, "", 0, Unread::no);
  desk.rights.snapshots = {desk.write("s.snapshot", snapshot_file(scan, "test"))};
  CHECK(desk.read().trees[0].identities == scan.identities);
  CHECK(desk.read().trees[0].taken == Instant{100});
  desk.people.passwd = desk.write("passwd", "boris:x:1002:2001::/:\n");
  desk.people.group = desk.write("group", "staff:x:2001:\n");
  Snapshot tree = desk.read().trees[0];
  REQUIRE(tree.identities.accounts.size() == 1);
  CHECK(tree.identities.accounts[0].name == "boris");
  FilesDesk again;
  again.rights.snapshots = {again.write("s.snapshot", snapshot_file(scan, "test"))};
  again.people.samba_accounts = again.write("pdbedit.txt", "---------------\nUnix username:        anna\nNT username:\nAccount Flags:        [U          ]\nUser SID:             " + kMill.with(1001).to_text() + "\nPrimary Group SID:    " + kMill.with(513).to_text() + "\nFull Name:            Anna\n");
  CHECK(again.read().trees[0].identities.users.size() == 1);  // not twice
}

TEST_CASE("files: settings of Samba that end their lines as Windows does") {
  FilesDesk desk;
  Snapshot scan;
  scan.root = "/srv/share";
  scan.descriptors = {descriptor_bytes({0, 0, 0040755, "", "", ""})};
  scan.add(kNone, "", 0, Unread::no);
  desk.rights.snapshots = {desk.write("s.snapshot", snapshot_file(scan, "test"))};
  desk.shares.settings = desk.write("testparm.txt", "[global]\r\n\tworkgroup = X\r\n[data]\r\n\tpath = /srv/share\r\n\tread only = no\r\n");
  CHECK(desk.refused() == "");
  CHECK(desk.read().trees[0].facts.settings.find("\xEF\xBF\xBD") == std::string::npos);
  desk.shares.settings = desk.write("bad.txt", "nothing\n");
  CHECK(desk.refused() != "");
}

TEST_CASE("files: an odd list hides no other, and is told") {
  FilesDesk desk;
  desk.domain().icacls(books_row("share") + "share\\odd\r\nD:(Q;;FA;;;BA)\r\n" + books_row("share\\well"));
  AccessReading reading = desk.read();
  CHECK(reading.trees[0].folders.size() == 3);
  REQUIRE(reading.problems.size() == 1);
  CHECK(reading.problems[0].rfind("icacls0.txt:3: 'share\\odd': ", 0) == 0);
}
