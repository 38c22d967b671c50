#include "verify/tree_manifest.hpp"

#include <doctest/doctest.h>
#include <sys/wait.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "../refusal.hpp"
#include "../temp_folder.hpp"
#include "base/text.hpp"
#include "verify/metadata_cells.hpp"
#include "verify/metadata_table.hpp"

using namespace outdesk;
using namespace std::string_literals;
using Type = TreeEntry::Type;

namespace {

const std::string kSumA(64, 'a'), kSumB(64, 'b'), kSumC(64, 'c');

void write_manifest(const std::string& path, const std::string& text) { std::ofstream(path, std::ios::binary) << text; }

/// What a manifest of these texts has; paths in one line, for short tests.
TreeManifest manifest_of(const TempFolder& temp, const std::string& sums, const std::string& table = "") {
  write_manifest(temp / "s", sums);
  write_manifest(temp / "t", table);
  return TreeManifest::read(sums.empty() ? "" : temp / "s", table.empty() ? "" : temp / "t");
}

std::vector<std::string> paths_of(const TreeManifest& manifest) {
  std::vector<std::string> paths;
  for (const TreeEntry& entry : manifest.entries()) paths.push_back(entry.path);
  return paths;
}

/// The refusal without the folder of the test.
std::string manifest_refusal(const std::string& sums, const std::string& table = "") {
  static TempFolder temp(true);
  return replaced(problem_of([&] { manifest_of(temp, sums, table); }), temp.path() + "/", "");
}

TreeEntry tree_entry_made(const std::string& path, Type type = Type::file) {
  TreeEntry entry;
  entry.path = path;
  entry.type = type;
  entry.mode = type == Type::link ? 0777 : type == Type::folder ? 0755 : 0640;
  entry.uid = 1000;
  entry.gid = 100;
  entry.mtime_ns = 1'700'000'000'123'456'789;
  if (type == Type::file) entry.sha256 = sha256(path), entry.size = static_cast<std::int64_t>(path.size());
  return entry;
}

bool same_entry(const TreeEntry& a, const TreeEntry& b) {
  return a.path == b.path && a.type == b.type && a.mode == b.mode && a.uid == b.uid && a.gid == b.gid && a.size == b.size && a.mtime_ns == b.mtime_ns &&
         a.target == b.target && a.linked_to == b.linked_to && a.xattrs == b.xattrs && a.sha256 == b.sha256;
}

const std::vector<std::string> kHostileNames = {"a\nb", "c\\d", "e\rf", "g\th", "\\start", "end\\", "\\n", " lead", "trail ", "-dash", "*star", "#hash", "\xff\xfe", "\xd0", "ж", "end\r",
                                                "a/b\n/c", "=", "name,with=marks", "\x1b[31mred", "SHA256 (x) = y", "12", "."s + "hidden", "a  b", "\xe2\x80\xae" "rtl"};

}  // namespace

TEST_CASE("a file of sums is read as sha256sum writes it, and with what other programs and editors do to it") {
  TempFolder temp;
  TreeManifest manifest = manifest_of(temp, kSumA + "  ./b/x y\n" + kSumB + " *a\n\n# a comment\n\\" + kSumC + "  n\\ne\\\\w\\r\nSHA256 (tag (1)) = " + kSumA + "\nSHA2-256(ssl)= " + kSumB + "\n");
  CHECK(paths_of(manifest) == std::vector<std::string>{"a", "b/x y", "n\ne\\w\r", "ssl", "tag (1)"});
  CHECK(hex(*manifest.find("a")->sha256) == kSumB);
  CHECK(hex(*manifest.find("tag (1)")->sha256) == kSumA);
  CHECK(manifest.find("b") == nullptr);
  CHECK_FALSE(manifest.has_metadata());
  CHECK(manifest.files() == 5);
  CHECK(manifest.bytes() == 0);
}

