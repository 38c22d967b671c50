// Lists of getfacl: what they say is what a scan of the same tree finds, and what they do not say is told.
#include "access/read_getfacl.hpp"

#include <doctest/doctest.h>

#include <map>

#include "access/descriptor.hpp"
#include "access/posix_acl.hpp"
#include "access/scan_tree.hpp"
#include "base/error.hpp"
#include "base/text.hpp"
#include "../refusal.hpp"
#include "../temp_folder.hpp"

using namespace outdesk;

namespace {

const Identities kPeople{{{"anna", 1001, 2001, "Анна"}, {"ROMASHKA\\o.popova", 1002, 2001, ""}}, {{"staff", 2001, {"anna"}}, {"domain users", 2002, {}}}};
const std::string kPlain = "# owner: 0\n# group: 0\nuser::rwx\ngroup::r-x\nother::r-x\n\n", kPlainFile = "# owner: 0\n# group: 0\nuser::rw-\ngroup::r--\nother::r--\n\n";

GetfaclReading listed(const std::string& text) { return read_getfacl(text, "acl.txt", kPeople, Instant{1000}); }
std::string not_listed(const std::string& text) { return advice_of([&] { listed(text); }); }

/// The output of a command; empty where it fails.
std::string output_of(const std::string& command) {
  std::string out;
  char buffer[4096];
  std::FILE* pipe = ::popen(command.c_str(), "r");
  while (std::size_t size = std::fread(buffer, 1, sizeof buffer, pipe)) out.append(buffer, size);
  return ::pclose(pipe) == 0 ? out : "";
}

/// Descriptor in hex, or the reason, of each folder by its path below the root.
std::map<std::string, std::string> rights_by_path(const Snapshot& snapshot) {
  std::vector<std::string> paths;
  std::map<std::string, std::string> rights;
  for (std::size_t i = 0; i < snapshot.folders.size(); ++i) {
    const auto& folder = snapshot.folders[i];
    paths.push_back(folder.parent == kNone ? "" : paths[folder.parent] + "/" + std::string(snapshot.name(i)));
    rights[paths.back()] = folder.unread == Unread::no ? hex(snapshot.descriptors.at(folder.descriptor)) : std::string(code_of(folder.unread));
  }
  return rights;
}

PosixDescriptor only_descriptor(const std::string& text) {
  GetfaclReading reading = listed(text);
  REQUIRE(reading.trees.size() == 1);
  return posix_descriptor(reading.trees[0].descriptors.at(reading.trees[0].folders.at(0).descriptor));
}

std::vector<std::string> roots_of_trees(const GetfaclReading& reading) {
  std::vector<std::string> roots;
  for (const Snapshot& tree : reading.trees) roots.push_back(tree.root);
  return roots;
}

bool remarked(const Snapshot& tree, const std::string& part) {
  return std::any_of(tree.facts.remarks.begin(), tree.facts.remarks.end(), [&](const std::string& remark) { return remark.find(part) != remark.npos; });
}

/// A tree with lists, flags, owners and names of every kind; false where this machine cannot make it.
bool make_odd_tree(const TempFolder& temp) {
  for (const char* name : {"line\nbreak", "back\\slash", "\\040not an escape", "a=b", "\xff\xed\xa0", "Бухгалтерия/2026/\x01", " blanks ", "tab\t", "carriage\r", "#hash", "a:b", "lists/deep/er", "B", "а", "Б"}) temp.folder(name);
  temp.folder("sticky", 03777);
  temp.folder("closed/inner", 0700);
  std::string lists = temp / "lists";
  for (const std::string& change :
       {"u:1001:rwx,g:2001:r-x,g:7:w,m::r-x " + lists, "u:1001:--- " + lists + "/deep", "g::rwx,m::--- " + lists + "/deep/er", std::string("u::---,g::---,o::---,m::r-x ") + (temp / "sticky"), "u:4294967294:x " + (temp / "a=b")})
    if (::system(("setfacl -m " + change + " 2>/dev/null").c_str()) != 0) return false;
  if (::system(("setfacl -d -m u:1001:rwx,g:2001:r-x " + lists + " && setfacl -d -m o::- " + (temp / "closed")).c_str()) != 0) return false;
  return ::geteuid() != 0 || (::chown(lists.c_str(), 12345, 54321) == 0 && ::chmod(lists.c_str(), 02755) == 0);
}

}  // namespace

