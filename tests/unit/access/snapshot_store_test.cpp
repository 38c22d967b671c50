#include "access_desk.hpp"
#include "access/snapshot_store.hpp"

#include <doctest/doctest.h>

#include <map>

#include "access/descriptor.hpp"
#include "access/identities_text.hpp"
#include "base/error.hpp"
#include "store/store.hpp"

using namespace outdesk;

namespace {

/// A tree written as {path, mode}; parents first, "" is the root.
Snapshot tree(Instant taken, const std::vector<std::pair<std::string, std::uint32_t>>& folders) {
  Snapshot snapshot;
  snapshot.root = "/srv/share";
  snapshot.taken = taken;
  snapshot.identities = {{{"anna", 1001, 2001, "Анна"}}, {{"staff", 2001, {"anna"}}}};
  snapshot.identities_source = "machine";
  Interner descriptors;
  std::map<std::string, std::uint32_t> places;
  for (const auto& [path, mode] : folders) {
    std::size_t slash = path.rfind('/');
    std::uint32_t parent = path.empty() ? kNone : places.at(slash == path.npos ? "" : path.substr(0, slash));
    bool read = mode != 0;
    std::uint32_t descriptor = read ? descriptors.id_of(descriptor_bytes({0, 0, 0040000 | mode, "", "", ""})) : kNone;
    places[path] = static_cast<std::uint32_t>(snapshot.add(parent, path.substr(slash == path.npos ? 0 : slash + 1), descriptor, read ? Unread::no : Unread::refused));
  }
  snapshot.above = {descriptors.id_of(descriptor_bytes({0, 0, 0040755, "", "", ""})), kNone};
  snapshot.descriptors = descriptors.take();
  return snapshot;
}

/// "a/b 750" for each folder, in order.
std::vector<std::string> shown(const Snapshot& snapshot) {
  std::vector<std::string> paths, lines;
  for (std::size_t i = 0; i < snapshot.folders.size(); ++i) {
    const auto& folder = snapshot.folders[i];
    std::string above = folder.parent == kNone ? "" : paths[folder.parent];
    paths.push_back(above.empty() ? std::string(snapshot.name(i)) : above + "/" + std::string(snapshot.name(i)));
    std::uint32_t mode = folder.descriptor == kNone ? 0 : posix_descriptor(snapshot.descriptors[folder.descriptor]).mode & 07777;
    char octal[8];
    std::snprintf(octal, sizeof octal, "%o", mode);
    lines.push_back(paths.back() + " " + octal);
  }
  return lines;
}

using Lines = std::vector<std::string>;

}  // namespace

TEST_CASE("a snapshot reads back as it was kept") {
  AccessDesk bench;
  Snapshot kept = tree(Instant{1000}, {{"", 0755}, {"a", 0750}, {"a/b", 0700}, {"c", 0}, {std::string("odd\n\xff"), 0755}});
  SnapshotReceipt receipt = bench.keep(kept);
  CHECK(receipt.first);
  CHECK(receipt.folders == 5);
  CHECK(receipt.unread == 1);
  CHECK(receipt.fresh == 5);
  Snapshot back = load_snapshot(bench.db, receipt.snapshot);
  CHECK(back.root == "/srv/share");
  CHECK(back.taken == Instant{1000});
  CHECK(back.identities == kept.identities);
  CHECK(back.above.size() == 2);
  CHECK(back.above[1] == kNone);
  CHECK(shown(back) == Lines{" 755", "a 750", "a/b 700", "c 0", "odd\n\xff 755"});
  CHECK(back.folders[3].unread == Unread::refused);
}

TEST_CASE("a later snapshot costs what changed, and the earlier one stays readable") {
  AccessDesk bench;
  auto first = bench.keep(tree(Instant{1000}, {{"", 0755}, {"a", 0750}, {"a/b", 0700}, {"c", 0755}}));
  auto states = bench.rows("access_state"), folders = bench.rows("access_folder");
  auto second = bench.keep(tree(Instant{2000}, {{"", 0755}, {"a", 0770}, {"a/b", 0700}, {"d", 0755}}));
  CHECK_FALSE(second.first);
  CHECK(second.changed == 1);
  CHECK(second.gone == 1);
  CHECK(second.fresh == 1);
  CHECK(bench.rows("access_state") == states + 2);
  CHECK(bench.rows("access_folder") == folders + 1);
  CHECK(bench.rows("access_identities") == 1);
  CHECK(shown(load_snapshot(bench.db, first.snapshot)) == Lines{" 755", "a 750", "a/b 700", "c 755"});
  CHECK(shown(load_snapshot(bench.db, second.snapshot)) == Lines{" 755", "a 770", "a/b 700", "d 755"});
}

