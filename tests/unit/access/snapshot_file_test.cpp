// Snapshot files: what was written comes back, and no byte that somebody changed or made up is believed.
#include "access/snapshot_file.hpp"

#include <doctest/doctest.h>

#include "access/descriptor.hpp"
#include "access/scan_tree.hpp"
#include "access/sddl.hpp"
#include "base/error.hpp"
#include "base/sha256.hpp"
#include "base/text.hpp"
#include "../refusal.hpp"
#include "../temp_folder.hpp"

using namespace outdesk;

namespace {

std::string folder_mode(std::uint32_t mode, const std::string& acl = "") { return descriptor_bytes({0, 0, 0040000 | mode, acl, "", ""}); }

/// "/srv/share" with a, a/b, c (refused) and a name of odd bytes.
Snapshot small_snapshot() {
  Snapshot snapshot;
  snapshot.root = std::string("/srv/sha\xffre\n");
  snapshot.taken = Instant{1000};
  snapshot.vanished = 7;
  snapshot.identities = {{{"anna", 1001, 2001, "Анна"}}, {{"staff", 2001, {"anna"}}}};
  snapshot.identities_source = "machine";
  snapshot.descriptors = {folder_mode(0755), folder_mode(0750)};
  snapshot.add(kNone, "", 0, Unread::no);
  snapshot.add(0, "a", 1, Unread::no);
  snapshot.add(1, "b", 0, Unread::no);
  snapshot.add(0, "c", kNone, Unread::refused);
  snapshot.add(0, "odd\n\xff", 1, Unread::no);
  snapshot.above = {0, kNone};
  return snapshot;
}

std::string sealed(std::string body) { return body += bytes_of(sha256(body)); }

/// A file whose binary part is `body`, with a heading that claims these counts.
std::string made_up(const std::string& counts, const std::string& body, const std::string& facts = "null", const std::string& root = "/srv") {
  return sealed("outdesk-access-snapshot/1\n{\"root_text\":\"x\",\"taken\":\"2026-01-01T00:00:00Z\",\"made_by\":\"0\",\"counts\":" + counts +
                ",\"vanished\":0,\"identities_source\":\"\",\"root\":\"" + base64(root) + "\",\"facts\":" + facts +
                ",\"identities\":{\"kind\":\"posix\",\"accounts\":[],\"groups\":[]}}\n" + body);
}

std::string counts(int folders, int unread = 0, int descriptors = 1, int above = 0) {
  return "{\"folders\":" + std::to_string(folders) + ",\"unread\":" + std::to_string(unread) + ",\"descriptors\":" + std::to_string(descriptors) + ",\"above\":" + std::to_string(above) + "}";
}

/// Length and bytes of one descriptor.
std::string one_descriptor(const std::string& bytes = folder_mode(0755)) { return static_cast<char>(bytes.size()) + bytes; }
/// One row; lengths below 128.
std::string row(int steps, const std::string& name, int descriptor = 1, int unread = 0) {
  return std::string{static_cast<char>(steps), static_cast<char>(name.size())} + name + std::string{static_cast<char>(descriptor), static_cast<char>(unread)};
}
const std::string kRootRow = row(0, "");

std::string why_refused(const std::string& bytes) { return advice_of([&] { read_snapshot_file(bytes, "f"); }); }

/// True where `bytes` are refused for `reason`.
bool refused_for(const std::string& bytes, const std::string& reason) {
  std::string words = why_refused(bytes);
  if (words.find(reason) == words.npos) MESSAGE("said instead: " << words);
  return words.find(reason) != words.npos;
}

std::vector<std::string> rows_of(const Snapshot& snapshot) {
  std::vector<std::string> rows;
  for (std::size_t i = 0; i < snapshot.folders.size(); ++i) {
    const auto& folder = snapshot.folders[i];
    rows.push_back(std::to_string(folder.parent) + " " + std::string(snapshot.name(i)) + " " + std::string(code_of(folder.unread)) + " " +
                   (folder.descriptor == kNone ? "-" : hex(snapshot.descriptors[folder.descriptor])));
  }
  return rows;
}

}  // namespace