TEST_CASE("a list of getfacl says what a scan of the same tree finds, folder by folder, whatever their names") {
  TempFolder temp;
  if (!make_odd_tree(temp)) { MESSAGE("skipped: this machine keeps no access lists, or has no setfacl"); return; }
  Snapshot scanned = scan_tree(temp.path(), {}, Instant{1000});
  for (const std::string& list : {"getfacl -Rpn " + temp.path(), "getfacl -Rn " + temp.path() + " 2>&1", "getfacl -Rpne " + temp.path(), "find " + temp.path() + " -depth -type d -print0 | xargs -0 getfacl -pn"}) {
    CAPTURE(list);
    GetfaclReading reading = listed(output_of(list));
    REQUIRE(reading.trees.size() == 1);
    const Snapshot& tree = reading.trees[0];
    CHECK(tree.root == scanned.root);
    CHECK(rights_by_path(tree) == rights_by_path(scanned));
    CHECK(tree.names == scanned.names);
    CHECK(tree.above.size() == scanned.above.size());
    CHECK(remarked(tree, "no-leading-slash: ") == list.starts_with("getfacl -Rn "));  // -p keeps the slash
  }
}

TEST_CASE("files in a list are counted and left out; what lies above something, has a default list or an x is a folder") {
  std::string text = "# file: /srv\n" + kPlain + "# file: /srv/file\n" + kPlainFile + "# file: /srv/above\n" + kPlainFile + "# file: /srv/above/x\n" + kPlain +
                     "# file: /srv/default\n# owner: 0\n# group: 0\nuser::rw-\ngroup::---\nother::---\ndefault:user::rw-\ndefault:group::---\ndefault:other::---\n\n" +
                     "# file: /srv/x\n# owner: 0\n# group: 0\nuser::---\nuser:5:--x\ngroup::---\nmask::--x\nother::---\n\n" + "# file: /srv/file2\n" + kPlainFile;
  GetfaclReading reading = listed(text);
  CHECK(reading.files == 2);
  REQUIRE(reading.trees.size() == 1);
  auto rights = rights_by_path(reading.trees[0]);
  CHECK(rights.size() == 5);
  CHECK(rights.count("/file") == 0);
  CHECK(remarked(reading.trees[0], "taken-for-files: 2"));
  CHECK(not_listed("# file: /srv/file\n" + kPlainFile) == "acl.txt: the list names no folder | make the list with 'getfacl -Rpn FOLDER'");
}

TEST_CASE("a path without a listed one above begins a tree; a folder that is passed over is a row that says so") {
  GetfaclReading reading = listed("# file: /srv/a/b/c\n" + kPlain + "# file: /srv/a-b\n" + kPlain + "# file: /srv/a\n" + kPlain + "# file: /srv/a/b/d\n" + kPlain + "# file: /srv/a/file/of\n" + kPlainFile);
  CHECK(roots_of_trees(reading) == std::vector<std::string>{"/srv/a", "/srv/a-b"});
  auto rights = rights_by_path(reading.trees[0]);
  CHECK(rights.size() == 4);
  CHECK(rights.at("/b") == "not-listed");
  CHECK(rights.at("/b/c") == rights.at(""));
  CHECK(reading.trees[0].taken == Instant{1000});
  CHECK(reading.trees[0].facts.source == "getfacl");
  CHECK(reading.trees[0].above == std::vector<std::uint32_t>{kNone, kNone});
  CHECK(remarked(reading.trees[0], "above-unknown: '/srv/a'"));
  CHECK(remarked(reading.trees[0], "taken-for-files: "));
  CHECK_FALSE(remarked(reading.trees[1], "taken-for-files: "));
}