TEST_CASE("CRLF, a byte-order mark, capitals and a missing last line end are tolerated; a raw CR is otherwise part of the name") {
  TempFolder temp;
  CHECK(paths_of(manifest_of(temp, "\xEF\xBB\xBF" + kSumA + "  a\r\n" + kSumB + "  b\r\n" + kSumC + "  c")) == std::vector<std::string>{"a", "b", "c"});
  CHECK(paths_of(manifest_of(temp, kSumA + "  a\n" + kSumB + "  b\r\n")) == std::vector<std::string>{"a", "b\r"});
  CHECK(paths_of(manifest_of(temp, std::string(64, 'A') + "  a")) == std::vector<std::string>{"a"});
  CHECK(paths_of(manifest_of(temp, "", "path\ttype\r\na\tf\r\n")) == std::vector<std::string>{"a"});
}

TEST_CASE("sums that lead out, stand twice or are none are refused with file and line") {
  CHECK(manifest_refusal(kSumA + "  a\n" + kSumB + "  ../b\n") == "s:2: a name that leads out of the folder");
  CHECK(manifest_refusal(kSumA + "  a/../../b\n") == "s:1: a name that leads out of the folder");
  CHECK(manifest_refusal(kSumA + "  /etc/passwd\n") == "s:1: an absolute name: '/etc/passwd'");
  CHECK(manifest_refusal(kSumA + "  b\n" + kSumA + "  a\n" + kSumB + "  ./b\n") == "s:3: the name 'b' stands twice, first in line 1");
  CHECK(manifest_refusal(kSumA + "  a//b\n" + kSumA + "  a/./b\n") == "s:2: the name 'a/b' stands twice, first in line 1");
  CHECK(manifest_refusal(kSumA + "  .\n") == "s:1: a sum of a folder");
  CHECK(manifest_refusal("\\" + kSumA + "  a\\tb\n") == "s:1: an escape that is none of \\\\, \\n and \\r: 'a\\tb'");
  CHECK(manifest_refusal("\\" + kSumA + "  a\\\n").find("an escape that is none of") != std::string::npos);
  CHECK(manifest_refusal("d41d8cd98f00b204e9800998ecf8427e  a\n") == "s:1: this is an MD5 sum, not a SHA-256 sum");
  CHECK(manifest_refusal(std::string(128, '0') + "  a\n") == "s:1: this is a SHA-512 sum, not a SHA-256 sum");
  for (std::string bad : {"nonsense", "{\"a\": 1}", "SHA256 (a = b", "SHA256 (a) = 12"}) CHECK(manifest_refusal(bad + "\n").find("s:1: not a line of sha256sum") == 0);
  CHECK(manifest_refusal(kSumA + "\n").find("s:1: not a line of sha256sum") == 0);
  CHECK(manifest_refusal(kSumA + "  a\0b\n"s) == "s:1: a NUL byte");
  CHECK(manifest_refusal(std::string((2 << 20) + 5, 'a')) == "s:1: the line is longer than 1 MiB");
  CHECK(manifest_refusal(kSumA + "  " + std::string(70000, 'a')) == "s:1: a name of more than 64 KiB");
  CHECK(problem_of([] { TreeManifest::read("/no/such"); }) == "/no/such: cannot read: No such file or directory");
  CHECK(problem_of([] { TreeManifest::read("/dev/zero"); }) == "/dev/zero: not a regular file");
  CHECK(problem_of([] { TreeManifest::read("/tmp"); }) == "/tmp: not a regular file");
}

