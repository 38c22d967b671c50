// Two snapshots of one tree: who has more or less, where first, and why.
#include "access/compare_access.hpp"

#include <doctest/doctest.h>

#include <map>
#include <random>

#include "access/descriptor.hpp"
#include "access/matrix_lines.hpp"
#include "access/sddl.hpp"
#include "made_people.hpp"

using namespace outdesk;

namespace {

const Sid kShop = Sid::from_text("S-1-5-21-30-30-30").value();
std::string shop_sid(std::uint32_t rid) { return kShop.with(rid).to_text(); }

/// anna (1001, in 2001 "Books") and boris (1002); lists are of SDDL.
Identities shop_people() {
  Identities identities;
  identities.users = {{kShop.with(1001), kShop.with(513), "anna", "Anna", {}, false, false}, {kShop.with(1002), kShop.with(513), "boris", "Boris", {}, false, false}};
  identities.nt_groups = {{kShop.with(513), "Domain Users", true, {}}, {kShop.with(2001), "Books", true, {kShop.with(1001)}}, {kShop.with(2002), "Sales", true, {kShop.with(1002)}}};
  identities.domain = kShop;
  return identities;
}

/// "path" -> SDDL, parents first; an empty list is an unread folder.
Snapshot shop(const std::vector<std::pair<std::string, std::string>>& folders, Identities identities = shop_people()) {
  Snapshot snapshot;
  snapshot.root = "D:\\share";
  snapshot.facts.system = System::windows;
  snapshot.identities = std::move(identities);
  Interner descriptors;
  std::map<std::string, std::uint32_t> places;
  for (const auto& [path, sddl] : folders) {
    std::size_t slash = path.rfind('/');
    std::uint32_t parent = path == "share" ? kNone : places.at(path.substr(0, slash));
    NtReading reading = read_sddl(sddl);
    if (!sddl.empty()) REQUIRE(reading.problem == "");
    places[path] = static_cast<std::uint32_t>(snapshot.add(parent, slash == path.npos ? path : path.substr(slash + 1), sddl.empty() ? kNone : descriptors.id_of(descriptor_bytes(reading.descriptor)), sddl.empty() ? Unread::refused : Unread::no));
  }
  snapshot.descriptors = descriptors.take();
  arrange(snapshot);
  return snapshot;
}

/// "anna a/b none>read rights +2" for each change.
std::vector<std::string> told(const AccessDifference& difference, const Snapshot& newer) {
  ShownFolders shown = shown_folders(newer, "share");
  std::vector<std::string> lines;
  for (const AccessChange& change : difference.changes)
    lines.push_back(change.account + " " + shown.paths.at(change.folder) + " " + std::string(code_of(change.was.own)) + ">" + std::string(code_of(change.now.own)) + " " + std::string(code_of(change.cause)) +
                    (change.below ? " +" + std::to_string(change.below) : ""));
  return lines;
}
std::vector<std::string> told(const Snapshot& older, const Snapshot& newer, bool all = false) { return told(compare_access(older, newer, {}, {all}), newer); }

const std::string kBooksRead = "D:(A;OICI;0x1200a9;;;" + shop_sid(2001) + ")", kBooksChange = "D:(A;OICI;0x1301bf;;;" + shop_sid(2001) + ")",
                  kAllRead = "D:(A;OICI;0x1200a9;;;WD)", kNobody = "D:", kSalesRead = "D:(A;OICI;0x1200a9;;;" + shop_sid(2002) + ")";

using Told = std::vector<std::string>;

}  // namespace

TEST_CASE("compare: nothing changed is nothing told") {
  Snapshot one = shop({{"share", kAllRead}, {"share/a", kBooksChange}});
  AccessDifference difference = compare_access(one, one, {});
  CHECK(difference.changes.empty());
  CHECK(difference.fresh + difference.gone + difference.cannot_tell == 0);
  CHECK(difference.groups.empty());
}

TEST_CASE("compare: a list that changed is 'rights', told once with what lies below") {
  Snapshot older = shop({{"share", kAllRead}, {"share/a", kNobody}, {"share/a/b", kNobody}, {"share/a/b/c", kNobody}, {"share/z", kNobody}});
  Snapshot newer = shop({{"share", kAllRead}, {"share/a", kBooksChange}, {"share/a/b", kBooksChange}, {"share/a/b/c", kBooksChange}, {"share/z", kNobody}});
  CHECK(told(older, newer) == Told{"anna share/a none>change rights +2"});
  CHECK(told(newer, older) == Told{"anna share/a change>none rights +2"});
  CHECK(told(older, newer, true) == Told{"anna share/a none>change rights", "anna share/a/b none>change rights", "anna share/a/b/c none>change rights"});
}

