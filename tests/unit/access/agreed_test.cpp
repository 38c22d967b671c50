// The agreed document, what differs from it, and what stands out without it.
#include <doctest/doctest.h>

#include <nlohmann/json.hpp>

#include "../parsed_json.hpp"
#include "../refusal.hpp"
#include "access/descriptor.hpp"
#include "access/findings.hpp"
#include "access/posix_acl.hpp"
#include "access/read_agreed.hpp"
#include "access/reconcile_report.hpp"
#include "access_desk.hpp"
#include "base/text.hpp"

using namespace outdesk;

namespace {

using Tag = AclEntry::Tag;

std::vector<AgreedLine> agreed_lines(const std::string& csv) { return read_agreed({read_csv_table(csv, "agreed.csv")}, "agreed.csv"); }

/// share (books may read) with Payroll (anna alone by name, and a number that nobody has) and Open (everybody writes).
Snapshot agreed_share() {
  Snapshot snapshot;
  snapshot.root = "/srv/share";
  snapshot.taken = Instant{1'790'000'000};
  snapshot.identities_source = "machine";
  snapshot.identities = {{{"anna", 1001, 1001, "Anna"}, {"boris", 1002, 1002, "Boris"}, {"clara", 1003, 1003, "Clara"}}, {{"books", 2001, {"anna", "boris"}}}};
  auto descriptor = [&](std::uint32_t mode, std::uint32_t gid, PosixAcl acl = {}) {
    snapshot.descriptors.push_back(descriptor_bytes(PosixDescriptor{0, gid, 040000u | mode, posix_acl_bytes(acl), "", ""}));
    return static_cast<std::uint32_t>(snapshot.descriptors.size() - 1);
  };
  snapshot.add(kNone, "", descriptor(0751, 2001), Unread::no);
  snapshot.add(0, "Open", descriptor(0777, 0), Unread::no);
  snapshot.add(0, "Payroll", descriptor(0770, 0, {{Tag::user_obj, 7, 0}, {Tag::user, 7, 1001}, {Tag::user, 5, 4242}, {Tag::group_obj, 0, 0}, {Tag::mask, 7, 0}, {Tag::other, 0, 0}}), Unread::no);
  snapshot.add(2, "2026", descriptor(0770, 0, {{Tag::user_obj, 7, 0}, {Tag::user, 7, 1001}, {Tag::group_obj, 0, 0}, {Tag::mask, 7, 0}, {Tag::other, 0, 0}}), Unread::no);
  arrange(snapshot);
  return snapshot;
}

/// "verdict path account" of each difference, with how many folders below say the same, a line each.
std::string differences_from(const std::string& csv) {
  AccessDesk desk;
  desk.keep(agreed_share());
  Reconciliation found = make_reconciliation(desk.db, "acme", "fs01", agreed_lines(csv), "agreed.csv", {}, {});
  Json json = json_of(found.document);
  std::vector<std::string> told;
  for (const auto& row : json.at("differences")) {
    auto text = [&](const char* name) { return row.at(name).is_string() ? row.at(name).get<std::string>() : "-"; };
    std::int64_t below = row.at("below");
    told.push_back(text("verdict") + " " + text("path") + " " + text("account") + " " + text("agreed") + ">" + text("actual") + (below ? " +" + std::to_string(below) : ""));
  }
  CHECK(found.differences == told.size());
  return join(told, "\n");
}

}  // namespace

TEST_CASE("agreed: headings and levels in both languages, codes, signs and what people write") {
  auto lines = agreed_lines("path,account_or_group,level,until,approved_by\nshare,books,read,2026-12-31,Ivanov\n");
  REQUIRE(lines.size() == 1);
  CHECK(lines[0].path == "share");
  CHECK(lines[0].until == parse_date("2026-12-31"));
  CHECK(lines[0].approved_by == "Ivanov");
  CHECK(lines[0].place == "agreed.csv:2");
  auto level = [&](const std::string& word) { return agreed_lines("Папка;Кто;Уровень;До\nshare;books;" + word + ";31.12.2026\n").at(0).level; };
  CHECK(level("чтение") == Level::read);
  CHECK(level("Изменение") == Level::change);
  CHECK(level("Полный доступ") == Level::full);
  CHECK(level("Р") == Level::change);
  CHECK(level("modify") == Level::change);
  CHECK(level("нет") == Level::none);
  CHECK(level("edit") == Level::edit);
}

TEST_CASE("agreed: what is none is refused with the row") {
  auto refused = [](const std::string& csv) { return outdesk::problem_of([&] { agreed_lines(csv); }); };
  CHECK(refused("path,account,level\nshare,books,sometimes\n") == "agreed.csv:2: the level 'sometimes' is unknown");
  CHECK(refused("path,account,level\nshare,,read\n") == "agreed.csv:2: the line for 'share' does not say who");
  CHECK(refused("path,account,level,until\nshare,books,read,soon\n") == "agreed.csv:2: the date 'soon' is none");
  CHECK(refused("a,b\n1,2\n") == "agreed.csv:1: no row of headings with 'path', 'account_or_group', 'level'");
  CHECK(refused("path,account,level\nshare,books,unread\n") == "agreed.csv:2: the level 'unread' is unknown");
}

TEST_CASE("reconcile: all as agreed, a group's line counting for its members") {
  CHECK(differences_from("path,who,level\nshare,books,read\nshare/Open,*,change\nshare/Payroll,anna,change\nshare/Payroll,uid:4242,read\nshare/Payroll/2026,anna,change\n") == "");
}

TEST_CASE("reconcile: more, less, nothing agreed, over, by another way") {
  // Clara may enter share and open Open, of which nobody spoke for her; passing through is no access.
  CHECK(differences_from("path,who,level\nshare,books,read\nshare/Open,books,change\nshare/Payroll,anna,change\nshare/Payroll,boris,read\n") ==
        join({"excess share/Open clara none>change", "excess share/Open uid:4242 none>change", "excess share/Payroll uid:4242 none>read", "missing share/Payroll boris read>none +1"}, "\n"));
  CHECK(differences_from("path,who,level,until\nshare,*,read,\nshare/Open,*,change,\nshare/Payroll,anna,change,2026-01-01\nshare/Payroll,uid:4242,read,\nshare/Payroll/2026,books,change,\n") ==
        join({"expired share/Payroll anna none>change", "missing share clara read>traverse", "missing share/Payroll/2026 boris change>none", "wrong-route share/Payroll/2026 anna change>change"}, "\n"));
  CHECK(differences_from("path,who,level\nshare/Open,*,change\nshare/Opne,anna,read\nshare/Open,bkoos,read\n") ==
        join({"not-agreed share  ->- +2", "unknown-person share/Open bkoos read>-", "unknown-folder share/Opne anna read>-"}, "\n"));
}

TEST_CASE("findings: everybody writes, a number that nobody has, rights for one person, at the topmost folder") {
  MatrixSubject subject;
  subject.client = "acme";
  subject.server = "fs01";
  subject.people = {{"boris", "Boris", "Books", parse_date("2026-01-01")}};
  std::vector<Snapshot> snapshots = {agreed_share()};
  MatrixJudgement judgement = judge_matrix(subject, snapshots, {});
  std::vector<std::string> told;
  for (const Finding& finding : findings_of(judgement, subject)) told.push_back(finding.kind + " " + finding.path + " " + finding.who + " " + std::to_string(finding.folders));
  CHECK(join(told, "\n") == join({"everyone-writes share/Open  1", "dismissed share Boris 2", "orphan share/Payroll uid:4242 1", "single-person share/Payroll anna 2"}, "\n"));
}
