#include "asset/asset_store.hpp"

#include <doctest/doctest.h>

#include "asset/body_rules.hpp"
#include "asset/head_rules.hpp"
#include "asset_desk.hpp"

using namespace outdesk;

TEST_CASE("numbers of programs survive packing, and damaged bytes are no list") {
  for (const std::vector<std::int64_t>& numbers : {std::vector<std::int64_t>{}, {1}, {1, 2, 3}, {127, 128, 300, 100'000'000'000}}) CHECK(unpacked_numbers(packed_numbers(numbers)) == numbers);
  CHECK_FALSE(unpacked_numbers("\x80"));
  CHECK_FALSE(unpacked_numbers(std::string(20, '\x80')));
}

TEST_CASE("a digest tells an empty list of programs from none") {
  CHECK(content_digest({{{"cpu", "x"}}, std::nullopt}) != content_digest({{{"cpu", "x"}}, std::vector<InstalledProgram>{}}));
  CHECK(content_digest({{}, std::vector<InstalledProgram>{{"a", "b", "c"}}}) != content_digest({{}, std::vector<InstalledProgram>{{"a", "", "b"}, {"c", "", ""}}}));
}

TEST_CASE("a head is the same after the store has had it") {
  AssetHead head;
  head.name = "Ноутбук «Дельта»";
  head.kind = AssetKind::server;
  head.state = AssetState::in_repair;
  head.macs = {"00:1b:a9:12:11:f2", "00:1b:a9:12:11:f3"};
  head.ips = {"10.0.0.2", "fe80::1"};
  head.quantity = 7;
  head.warranty = parse_date("2027-02-28");
  head.registered = true;
  head.depends_on = {{"a"}, {"b"}};
  head.first_seen = moment("2026-01-01T00:00:00Z");
  head.last_seen = moment("2026-02-01T00:00:00Z");
  head.content = content_digest({});
  head.known_since = moment("2026-01-02T00:00:00Z");
  head.host = "PC-7";
  head.manufacturer = "Dell Inc.";
  head.model = "XPS";
  head.serial = "640HP72";
  head.uuid = "4c4c4544-0034-3010-8048-b6c04f503732";
  head.device_id = "pc-7-2026";
  head.tag = "00042";
  head.os = "Windows 11";
  head.user = "Попова";
  head.department = "Бухгалтерия";
  head.place = "каб. 12";
  head.note = "с наклейкой";
  head.expires = parse_date("2028-01-01");
  CHECK(read_head(head_text(head)) == head);
  CHECK(read_head(head_text(AssetHead{})) == AssetHead{});
}

TEST_CASE("assets as they were: later lines and lines written down later are not known yet") {
  AssetDesk desk;
  SeenDevice seen = device("pc-1", "SN-0001");
  seen.model = "old";
  desk.take({seen}, "2026-10-01T08:00:00Z", "inventory", "2026-10-02T00:00:00Z");
  seen.model = "new";
  desk.take({seen, device("pc-2")}, "2026-11-01T08:00:00Z", "inventory", "2026-11-02T00:00:00Z");
  auto then = assets_of(desk.db, desk.client, moment("2026-11-01T12:00:00Z"));
  REQUIRE(then.size() == 1);
  CHECK(then[0].head.model == "old");
  CHECK(assets_of(desk.db, desk.client, moment("2026-09-30T00:00:00Z")).empty());
  CHECK(assets_of(desk.db, desk.client, moment("2026-11-03T00:00:00Z")) .size() == 2);
  CHECK(assets_of(desk.db, desk.client)[0].head.model == "new");
}

TEST_CASE("programs of many assets stand once each") {
  AssetDesk desk;
  std::vector<SeenDevice> devices = {device("pc-1", "SN-1001"), device("pc-2", "SN-1002"), device("pc-3", "SN-1003")};
  devices[0].programs = {{"a", "1", ""}, {"b", "1", ""}};
  devices[1].programs = {{"b", "1", ""}, {"a", "2", ""}};
  desk.take(devices, "2026-11-01T08:00:00Z");
  auto assets = assets_of(desk.db, desk.client);
  ProgramLists lists = programs_of(desk.db, assets);
  CHECK(lists.programs.size() == 3);
  REQUIRE(lists.of.size() == 3);
  CHECK(lists.of[0]->size() == 2);
  CHECK_FALSE(lists.of[2]);
}

TEST_CASE("names of an asset find it where they are its alone") {
  AssetDesk desk;
  desk.take({registered("0001", "Printer", "SN-1001"), registered("0002", "Printer", "SN-1002")}, "2026-11-01T08:00:00Z", "register");
  CHECK(asset_named(desk.db, desk.client, "sn-1002").key == "0002");
  CHECK(refusal([&] { asset_named(desk.db, desk.client, "printer"); }) == "2: there are 2 assets called 'printer' | use one of the keys '0001', '0002'");
  CHECK(refusal([&] { asset_named(desk.db, desk.client, "0003"); }) == "3: there is no asset '0003' | did you mean '0001'?");
}

TEST_CASE("what was changed in the store is found and named") {
  AssetDesk desk;
  SeenDevice seen = device("pc-1", "SN-0001");
  seen.programs = {{"a", "1", ""}};
  desk.take({seen}, "2026-11-01T08:00:00Z");
  seen.programs->push_back({"b", "1", ""});
  desk.take({seen}, "2026-11-02T08:00:00Z");
  CHECK(asset_damage(desk.db).empty());
  SUBCASE("a line") {
    desk.db.run("DROP TRIGGER asset_line_is_not_changed");
    desk.db.run("UPDATE asset_line SET at = at + 1 WHERE seq = 1");
    CHECK(asset_damage(desk.db)[0] == "line 1 of asset 'pc-1' was changed, or one before it is missing");
  }
  SUBCASE("a key") {
    desk.db.run("UPDATE asset SET key = 'pc-9'");
    CHECK(asset_damage(desk.db)[0] == "line 1 of asset 'pc-9' was changed, or one before it is missing");
  }
  SUBCASE("a program") {
    desk.db.run("UPDATE asset_program SET version = '2' WHERE name = 'a'");
    CHECK(asset_damage(desk.db)[0] == "what was seen in an asset (content 1) was changed");
  }
  SUBCASE("a head") {
    desk.db.run("UPDATE asset SET head = '{}'");
    CHECK(asset_damage(desk.db) == std::vector<std::string>{"asset 'pc-1' is not what its lines say"});
  }
}

TEST_CASE("dependencies of a register are linked once all rows are known") {
  AssetDesk desk;
  SeenDevice accounting = registered("1c", "Accounting");
  accounting.kind = AssetKind::system;
  accounting.depends_on = {"db1", "nowhere"};
  auto receipt = desk.take({accounting, registered("db1", "Database server")}, "2026-11-01T08:00:00Z", "register");
  CHECK(asset_named(desk.db, desk.client, "1c").head.depends_on == std::set<AssetLink>{{"db1"}});
  REQUIRE(receipt.remarks.size() == 1);
  CHECK(receipt.remarks[0] == "Accounting.json: '1c' depends on 'nowhere', and no asset, or more than one, is called so: not linked");
  desk.take({accounting}, "2026-11-02T08:00:00Z", "register");
  CHECK(desk.events("1c") == std::vector<std::string>{"registered", "linked"});
}