TEST_CASE("compare: another change below, or the same beside, is told by itself") {
  Snapshot older = shop({{"share", kNobody}, {"share/a", kNobody}, {"share/a/b", kNobody}, {"share/c", kNobody}});
  Snapshot newer = shop({{"share", kNobody}, {"share/a", kBooksRead}, {"share/a/b", kBooksChange}, {"share/c", kBooksRead}});
  CHECK(told(older, newer) == Told{"anna share/a none>read rights", "anna share/a/b none>change rights", "anna share/c none>read rights"});
}

TEST_CASE("compare: a folder without the change ends what is 'below'") {
  Snapshot older = shop({{"share", kNobody}, {"share/a", kNobody}, {"share/a/b", kBooksRead}, {"share/a/b/c", kNobody}});
  Snapshot newer = shop({{"share", kNobody}, {"share/a", kBooksRead}, {"share/a/b", kBooksRead}, {"share/a/b/c", kBooksRead}});
  CHECK(told(older, newer) == Told{"anna share/a none>read rights", "anna share/a/b/c none>read rights"});
}

TEST_CASE("compare: a new group of the person is 'membership', with the group's name") {
  Identities joined = shop_people();
  joined.nt_groups[1].members.push_back(kShop.with(1002));
  std::vector<std::pair<std::string, std::string>> folders = {{"share", kAllRead}, {"share/a", kBooksChange}, {"share/a/b", kBooksChange}};
  Snapshot older = shop(folders), newer = shop(folders, joined);
  AccessDifference difference = compare_access(older, newer, {});
  CHECK(told(difference, newer) == Told{"boris share/a none>change membership +1"});
  CHECK(difference.groups.at("boris") == std::vector<std::string>{"+Books"});
  CHECK(difference.groups.count("anna") == 0);
  AccessDifference back = compare_access(newer, older, {});
  CHECK(told(back, older) == Told{"boris share/a change>none membership +1"});
  CHECK(back.groups.at("boris") == std::vector<std::string>{"-Books"});
}

TEST_CASE("compare: a group put into a group is the person's membership too") {
  Identities nested = shop_people();
  nested.nt_groups[1].members.push_back(kShop.with(2002));  // Sales in Books
  Snapshot older = shop({{"share", kBooksRead}}), newer = shop({{"share", kBooksRead}}, nested);
  CHECK(told(older, newer) == Told{"boris share none>read membership"});
}

TEST_CASE("compare: where neither the list nor the group would do, it is both") {
  Identities joined = shop_people();
  joined.nt_groups[1].members.push_back(kShop.with(1002));
  Snapshot older = shop({{"share", kNobody}}), newer = shop({{"share", kBooksRead}}, joined);
  CHECK(told(older, newer) == Told{"anna share none>read rights", "boris share none>read both"});
}

TEST_CASE("compare: the rights of the share are 'share'") {
  Snapshot older = shop({{"share", kBooksChange}, {"share/a", kBooksChange}}), newer = older;
  for (auto [snapshot, sddl] : {std::pair(&older, "D:(A;;0x1200a9;;;WD)"), {&newer, "D:(A;;FA;;;WD)"}})
    snapshot->facts.shares = {{"share", "D:\\share", nt_descriptor_bytes(read_sddl(sddl).descriptor).value(), {}}};
  CHECK(told(older, newer) == Told{"anna share read>change share +1"});
  newer.facts.remarks = {"something"};  // a fact, but no cause
  older.facts.shares = newer.facts.shares;
  CHECK(told(older, newer) == Told{});
}