TEST_CASE("each tree has the descriptors of its own folders and no others") {
  GetfaclReading reading = listed("# file: /a\n" + kPlain + "# file: /b\n# owner: 5\n# group: 5\nuser::rwx\ngroup::---\nother::---\n\n# file: /b/c\n" + kPlain);
  REQUIRE(reading.trees.size() == 2);
  CHECK(reading.trees[0].descriptors.size() == 1);
  CHECK(reading.trees[1].descriptors.size() == 2);
  CHECK(posix_descriptor(reading.trees[1].descriptors[reading.trees[1].folders[0].descriptor]).uid == 5);
}

TEST_CASE("paths without a leading slash are taken as absolute, and that is said") {
  GetfaclReading reading = listed("getfacl: Removing leading '/' from absolute path names\n# file: srv/share\n" + kPlain + "# file: srv/share/a\n" + kPlain);
  CHECK(roots_of_trees(reading) == std::vector<std::string>{"/srv/share"});
  CHECK(remarked(reading.trees[0], "'srv/share' is taken for '/srv/share'"));
  CHECK_FALSE(remarked(reading.trees[0], "Removing"));
  GetfaclReading root = listed("# file: .\n" + kPlain + "# file: bin\n" + kPlain);
  CHECK(roots_of_trees(root) == std::vector<std::string>{"/"});
  CHECK(rights_by_path(root.trees[0]).count("/bin") == 1);
  CHECK(root.trees[0].above.empty());
  CHECK(listed("# file: /a\\777\\9\n" + kPlain).trees[0].root == "/a\\777\\9");
  CHECK(listed("# file: /srv//share/./a/\n" + kPlain).trees[0].root == "/srv/share/a");
  CHECK(not_listed("# file: ../share\n" + kPlain) == "acl.txt:1: the path '../share' leads back with '..' | make the list with 'getfacl -Rpn' and an absolute path");
}

TEST_CASE("names stand for the numbers of the server's own accounts and groups") {
  PosixDescriptor read = only_descriptor("# file: /srv\n# owner: anna\n# group: domain\\040users\n# flags: -s-\nuser::rwx\nuser:ROMASHKA\\\\o.popova:rwx\t\t#effective:r-x\ngroup::r-x\n"
                                         "group:staff:r--\nmask::r-x\nother::---\ndefault:user::rwx\ndefault:group::r-x\ndefault:other::---\n\n");
  using Tag = AclEntry::Tag;
  CHECK(read.uid == 1001);
  CHECK(read.gid == 2002);
  CHECK(read.mode == 0042750);
  CHECK(read.access_acl == posix_acl_bytes({{Tag::user_obj, 7}, {Tag::user, 7, 1002}, {Tag::group_obj, 5}, {Tag::group, 4, 2001}, {Tag::mask, 5}, {Tag::other, 0}}));
  CHECK(read.default_acl == posix_acl_bytes({{Tag::user_obj, 7}, {Tag::group_obj, 5}, {Tag::other, 0}}));
  CHECK(not_listed("# file: /srv\n# owner: boris\n") == "acl.txt:2: the user 'boris' is not known | list with 'getfacl -n', or give the passwd and the group file of that server");
  CHECK(not_listed("# file: /srv\n# owner: 0\n# group: anna\n").starts_with("acl.txt:3: the group 'anna' is not known"));
  CHECK(not_listed("# file: /srv\n# owner: 4294967295\n").starts_with("acl.txt:2: the user '4294967295' is not known"));
}

TEST_CASE("with a mask the group bits of the mode are the mask; without one there is no list beside the mode") {
  CHECK(only_descriptor("# file: /srv\n" + kPlain) == PosixDescriptor{0, 0, 0040755, "", "", ""});
  PosixDescriptor masked = only_descriptor("# file: /srv\n# owner: 0\n# group: 0\n# flags: sst\nuser::rwx\ngroup::r-x\nmask::-wx\nother::---\n");
  CHECK(masked.mode == 0047730);
  CHECK(masked.access_acl.size() == 4 + 4 * 8);
}