TEST_CASE("a snapshot comes back from its file as it was written") {
  Snapshot written = small_snapshot();
  written.facts.samba = true;
  written.facts.source = "scan";
  written.facts.shares = {{"share", "/srv/share", "\x01\x02", {"nobody"}}};
  written.facts.remarks = {"a remark"};
  std::string bytes = snapshot_file(written, "1.2.3");
  CHECK(is_snapshot_file(bytes));
  Snapshot back = read_snapshot_file(bytes, "f");
  CHECK(back.root == written.root);
  CHECK(back.taken == written.taken);
  CHECK(back.vanished == 7);
  CHECK(back.identities == written.identities);
  CHECK(back.identities_source == "machine");
  CHECK(back.facts == written.facts);
  CHECK(back.above == written.above);
  CHECK(rows_of(back) == rows_of(written));
  CHECK(snapshot_file(back, "1.2.3") == bytes);
}

TEST_CASE("two lines of the file tell a person what it is") {
  std::string bytes = snapshot_file(small_snapshot(), "1.2.3");
  CHECK(bytes.starts_with("outdesk-access-snapshot/1\n"
                          "{\"root_text\":\"/srv/sha\\\\x{ff}re\\\\u{a}\",\"taken\":\"1970-01-01T00:16:40Z\",\"made_by\":\"1.2.3\","
                          "\"counts\":{\"above\":2,\"descriptors\":2,\"folders\":5,\"unread\":1}"));
  std::size_t second = bytes.find('\n', 26);
  CHECK(bytes.substr(second - 1, 1) == "}");
}

TEST_CASE("equal snapshots give equal bytes, in whatever order a scan met the descriptors") {
  Snapshot one = small_snapshot(), other = small_snapshot();
  other.descriptors = {folder_mode(0700), folder_mode(0750), folder_mode(0755)};  // the first belongs to nobody
  for (auto& folder : other.folders) folder.descriptor = folder.descriptor == kNone ? kNone : 2 - folder.descriptor;
  other.above = {2, kNone};
  CHECK(snapshot_file(other, "1") == snapshot_file(one, "1"));
  other.folders[2].descriptor = 0;
  CHECK(snapshot_file(other, "1") != snapshot_file(one, "1"));
}

TEST_CASE("a scanned tree comes back from its file") {
  TempFolder temp(true);
  for (const char* name : {"Бухгалтерия/2026", "line\nbreak/\xff", "z/z/z"}) temp.folder(name, 0751);
  Snapshot scanned = scan_tree(temp.path(), {}, Instant{5});
  Snapshot back = read_snapshot_file(snapshot_file(scanned, "1"), "f");
  CHECK(rows_of(back) == rows_of(scanned));
  CHECK(back.above.size() == scanned.above.size());
}

TEST_CASE("a snapshot of Windows comes back, and its names may hold what Windows allows") {
  Snapshot written;
  written.root = "D:\\share";
  written.facts.system = System::windows;
  written.facts.source = "icacls";
  written.descriptors = {descriptor_bytes(read_sddl("O:BAG:BAD:(A;OICI;FA;;;BA)", {}).descriptor)};
  written.add(kNone, "", 0, Unread::no);
  written.add(0, "Отдел: 1", 0, Unread::no);
  Snapshot back = read_snapshot_file(snapshot_file(written, "1"), "f");
  CHECK(back.facts.system == System::windows);
  CHECK(rows_of(back) == rows_of(written));
  written.add(0, "a\\b", 0, Unread::no);
  CHECK(refused_for(snapshot_file(written, "1"), "no folder can have the name 'a\\b'"));
}