TEST_CASE("a folder that comes back is the same folder, and the gap stays a gap") {
  AccessDesk bench;
  bench.keep(tree(Instant{1000}, {{"", 0755}, {"a", 0750}}));
  auto without = bench.keep(tree(Instant{2000}, {{"", 0755}}));
  auto again = bench.keep(tree(Instant{3000}, {{"", 0755}, {"a", 0750}}));
  CHECK(bench.rows("access_folder") == 2);
  CHECK(again.fresh == 1);
  CHECK(shown(load_snapshot(bench.db, without.snapshot)) == Lines{" 755"});
  CHECK(shown(load_snapshot(bench.db, again.snapshot)) == Lines{" 755", "a 750"});
}

TEST_CASE("a snapshot in which nothing changed adds one row for itself") {
  AccessDesk bench;
  bench.keep(tree(Instant{1000}, {{"", 0755}, {"a", 0750}}));
  auto states = bench.rows("access_state");
  auto receipt = bench.keep(tree(Instant{2000}, {{"", 0755}, {"a", 0750}}));
  CHECK(receipt.changed + receipt.gone + receipt.fresh == 0);
  CHECK(bench.rows("access_state") == states);
  CHECK(bench.rows("access_snapshot") == 2);
}

TEST_CASE("the same snapshot kept twice is there once; another of the same moment counts as the later") {
  AccessDesk bench;
  auto first = bench.keep(tree(Instant{1000}, {{"", 0755}}));
  auto again = bench.keep(tree(Instant{1000}, {{"", 0755}}));
  CHECK(again.already);
  CHECK(again.snapshot == first.snapshot);
  CHECK(bench.rows("access_snapshot") == 1);
  auto other = bench.keep(tree(Instant{1000}, {{"", 0700}}));
  CHECK_FALSE(other.already);
  CHECK(latest_snapshots(bench.db, bench.client, "fs01").front().id == other.snapshot);
}

TEST_CASE("history is written in order") {
  AccessDesk bench;
  bench.keep(tree(Instant{2000}, {{"", 0755}}));
  CHECK_THROWS_AS(bench.keep(tree(Instant{1000}, {{"", 0755}})), UsageError);
  CHECK(bench.rows("access_snapshot") == 1);
}

TEST_CASE("the latest snapshot of each tree counts, as of the instant that is asked for") {
  AccessDesk bench;
  auto first = bench.keep(tree(Instant{1000}, {{"", 0755}}));
  auto second = bench.keep(tree(Instant{2000}, {{"", 0700}}));
  Snapshot home = tree(Instant{1500}, {{"", 0711}});
  home.root = "/home";
  auto other = bench.keep(home);
  auto ids = [&](std::optional<Instant> as_of) {
    std::vector<std::int64_t> ids;
    for (const auto& line : latest_snapshots(bench.db, bench.client, "fs01", as_of)) ids.push_back(line.id);
    return ids;
  };
  CHECK(ids({}) == std::vector<std::int64_t>{other.snapshot, second.snapshot});
  CHECK(ids(Instant{1999}) == std::vector<std::int64_t>{other.snapshot, first.snapshot});
  CHECK(ids(Instant{1000}) == std::vector<std::int64_t>{first.snapshot});
  CHECK_THROWS_AS(ids(Instant{999}), NotFound);
  CHECK_THROWS_WITH_AS(latest_snapshots(bench.db, bench.client, "fs02"), "there is no access snapshot of the server 'fs02'", NotFound);
  CHECK(list_snapshots(bench.db, bench.client).size() == 3);
}

TEST_CASE("identities are one text, and no other text passes for them") {
  Identities identities{{{"anna", 1001, 2001, "Анна \"П\""}}, {{"staff", 2001, {"anna", "boris"}}}};
  CHECK(parse_identities(identities_text(identities), "kept") == identities);
  for (const char* bad : {"", "[]", "{\"kind\":\"posix\"}", "{\"kind\":\"posix\",\"accounts\":[[\"a\",-1,2,\"\"]],\"groups\":[]}",
                          "{\"kind\":\"posix\",\"accounts\":[[\"a\",1]],\"groups\":[]}", "{\"kind\":\"nt\",\"accounts\":[],\"groups\":[]}"})
    CHECK_THROWS_AS(parse_identities(bad, "kept"), InputError);
}

TEST_CASE("a descriptor cut short or lengthened is damage, not a right") {
  std::string bytes = descriptor_bytes({1, 2, 0040755, "abc", "", "z"});
  CHECK(posix_descriptor(bytes) == PosixDescriptor{1, 2, 0040755, "abc", "", "z"});
  for (std::size_t size = 0; size < bytes.size(); ++size) CHECK_THROWS_AS(posix_descriptor(bytes.substr(0, size)), StoreError);
  CHECK_THROWS_AS(posix_descriptor(bytes + "x"), StoreError);
}