TEST_CASE("metadata has its columns in any order, by other words, or in the usual order without a heading") {
  TempFolder temp;
  TreeManifest manifest = manifest_of(temp, "", "Type\tFile Name\tperm\tnew\tsize\tmtime\ndirectory\t./d/\t755\tx\t\t1700000000\nf\td/f\t100640\tx\t12\t1700000000.5\nsymlink\tl\t\t\t\t\n");
  CHECK(paths_of(manifest) == std::vector<std::string>{"d", "d/f", "l"});
  CHECK(manifest.find("d")->type == Type::folder);
  CHECK(manifest.find("d/f")->mode == 0640);
  CHECK(manifest.find("d/f")->mtime_ns == 1'700'000'000'500'000'000);
  CHECK(manifest.facts(*manifest.find("d")) == (kTellsType | kTellsMode | kTellsMtime));
  CHECK(manifest.facts(*manifest.find("l")) == kTellsType);
  CHECK(manifest.bytes() == 12);
  CHECK(manifest.tells_folders());

  std::string rest = "\t0644\t1\t2\t3\t4\t\t\tuser.a=AQI=";
  for (std::string row : {"a\tf" + rest, "f" + rest + "\ta"}) {
    const TreeManifest bare = manifest_of(temp, "", row + "\n");
    REQUIRE(paths_of(bare) == std::vector<std::string>{"a"});
    CHECK(bare.entries()[0].gid == 2);
    CHECK(bare.entries()[0].xattrs == std::map<std::string, std::string>{{"user.a", "\1\2"}});
    CHECK(bare.facts(bare.entries()[0]) == (0xFF & ~kTellsTarget));
  }
  CHECK_FALSE(manifest_of(temp, "", "a\tf" + rest + "\n").tells_folders());
}