TEST_CASE("a file that was cut short or changed anywhere is not believed") {
  std::string bytes = snapshot_file(small_snapshot(), "1");
  for (std::size_t size = 0; size < bytes.size(); ++size) CHECK_THROWS_AS(read_snapshot_file(bytes.substr(0, size), "f"), InputError);
  CHECK(refused_for(bytes.substr(0, bytes.size() - 1), "f: the snapshot was cut short or changed"));
  CHECK(refused_for(bytes + "x", "cut short or changed"));
  for (std::size_t at = 26; at < bytes.size(); ++at) {
    std::string changed = bytes;
    changed[at] = static_cast<char>(changed[at] ^ 1);
    CHECK(problem_of([&] { read_snapshot_file(changed, "f"); }).find("cut short or changed") != std::string::npos);
  }
}

TEST_CASE("another file, and a file of a newer outdesk, are told apart from a damaged one") {
  CHECK_FALSE(is_snapshot_file("PK\x03\x04"));
  CHECK(refused_for("# file: srv", "f:1: this is no access snapshot"));
  CHECK(is_snapshot_file("outdesk-access-snapshot/2\nwhatever"));
  CHECK(refused_for("outdesk-access-snapshot/2\nwhatever", "made by a newer outdesk"));
  CHECK(refused_for("outdesk-access-snapshot/x\nwhatever", "cut short or changed"));
  CHECK(refused_for(sealed("outdesk-access-snapshot/01\n{}"), "cut short or changed"));
}

TEST_CASE("whatever the sum says, a folder needs a parent before it, a name of its own and a descriptor that is there") {
  std::string start = one_descriptor();
  CHECK(why_refused(made_up(counts(2), start + kRootRow + row(1, "a"))) == "");
  CHECK(refused_for(made_up(counts(2), start + kRootRow + row(0, "a")), "a folder has no parent"));
  CHECK(refused_for(made_up(counts(2), start + kRootRow + row(2, "a")), "the way back to a parent is larger than it can be (1)"));
  CHECK(refused_for(made_up(counts(1), start + row(1, "")), "the way back"));
  CHECK(refused_for(made_up(counts(3), start + kRootRow + row(1, "a") + row(2, "a")), "two folders have one place: 'a'"));
  CHECK(why_refused(made_up(counts(3), start + kRootRow + row(1, "a") + row(1, "a"))) == "");
  for (const std::string& name : {std::string(), std::string("."), std::string(".."), std::string("a/b"), std::string("a\0b", 3)})
    CHECK(refused_for(made_up(counts(2), start + kRootRow + row(1, name)), "name"));
  CHECK(why_refused(made_up(counts(2), start + kRootRow + row(1, "a\\b"))) == "");
  CHECK(refused_for(made_up(counts(2), start + kRootRow + row(1, "a", 2)), "the place of a descriptor is larger than it can be (1)"));
  CHECK(refused_for(made_up(counts(2), start + kRootRow + row(1, "a", 0)), "a folder that was read has no descriptor"));
  CHECK(why_refused(made_up(counts(2, 1), start + kRootRow + row(1, "a", 0, 1))) == "");
  CHECK(refused_for(made_up(counts(2, 1), start + kRootRow + row(1, "a", 0, 7)), "unknown reason"));
  CHECK(refused_for(made_up(counts(2, 0), start + kRootRow + row(1, "a", 0, 1)), "the count of unread folders is wrong"));
}