TEST_CASE("compare: accounts that come and go, and are shut and opened") {
  Identities less = shop_people(), shut = shop_people();
  less.users.pop_back();
  less.nt_groups[2].members.clear();
  shut.users[0].disabled = true;
  Snapshot both = shop({{"share", kAllRead}}), one = shop({{"share", kAllRead}}, less), off = shop({{"share", kAllRead}}, shut);
  AccessDifference came = compare_access(one, both, {}), went = compare_access(both, one, {}), disabled = compare_access(both, off, {}), enabled = compare_access(off, both, {});
  CHECK(came.new_accounts == Told{"boris"});
  CHECK(told(came, both) == Told{"boris share none>read account"});
  CHECK(went.gone_accounts == Told{"boris"});
  CHECK(told(went, one) == Told{"boris share read>none account"});
  CHECK(disabled.disabled == Told{"anna"});
  CHECK(disabled.changes.empty());  // rights stay
  CHECK(enabled.enabled == Told{"anna"});
}

// Found while writing: the number that an account leaves in the lists came as a new account that was given access.
TEST_CASE("compare: an account that was deleted does not come back as its own number") {
  const std::string boris_by_name = "D:(A;OICI;0x1301bf;;;" + shop_sid(1002) + ")";
  Identities less = shop_people();
  less.users.pop_back();
  less.nt_groups[2].members.clear();
  Snapshot older = shop({{"share", boris_by_name}}), newer = shop({{"share", boris_by_name}}, less);
  AccessDifference difference = compare_access(older, newer, {});
  CHECK(difference.new_accounts == Told{});
  CHECK(difference.gone_accounts == Told{"boris"});
  CHECK(told(difference, newer) == Told{"boris share change>none account"});
}

TEST_CASE("compare: an account that was renamed is the same person") {
  Identities renamed = shop_people();
  renamed.users[0].account = "anna.belova";
  Snapshot older = shop({{"share", kBooksRead}}), newer = shop({{"share", kBooksRead}}, renamed);
  AccessDifference difference = compare_access(older, newer, {});
  CHECK(difference.changes.empty());
  CHECK(difference.new_accounts.empty());
  CHECK(difference.gone_accounts.empty());
}

TEST_CASE("compare: a new folder is held against the one above it") {
  Snapshot older = shop({{"share", kBooksRead}});
  Snapshot newer = shop({{"share", kBooksRead}, {"share/same", kBooksRead}, {"share/open", kBooksChange}, {"share/open/in", kBooksChange}, {"share/closed", kNobody}});
  AccessDifference difference = compare_access(older, newer, {});
  CHECK(difference.fresh == 4);
  CHECK(told(difference, newer) == Told{"anna share/closed read>none folder", "anna share/open read>change folder"});
}

TEST_CASE("compare: a new folder is the cause, though the account is new too") {
  Identities less = shop_people();
  less.users.pop_back();
  less.nt_groups[2].members.clear();
  Snapshot older = shop({{"share", kAllRead}}, less), newer = shop({{"share", kAllRead}, {"share/closed", kBooksRead}});
  CHECK(told(older, newer) == Told{"boris share none>read account", "boris share/closed read>none folder"});
}

TEST_CASE("compare: folders that went are counted with what lay in them") {
  Snapshot older = shop({{"share", kAllRead}, {"share/a", kAllRead}, {"share/a/b", kAllRead}, {"share/c", kAllRead}}), newer = shop({{"share", kAllRead}, {"share/c", kAllRead}});
  AccessDifference difference = compare_access(older, newer, {});
  CHECK(difference.gone == 2);
  CHECK(difference.fresh == 0);
  CHECK(difference.changes.empty());
}

TEST_CASE("compare: Windows takes no notice of case, POSIX does") {
  Snapshot older = shop({{"share", kNobody}, {"share/Отдел", kAllRead}, {"share/Отдел/A", kAllRead}}), newer = shop({{"share", kNobody}, {"share/ОТДЕЛ", kAllRead}, {"share/ОТДЕЛ/a", kBooksRead}});
  AccessDifference difference = compare_access(older, newer, {});
  CHECK(difference.fresh + difference.gone == 0);
  CHECK(told(difference, newer) == Told{"boris share/ОТДЕЛ/a read>none rights"});
}

TEST_CASE("compare: ё and е are two letters of a folder's name") {
  std::vector<std::pair<std::string, std::string>> folders = {{"share", kNobody}, {"share/Отчеты", kBooksRead}, {"share/Отчёты", kSalesRead}};
  AccessDifference difference = compare_access(shop(folders), shop(folders), {});
  CHECK(difference.gone == 0);
  CHECK(difference.changes.empty());
  folders.pop_back();
  CHECK(compare_access(shop({{"share", kNobody}, {"share/Отчеты", kBooksRead}, {"share/Отчёты", kSalesRead}}), shop(folders), {}).gone == 1);
}