TEST_CASE("times are seconds, nanoseconds or RFC 3339; types and modes have their usual words") {
  CHECK(read_time_cell("1700000000") == 1'700'000'000'000'000'000);
  CHECK(read_time_cell("1700000000.1234567899") == 1'700'000'000'123'456'789);
  CHECK(read_time_cell("1700000000123456789") == 1'700'000'000'123'456'789);
  CHECK(read_time_cell("2023-11-14T22:13:20.25Z") == 1'700'000'000'250'000'000);
  CHECK(read_time_cell("2023-11-15T01:13:20+03:00") == 1'700'000'000'000'000'000);
  CHECK(read_time_cell("-1.500000000") == -1'500'000'000);
  CHECK(read_time_cell("99999999999999") == INT64_MAX);
  for (std::string bad : {"", "-", "x", "1.", "1.x", "1e9", "--1", "2023-11-14T22:13:20", "99999999999999999999"}) CHECK_FALSE(read_time_cell(bad));
  for (std::int64_t ns : {std::int64_t{0}, std::int64_t{-1}, std::int64_t{-1'500'000'000}, INT64_MAX, INT64_MIN, std::int64_t{1'700'000'000'000'000'001}})
    CHECK(read_time_cell(time_cell(ns)) == ns);
  CHECK(tree_type_named("Regular Empty File") == Type::file);
  CHECK(tree_type_named("block special file") == Type::block);
  CHECK_FALSE(tree_type_named("x"));
  CHECK(read_mode_cell("0o104755") == 04755u);
  for (std::string bad : {"", "8", "-1", "rwx", "777777777"}) CHECK_FALSE(read_mode_cell(bad));
}

TEST_CASE("metadata that is not what it should be is refused with file and line") {
  std::string heading = "path\ttype\tmode\tuid\tsize\tmtime\txattrs\n", full = "\t0644\t1\t2\t3\n";
  CHECK(manifest_refusal("", "a\tb\n") == "t:1: the first line does not name the columns");
  CHECK(manifest_refusal("", heading + "a\tf\t0644\t-1\t\t\n") == "t:2: column uid: '-1' is not a whole number");
  CHECK(manifest_refusal("", heading + "a\tz" + full) == "t:2: column type: 'z' is no type");
  CHECK(manifest_refusal("", heading + "a\tf\t0999\t\t\t\n") == "t:2: column mode: '0999' is not an octal number");
  CHECK(manifest_refusal("", heading + "a\tf\t\t\t\tyesterday\n") == "t:2: column mtime: 'yesterday' is no time");
  CHECK(manifest_refusal("", heading + "a\tf\t\t\t\t\tuser.a\n") == "t:2: column xattrs: 'user.a' is not name=base64 with commas between");
  CHECK(manifest_refusal("", heading + "a\tf\t\t\t\t\tuser.a=AQ==,user.a=AQ==\n").find("t:2: column xattrs") == 0);
  CHECK(manifest_refusal("", heading + "a\tf\t0644\t1\n") == "t:2: the line has 4 cells of 7");
  CHECK(manifest_refusal("", heading + "a\tf\t\t\t\t\t\t\t\n") == "t:2: the line has 9 cells, and there are 7 columns");
  CHECK(manifest_refusal("", heading + "../a\tf" + full) == "t:2: a name that leads out of the folder");
  CHECK(manifest_refusal("", heading + "\tf" + full) == "t:2: an empty name");
  CHECK(manifest_refusal("", heading + "a\tf" + full + "b\tf" + full + "./a\td" + full) == "t:4: the name 'a' stands twice, first in line 2");
  CHECK(manifest_refusal("", heading + "\\a\\qb\tf" + full) == "t:2: an escape that is none of \\\\, \\n, \\r and \\t: 'a\\qb'");
  CHECK(manifest_refusal(kSumA + "  d\n", heading + "d\td" + full) == "s:1: a sum of 'd', which is no file in the metadata");
  CHECK(manifest_refusal(kSumA + "  d\n" + kSumB + "  d\n", heading + "d\tf" + full) == "s:2: the name 'd' stands twice, first in line 1");
  CHECK(manifest_refusal(kSumA + "  x\n" + kSumB + "  x\n", heading + "d\tf" + full) == "s:2: the name 'x' stands twice, first in line 1");
}

TEST_CASE("what only one of the two files names is legal, and the sum of what a link leads to says nothing") {
  TempFolder temp;
  TreeManifest manifest = manifest_of(temp, kSumA + "  both\n" + kSumB + "  only sum\n" + kSumC + "  link\n", "path\ttype\tsize\nboth\tf\t1\nonly metadata\tf\t2\nlink\tl\t\n.\td\t-\n");
  CHECK(paths_of(manifest) == std::vector<std::string>{"", "both", "link", "only metadata", "only sum"});
  CHECK(manifest.find("both")->sha256);
  CHECK_FALSE(manifest.find("only metadata")->sha256);
  CHECK_FALSE(manifest.find("link")->sha256);
  CHECK(manifest.facts(*manifest.find("only sum")) == 0);
  CHECK(manifest.files() == 3);
  CHECK(manifest.bytes() == 3);
}

TEST_CASE("hard links are equal marks: a number, or the first name with or without the mark on itself") {
  TempFolder temp;
  auto links = [&](const std::string& rows) {
    std::string out;
    TreeManifest manifest = manifest_of(temp, "", "path\ttype\tsize\thardlink\n" + rows);
    for (const TreeEntry& entry : manifest.entries()) out += entry.path + ">" + entry.linked_to + " ";
    return out;
  };
  CHECK(links("b\tf\t5\t77\na\tf\t5\t77\nc\tf\t5\t78\nd\tf\t5\t\n") == "a> b>a c> d> ");
  CHECK(links("b\tf\t5\ta\na\tf\t5\t\nc\tf\t5\t./a\n") == "a> b>a c>a ");
  CHECK(links("b\tf\t5\ta\na\tf\t5\ta\nc\tf\t5\ta\n") == "a> b>a c>a ");
  // A column of link counts is no column of groups: the sizes say so.
  CHECK(links("b\tf\t5\t1\na\tf\t6\t1\n") == "a> b> ");
  // A file whose name is a number is not drawn into the group of that number.
  CHECK(links("77\tf\t5\t\na\tf\t5\t77\nb\tf\t5\t77\n") == "77> a> b>a ");
  CHECK(manifest_of(temp, "", "path\ttype\tlink\nb\th\ta\na\tf\t\n").find("b")->linked_to == "a");
}

TEST_CASE("any tree comes back from its two texts as it was") {
  TempFolder temp;
  std::vector<TreeEntry> entries = {tree_entry_made("", Type::folder), tree_entry_made("d", Type::folder)};
  for (const std::string& name : kHostileNames) entries.push_back(tree_entry_made(name));
  for (const std::string& name : kHostileNames) {
    entries.push_back(tree_entry_made("l/" + name, Type::link));
    entries.back().target = name;
  }
  for (Type type : {Type::fifo, Type::socket, Type::character, Type::block}) entries.push_back(tree_entry_made("special "s + static_cast<char>(type), type));
  entries.push_back(tree_entry_made("with attributes"));
  entries.back().xattrs = {{"user.a", "\0\xff"s}, {"user.=,%\t\n\\", ""}, {"security.capability", std::string(20, '\1')}};
  entries.back().mtime_ns = -1;
  for (std::string first : {"12", "e\rf"}) {
    entries.push_back(tree_entry_made("z" + first));
    entries.back().linked_to = first;
    entries.back().size = static_cast<std::int64_t>(first.size());
    entries.back().sha256 = sha256(first);
  }
  TreeManifest manifest = manifest_of(temp, sums_text(entries), metadata_text(entries));
  std::sort(entries.begin(), entries.end(), [](const TreeEntry& a, const TreeEntry& b) { return a.path < b.path; });
  REQUIRE(manifest.entries().size() == entries.size());
  for (std::size_t i = 0; i < entries.size(); ++i) {
    CAPTURE(printable(entries[i].path));
    CHECK(same_entry(manifest.entries()[i], entries[i]));
  }
  CHECK(metadata_text(manifest.entries()) == metadata_text(entries));
  CHECK(sums_text(manifest.entries()) == sums_text(entries));

  TreeManifest same = TreeManifest::of(entries);
  CHECK(same.files() == manifest.files());
  CHECK(same.bytes() == manifest.bytes());
  CHECK(same.has_metadata());
}

TEST_CASE("sha256sum checks our sums, and we read its own, whatever the names") {
  if (::access("/usr/bin/sha256sum", X_OK) != 0) return;
  TempFolder temp;
  std::filesystem::path folder = temp.folder("tree");
  std::vector<TreeEntry> entries;
  std::filesystem::create_directories(folder / "a" / "b\n");
  for (const std::string& name : kHostileNames) {
    write_manifest(folder / name, name);
    entries.push_back(tree_entry_made(name));
  }
  write_manifest(temp / "sums", sums_text(entries));
  std::string in_folder = "cd '" + folder.string() + "' && ";
  CHECK(std::system((in_folder + "sha256sum --check --strict --quiet ../sums").c_str()) == 0);
  REQUIRE(std::system((in_folder + "find . -type f -exec sha256sum {} + > ../theirs && find . -type f -exec sha256sum --tag {} + > ../tagged").c_str()) == 0);
  for (std::string file : {"theirs", "tagged"}) {
    TreeManifest manifest = TreeManifest::read(temp / file);
    CHECK(manifest.files() == static_cast<std::int64_t>(kHostileNames.size()));
    for (const TreeEntry& entry : entries) {
      CAPTURE(printable(entry.path));
      const TreeEntry* found = manifest.find(entry.path);
      REQUIRE(found);
      CHECK(found->sha256 == entry.sha256);
    }
  }
}

TEST_CASE("the digest of a manifest is that of its files' bytes") {
  TempFolder temp;
  std::string sums = kSumA + "  a\n", table = "path\ttype\na\tf\n";
  CHECK(manifest_of(temp, sums).digest() == sha256(sums));
  CHECK(manifest_of(temp, sums, table).digest() == sha256(table + sums));
  CHECK(manifest_of(temp, sums, table).sums_digest() == sha256(sums));
  TreeManifest manifest = manifest_of(temp, sums, table);
  CHECK(manifest.is_own_file("s"));
  CHECK(manifest.is_own_file("t"));
  CHECK_FALSE(manifest.is_own_file("a/s"));
  CHECK_FALSE(manifest.is_own_file(""));
}

TEST_CASE("thirty thousand unsorted sums are read in their order") {
  TempFolder temp;
  std::ostringstream sums;
  for (int i = 0; i < 30'000; ++i) sums << kSumA << "  f" << (i * 7919) % 30'000 << "\n";
  TreeManifest manifest = manifest_of(temp, sums.str());
  CHECK(manifest.files() == 30'000);
  CHECK(std::is_sorted(manifest.entries().begin(), manifest.entries().end(), [](const auto& a, const auto& b) { return a.path < b.path; }));
  CHECK(manifest.find("f29999"));
}
