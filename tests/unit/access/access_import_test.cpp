// From files into the store: all or nothing, once, and the same tree every month.
#include <doctest/doctest.h>

#include "../refusal.hpp"
#include "access_desk.hpp"
#include "access/descriptor.hpp"
#include "access/sddl.hpp"
#include "access/snapshot_store.hpp"
#include "access/windows_tree.hpp"
#include "base/error.hpp"
#include "store/store.hpp"
#include "store/chains.hpp"

using namespace outdesk;

namespace {

struct ImportDesk : AccessDesk {
  std::string all_counts() {
    std::string counts;
    for (const char* table : {"access_tree", "access_snapshot", "access_folder", "access_state", "access_descriptor", "access_identities", "access_facts", "access_above"}) counts += std::to_string(rows(table)) + " ";
    return counts;
  }
};

Snapshot imported_tree(const std::string& root, Instant taken, const std::vector<std::string>& folders = {}, const std::string& sddl = "O:BAD:(A;OICI;FA;;;WD)") {
  WindowsTree tree;
  NtReading reading = read_sddl(sddl);
  tree.add({root, reading, true, 1}, "list");
  for (const std::string& folder : folders) tree.add({root + "\\" + folder, reading, true, 1}, "list");
  Snapshot snapshot = tree.trees().at(0);
  snapshot.taken = taken;
  snapshot.identities.users = {{Sid::from_text("S-1-5-21-1-1-1-1001").value(), {}, "popova", "", {}, false, false}};
  snapshot.identities_source = "d.ldif";
  snapshot.facts.source = "icacls";
  return snapshot;
}

}  // namespace

TEST_CASE("import: several trees at once, read back as they were") {
  ImportDesk desk;
  Snapshot first = imported_tree("D:\\share", Instant{1000}, {"a", "b"}), second = imported_tree("E:\\data", Instant{1000});
  auto receipts = desk.keep_all({first, second});
  REQUIRE(receipts.size() == 2);
  CHECK(receipts[0].first);
  CHECK(receipts[0].folders == 3);
  CHECK(receipts[1].folders == 1);
  Snapshot back = load_snapshot(desk.db, receipts[0].snapshot);
  CHECK(back.root == "D:\\share");
  CHECK(back.facts == first.facts);
  CHECK(back.identities == first.identities);
  CHECK(back.folders.size() == 3);
  CHECK(nt_descriptor(back.descriptors.at(0)) == nt_descriptor(first.descriptors.at(0)));
  CHECK(snapshot_damage(desk.db).empty());
  CHECK(desk.keep_all({}).empty());
}

TEST_CASE("import: one tree that is refused takes all of them back") {
  ImportDesk desk;
  desk.keep_all({imported_tree("E:\\data", Instant{5000})});
  std::string before = desk.all_counts();
  Digest head = last_hash(desk.db, Chain::snapshot);
  CHECK_THROWS_AS(desk.keep_all({imported_tree("D:\\share", Instant{4000}, {"a"}), imported_tree("E:\\data", Instant{4000}, {"new"}, "O:BAD:(A;;FR;;;WD)")}), UsageError);
  CHECK(desk.all_counts() == before);
  CHECK(last_hash(desk.db, Chain::snapshot) == head);
  CHECK(snapshot_damage(desk.db).empty());
}

TEST_CASE("import: the same again is there already, and nothing is written") {
  ImportDesk desk;
  std::vector<Snapshot> trees = {imported_tree("D:\\share", Instant{1000}, {"a"}), imported_tree("E:\\data", Instant{1000})};
  auto first = desk.keep_all(trees);
  std::string before = desk.all_counts();
  Digest head = last_hash(desk.db, Chain::snapshot);
  auto again = desk.keep_all(trees);
  for (std::size_t i = 0; i < 2; ++i) {
    CHECK(again[i].already);
    CHECK_FALSE(again[i].first);
    CHECK(again[i].snapshot == first[i].snapshot);
  }
  CHECK(desk.all_counts() == before);
  CHECK(last_hash(desk.db, Chain::snapshot) == head);
}

TEST_CASE("import: what is there already stands beside what is new") {
  ImportDesk desk;
  Snapshot same = imported_tree("D:\\share", Instant{1000}, {"a"});
  auto first = desk.keep_all({same});
  auto mixed = desk.keep_all({same, imported_tree("E:\\data", Instant{1000}), same});
  CHECK(mixed[0].already);
  CHECK_FALSE(mixed[1].already);
  CHECK(mixed[2].already);
  CHECK(mixed[0].snapshot == first[0].snapshot);
  CHECK(desk.rows("access_snapshot") == 2);
  CHECK(snapshot_damage(desk.db).empty());
  desk.keep_all({imported_tree("D:\\share", Instant{2000})});
  CHECK(snapshot_damage(desk.db).empty());
}

TEST_CASE("import: other people, other facts or another moment are another snapshot") {
  ImportDesk desk;
  Snapshot one = imported_tree("D:\\share", Instant{1000}, {"a"});
  desk.keep_all({one});
  Snapshot people = one, facts = people, later;
  people.identities.users[0].account = "belova";
  CHECK_FALSE(desk.keep_all({people})[0].already);
  facts = people;
  facts.facts.shares = {{"data", "D:\\share", "x", {}}};
  CHECK_FALSE(desk.keep_all({facts})[0].already);
  later = facts;
  later.taken = Instant{2000};
  auto receipt = desk.keep_all({later})[0];
  CHECK_FALSE(receipt.already);
  CHECK(receipt.fresh + receipt.gone + receipt.changed == 0);
  CHECK(desk.rows("access_snapshot") == 4);
  CHECK(desk.rows("access_folder") == 2);
  CHECK(snapshot_damage(desk.db).empty());
}

TEST_CASE("import: a folder of Windows spelled otherwise is the same tree") {
  ImportDesk desk;
  desk.keep_all({imported_tree("D:\\Share", Instant{1000}, {"a"})});
  auto receipt = desk.keep_all({imported_tree("d:\\share", Instant{2000}, {"a"})})[0];
  CHECK_FALSE(receipt.first);
  CHECK(desk.rows("access_tree") == 1);
  CHECK(latest_snapshots(desk.db, desk.client, "fs01").size() == 1);
  CHECK(snapshot_damage(desk.db).empty());
}

TEST_CASE("import: a folder of POSIX spelled otherwise is another tree") {
  ImportDesk desk;
  Snapshot tree;
  tree.taken = Instant{1000};
  tree.descriptors = {descriptor_bytes({0, 0, 0040755, "", "", ""})};
  tree.add(kNone, "", 0, Unread::no);
  for (const char* root : {"/srv/Share", "/srv/share"}) {
    tree.root = root;
    desk.keep_all({tree});
  }
  CHECK(desk.rows("access_tree") == 2);
}