TEST_CASE("what getfacl could not read is said, and a list that passed through Windows is read") {
  std::string text = "getfacl: /srv/secret: Permission denied\n# file: /srv\n" + kPlain + "find: '/srv/x': Permission denied\n";
  CHECK(remarked(listed(text).trees[0], "'getfacl: /srv/secret: Permission denied'"));
  for (int i = 0; i < 20; ++i) text += "getfacl: /srv/more\x1b: Permission denied\n";
  Snapshot tree = listed(text).trees[0];
  CHECK(remarked(tree, "more-complaints: 12"));
  for (const std::string& remark : tree.facts.remarks) CHECK(unstorable(remark) == "");
  std::string dos = "\xEF\xBB\xBF" + replaced("# file: /srv\n" + kPlain + "# file: /srv/a\n" + kPlain, "\n", "\r\n");
  CHECK(rights_by_path(listed(dos).trees[0]).size() == 2);
}

TEST_CASE("what is no entry, stands twice or is cut short is refused with its line") {
  std::string head = "# file: /srv\n# owner: 0\n# group: 0\n", base = "user::rwx\ngroup::r-x\nother::r-x\n";
  CHECK(not_listed("") == "acl.txt: the list names no folder | make the list with 'getfacl -Rpn FOLDER'");
  CHECK(not_listed("user::rwx\n").starts_with("acl.txt:1: an access list without a line '# file:' before it"));
  for (const char* bad : {"USER   0      rwx  rwx", "user::rwX", "user::rwxr", "user::rw", "user:rwx", "user", "mask:5:rwx", "other:5:rwx", "other::rwx more", "u::rwx", "default:", "default:default:user::rwx", "group::rwx\x07"}) {
    CAPTURE(bad);
    CHECK(not_listed(head + base + bad + "\n").find("is no entry of an access list") != std::string::npos);
  }
  CHECK(not_listed(head + base + "user::r--\n").starts_with("acl.txt:7: 'user::r--' stands twice in one access list"));
  CHECK(not_listed(head + "# flags: x--\n").starts_with("acl.txt:4: the flags 'x--' are not known"));
  CHECK(not_listed("# file: /srv\n" + base).find("no owner and group of '/srv'") != std::string::npos);
  CHECK(not_listed(head).find("the access list of '/srv' is incomplete: it has no entries") != std::string::npos);
  CHECK(not_listed(head + "user::rwx\ngroup::r-x\n").find("is incomplete: the entry of owner, group or others is missing") != std::string::npos);
  CHECK(not_listed(head + base + "user:5:r--\n").find("is incomplete: the mask is missing") != std::string::npos);
  CHECK(not_listed(head + base + "default:user::rwx\n").find("the default list of '/srv' is incomplete") != std::string::npos);
  CHECK(not_listed("# file: /srv\\000\n" + kPlain).find("zero byte") != std::string::npos);
}

TEST_CASE("one path has one list, and lists have bounds") {
  std::string closed = "# owner: 0\n# group: 0\nuser::rwx\ngroup::---\nother::---\n\n";
  CHECK(rights_by_path(listed("# file: /srv\n" + kPlain + "# file: /srv/\n" + kPlain).trees[0]).size() == 1);
  CHECK(not_listed("# file: /srv\n" + kPlain + "# file: /srv/\n" + closed).starts_with("acl.txt:8: '/srv' stands twice, in line 1 with other rights"));
  std::string deep;
  for (std::uint32_t i = 0; i < kDeepest; ++i) deep += "/d";
  CHECK(not_listed("# file: " + deep + "\n" + kPlain) == "");
  CHECK(not_listed("# file: " + deep + "/d\n" + kPlain).find("more than 4096 parts") != std::string::npos);
  std::string many;
  for (int i = 0; i < 1001; ++i) many += "# file: /" + std::to_string(i) + "\n" + kPlain;
  CHECK(not_listed(many).find("more than 1000 trees") != std::string::npos);
}