TEST_CASE("no count and no length is believed before the bytes are there") {
  std::string start = one_descriptor();
  CHECK(refused_for(made_up(counts(50'000'000), start + kRootRow), "too short for 50000000 folders"));
  CHECK(refused_for(made_up(counts(50'000'001), start + kRootRow), "must be from 0 to 50000000"));
  CHECK(refused_for(made_up(counts(-1), start + kRootRow), "must be from 0 to"));
  CHECK(refused_for(made_up(counts(0), start), "there is no folder"));
  CHECK(refused_for(made_up(counts(1, 0, 40'000'000), start + kRootRow), "too short for 40000000 descriptors"));
  CHECK(refused_for(made_up(counts(1, 0, 1, 9), start + kRootRow), "too short for 9 folders above"));
  CHECK(refused_for(made_up(counts(1), start + std::string("\0\xff\xff\xff\x7f\1\0", 7)), "a name is longer than what is left"));
  CHECK(refused_for(made_up(counts(1), start + std::string("\0\xff\xff\xff\xff\xff\xff\xff\xff\xff\1\0", 12)), "the length of a name is larger"));
  CHECK(refused_for(made_up(counts(1), start + std::string("\x80\0\0\1\0", 5)), "not in its shortest form"));
  CHECK(refused_for(made_up(counts(1), std::string("\x7f") + start.substr(1) + kRootRow), "a descriptor is longer than what is left"));
  CHECK(refused_for(made_up(counts(1), start + kRootRow + "x"), "1 bytes follow the last folder"));
  CHECK(refused_for(made_up(counts(1, 0, 1, 1), start + kRootRow + "\2"), "the place of a descriptor"));
}

TEST_CASE("a descriptor must be one, of the tree's system, of a folder, and stand there once") {
  std::string windows = descriptor_bytes(read_sddl("O:BAG:BAD:(A;;FA;;;BA)", {}).descriptor);
  std::string facts = "{\"system\":\"windows\",\"samba\":false,\"source\":\"icacls\",\"shares\":[],\"settings\":\"\",\"share\":\"\",\"remarks\":[]}";
  CHECK(refused_for(made_up(counts(1), one_descriptor("P" + std::string(23, '\0')) + kRootRow), "damaged"));
  CHECK(refused_for(made_up(counts(1), one_descriptor(windows) + kRootRow), "another system than POSIX"));
  CHECK(refused_for(made_up(counts(1), one_descriptor() + kRootRow, facts), "another system than Windows"));
  CHECK(why_refused(made_up(counts(1), one_descriptor(windows) + kRootRow, facts)) == "");
  CHECK(refused_for(made_up(counts(1), one_descriptor(descriptor_bytes({0, 0, 0100644, "", "", ""})) + kRootRow), "not that of a folder"));
  CHECK(refused_for(made_up(counts(1, 0, 2), one_descriptor() + one_descriptor() + kRootRow), "stands there twice"));
  Snapshot damaged = read_snapshot_file(made_up(counts(1), one_descriptor(folder_mode(0755, "\2")) + kRootRow), "f");
  CHECK(damaged.folders[0].unread == Unread::damaged);
}

TEST_CASE("folders are read to the deepest level and not below") {
  auto chain = [](int depth) {
    std::string body = one_descriptor() + kRootRow;
    for (int i = 0; i < depth; ++i) body += row(1, "d");
    return made_up(counts(depth + 1), body);
  };
  CHECK(why_refused(chain(kDeepest + 1)) == "");
  CHECK(refused_for(chain(kDeepest + 2), "deeper than 4096 levels"));
}

TEST_CASE("the heading is held to its form") {
  std::string body = one_descriptor() + kRootRow;
  CHECK(why_refused(made_up(counts(1), body)) == "");
  CHECK(refused_for(made_up(counts(1), body, "null", ""), "'root': must be a path"));
  CHECK(refused_for(made_up(counts(1), body, "null", std::string("/a\0", 3)), "'root': must be a path"));
  CHECK(refused_for(made_up(counts(1), body, "null", "srv"), "'root': must be an absolute path"));
  CHECK(refused_for(made_up(counts(1), body, "[]"), "f"));
  CHECK(refused_for(made_up(counts(1), body, "null,\"more\":1"), "more"));
  CHECK(refused_for(sealed("outdesk-access-snapshot/1\n{\"root\":"), "has no end"));
  CHECK(refused_for(sealed("outdesk-access-snapshot/1\n{\"root\":\n"), "f:2: not JSON"));
  std::string arranged = made_up(counts(3), one_descriptor() + kRootRow + row(1, "b") + row(2, "a"));
  Snapshot snapshot = read_snapshot_file(arranged, "f");
  CHECK(snapshot.name(1) == "a");
}