TEST_CASE("compare: what one of the two could not read cannot be told, and is no change") {
  Snapshot older = shop({{"share", kAllRead}, {"share/a", ""}, {"share/a/b", kNobody}}), newer = shop({{"share", kAllRead}, {"share/a", kBooksRead}, {"share/a/b", kBooksRead}});
  AccessDifference difference = compare_access(older, newer, {});
  CHECK(difference.cannot_tell == 1);
  CHECK(told(difference, newer) == Told{"anna share/a/b none>read rights"});
  AccessDifference back = compare_access(newer, older, {});
  CHECK(back.cannot_tell == 1);
  CHECK(told(back, older) == Told{"anna share/a/b read>none rights"});
}

TEST_CASE("compare: denied and none are the same to the person") {
  Snapshot none = shop({{"share", kNobody}}), denied = shop({{"share", "D:(D;OICI;FA;;;WD)(A;OICI;FA;;;WD)"}});
  CHECK(told(none, denied) == Told{});
  CHECK(told(denied, none) == Told{});
  CHECK(grants_the_same({Level::none, Level::denied}, {Level::denied, Level::none}));
  CHECK_FALSE(grants_the_same({Level::none, Level::none}, {Level::unread, Level::unread}));
}

TEST_CASE("compare: what new files get is a change too") {
  Snapshot older = shop({{"share", "D:(A;CI;0x1200a9;;;WD)(A;OIIO;0x1200a9;;;" + shop_sid(2001) + ")"}}), newer = shop({{"share", "D:(A;CI;0x1200a9;;;WD)(A;OIIO;0x1200a9;;;WD)"}});
  AccessDifference difference = compare_access(older, newer, {});
  REQUIRE(difference.changes.size() == 1);
  CHECK(difference.changes[0].account == "boris");
  CHECK(difference.changes[0].was == Cell{Level::list, Level::none});
  CHECK(difference.changes[0].now == Cell{Level::read, Level::read});
}

TEST_CASE("compare: POSIX trees, membership and rights") {
  auto posix = [](std::uint32_t mode, std::vector<std::string> members) {
    Snapshot snapshot;
    snapshot.root = "/srv/share";
    snapshot.identities = {{{"anna", kAnna, 100, ""}, {"boris", kBoris, 100, ""}}, {{"books", kBooks, std::move(members)}}};
    snapshot.descriptors = {descriptor_bytes({0, kBooks, 0040000 | mode, "", "", ""})};
    snapshot.add(kNone, "", 0, Unread::no);
    return snapshot;
  };
  CHECK(told(posix(0750, {}), posix(0750, {"anna"})) == Told{"anna share none>read membership"});
  CHECK(told(posix(0750, {"anna"}), posix(0770, {"anna"})) == Told{"anna share read>change rights"});
  CHECK(told(posix(0700, {}), posix(0750, {"anna"})) == Told{"anna share none>read both"});
}

TEST_CASE("compare: random pairs, each folder by itself, are what judging each snapshot says") {
  std::mt19937 random(77);
  const std::string lists[] = {kNobody, kAllRead, kBooksRead, kBooksChange, kSalesRead, "D:(D;OICI;FA;;;" + shop_sid(1001) + ")(A;OICI;FA;;;WD)", ""};
  for (int round = 0; round < 150; ++round) {
    std::vector<std::pair<std::string, std::string>> before, after;
    std::vector<std::string> paths = {"share"};
    for (int i = 0; i < 14; ++i) paths.push_back(paths[random() % paths.size()] + "/" + std::to_string(i));
    for (const std::string& path : paths) before.emplace_back(path, lists[random() % 7]), after.emplace_back(path, lists[random() % 7]);
    Identities people = shop_people();
    if (random() % 2) people.nt_groups[1].members.push_back(kShop.with(1002));
    Snapshot older = shop(before), newer = shop(after, people);
    AccessDifference each = compare_access(older, newer, {}, {true}), topmost = compare_access(older, newer, {});
    std::size_t covered = topmost.changes.size();
    for (const AccessChange& change : topmost.changes) covered += change.below;
    CHECK(covered == each.changes.size());
    CHECK(each.cannot_tell == topmost.cannot_tell);
    for (const AccessChange& change : each.changes) CHECK_FALSE(grants_the_same(change.was, change.now));
  }
}
