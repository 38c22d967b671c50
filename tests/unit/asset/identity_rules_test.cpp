#include "asset/identity_rules.hpp"

#include <doctest/doctest.h>

#include <algorithm>

#include "asset_desk.hpp"
#include "base/text.hpp"

using namespace outdesk;

TEST_CASE("what makers print in place of a serial number is none") {
  for (const char* text : {"", " ", "0", "To Be Filled By O.E.M.", "default string", "System Serial Number", "None", "N/A", "123456789", "00000000", "XXXXXXXX", "----", "ab"})
    CHECK_MESSAGE(normal_serial(text) == "", text);
  CHECK(normal_serial(" 640hp72 ") == "640HP72");
  CHECK(normal_serial("/640HP72/CE129536461378/") == "/640HP72/CE129536461378/");
}

TEST_CASE("a UUID has one form, and those of whole series of boards are none") {
  CHECK(normal_uuid("4C4C4544-0034-3010-8048-B6C04F503732") == "4c4c4544-0034-3010-8048-b6c04f503732");
  CHECK(normal_uuid("{4c4c4544003430108048b6c04f503732}") == "4c4c4544-0034-3010-8048-b6c04f503732");
  for (const char* text : {"", "af8d3fcfa6fe4784", "00000000-0000-0000-0000-000000000000", "ffffffff-ffff-ffff-ffff-ffffffffffff", "03000200-0400-0500-0006-000700080009", "4c4c4544-0034-3010-8048-b6c04f50373g"})
    CHECK_MESSAGE(normal_uuid(text) == "", text);
}

TEST_CASE("a UUID is the same with its first groups turned, as SMBIOS 2.6 stores them") {
  CHECK(same_uuid("4c4c4544-0034-3010-8048-b6c04f503732", "44454c4c-3400-1030-8048-b6c04f503732"));
  CHECK_FALSE(same_uuid("4c4c4544-0034-3010-8048-b6c04f503732", "44454c4c-3400-1030-8048-b6c04f503733"));
  CHECK_FALSE(same_uuid("", ""));
}

TEST_CASE("addresses that belong to no card alone are left out") {
  CHECK(normal_mac("00-1B-A9-12-11-F2") == "00:1b:a9:12:11:f2");
  CHECK(normal_mac("001b.a912.11f2") == "00:1b:a9:12:11:f2");
  for (const char* text : {"00:00:00:00:00:00", "ff:ff:ff:ff:ff:ff", "01:00:5e:00:00:01", "02:42:ac:11:00:02", "d5:c9:gh:81:cf:80", "00:1b:a9", "33:50:6f:45:30:30"})
    CHECK_MESSAGE(normal_mac(text) == "", text);
}

TEST_CASE("sightings of one device meet in one asset, whichever number they share") {
  AssetDesk desk;
  desk.take({device("pc-1", "SN-0001", "4c4c4544-0034-3010-8048-b6c04f503732", {"00:1b:a9:12:11:f2"})}, "2026-11-01T08:00:00Z");
  SUBCASE("the serial") { desk.take({device("renamed", "sn-0001")}, "2026-11-02T08:00:00Z"); }
  SUBCASE("the UUID, turned") { desk.take({device("renamed", "", "44454c4c-3400-1030-8048-b6c04f503732")}, "2026-11-02T08:00:00Z"); }
  SUBCASE("a network card") { desk.take({device("renamed", "", "", {"00:1B:A9:12:11:F2"})}, "2026-11-02T08:00:00Z"); }
  SUBCASE("the name, where there is nothing else") { desk.take({device("PC-1")}, "2026-11-02T08:00:00Z"); }
  CHECK(desk.keys() == std::vector<std::string>{"pc-1"});
  CHECK(desk.events("pc-1").size() == 2);
}

TEST_CASE("two devices with one serial number stay two where UUID and cards tell them apart") {
  AssetDesk desk;
  auto receipt = desk.take({device("pc-1", "SN-0001", "11111111-0034-3010-8048-b6c04f503732", {"00:1b:a9:12:11:f1"}), device("pc-2", "SN-0001", "22222222-0034-3010-8048-b6c04f503732", {"00:1b:a9:12:11:f2"})}, "2026-11-01T08:00:00Z");
  CHECK(receipt.fresh == 2);
  CHECK(desk.keys() == std::vector<std::string>{"pc-1", "pc-2"});
  // Each is met again as itself.
  desk.take({device("pc-2", "SN-0001", "22222222-0034-3010-8048-b6c04f503732", {"00:1b:a9:12:11:f2"})}, "2026-11-02T08:00:00Z");
  CHECK(desk.events("pc-2").size() == 2);
  CHECK(desk.events("pc-1").size() == 1);
}

TEST_CASE("a changed board is the same device while its cards stay, a moved card is not its device") {
  AssetDesk desk;
  desk.take({device("pc-1", "SN-0001", "11111111-0034-3010-8048-b6c04f503732", {"00:1b:a9:12:11:f1"})}, "2026-11-01T08:00:00Z");
  desk.take({device("pc-1", "SN-0001", "22222222-0034-3010-8048-b6c04f503732", {"00:1b:a9:12:11:f1"})}, "2026-11-02T08:00:00Z");
  CHECK(desk.keys().size() == 1);
  desk.take({device("pc-9", "SN-0009", "", {"00:1b:a9:12:11:f1"})}, "2026-11-03T08:00:00Z");
  CHECK(desk.keys() == std::vector<std::string>{"pc-1", "pc-9"});
}

TEST_CASE("rows of a register are told apart by their own numbers") {
  AssetDesk desk;
  desk.take({registered("0001", "Laptop", "SAME"), registered("0002", "Laptop", "SAME")}, "2026-11-01T08:00:00Z", "register");
  CHECK(desk.keys() == std::vector<std::string>{"0001", "0002"});
  // What an inventory found first keeps its key; the register's number becomes its tag.
  desk.take({device("pc-3", "SN-0003")}, "2026-11-01T08:00:00Z");
  desk.take({registered("0003", "Laptop of the chief", "SN-0003")}, "2026-11-02T08:00:00Z", "register");
  Asset asset = asset_named(desk.db, desk.client, "0003");
  CHECK(asset.key == "pc-3");
  CHECK(asset.head.registered);
  CHECK(asset.head.name == "Laptop of the chief");
  CHECK(asset.head.host == "pc-3");
}

TEST_CASE("keys are short, valid and new") {
  std::unordered_map<std::string, std::size_t> taken = {{"pc-1", 0}, {"pc-1-2", 1}};
  CHECK(new_asset_key(device("PC-1"), taken) == "pc-1-3");
  CHECK(new_asset_key(device("", "SN-77"), taken) == "SN-77");
  CHECK(new_asset_key(device("", "", "", {"00:1B:A9:12:11:F2"}), taken) == "00:1b:a9:12:11:f2");
  CHECK(new_asset_key(device(""), taken) == "device");
  std::string cyrillic;
  for (int i = 0; i < 40; ++i) cyrillic += "Ж";
  std::string key = new_asset_key(device(cyrillic), taken);
  CHECK(key.size() <= 56);
  CHECK(invalid_utf8(key) == std::string::npos);
}

// An office with cloned images and docks: devices vanished into each other, in another way for each order of import.
TEST_CASE("devices that share a number or a card, and have names and cards of their own, stay apart in every order") {
  std::vector<SeenDevice> devices;
  SUBCASE("a serial number without UUIDs") { devices = {device("acc-1", "DUP-0009", "", {"00:1b:a9:00:00:01"}), device("sales-7", "DUP-0009", "", {"00:1b:a9:00:00:02"})}; }
  SUBCASE("a cloned machine: serial and UUID") {
    devices = {device("vm-1", "VM-1", "4c4c4544-0034-3010-8048-b6c04f503732", {"00:50:56:00:00:01"}), device("vm-2", "VM-1", "4c4c4544-0034-3010-8048-b6c04f503732", {"00:50:56:00:00:02"})};
  }
  SUBCASE("a cloned agent") {
    devices = {device("w-1", "", "", {"00:1b:a9:00:00:01"}), device("w-2", "", "", {"00:1b:a9:00:00:02"})};
    for (auto& one : devices) one.device_id = "image-2026";
  }
  SUBCASE("a dock, boards with UUIDs") {
    devices = {device("u-1", "", "11111111-0034-3010-8048-b6c04f503732", {"00:1b:a9:00:00:09"}), device("u-2", "", "22222222-0034-3010-8048-b6c04f503732", {"00:1b:a9:00:00:09"})};
  }
  SUBCASE("a dock, one without a serial number") {
    devices = {device("nb-1", "NB-0001", "", {"00:1b:a9:00:00:01", "00:1b:a9:00:00:09"}), device("nb-2", "NB-0002", "", {"00:1b:a9:00:00:02", "00:1b:a9:00:00:09"}), device("nb-3", "", "", {"00:1b:a9:00:00:03", "00:1b:a9:00:00:09"})};
  }
  std::sort(devices.begin(), devices.end(), [](const SeenDevice& a, const SeenDevice& b) { return a.name < b.name; });
  do {
    AssetDesk desk;
    for (int night = 1; night <= 2; ++night) desk.take(devices, "2026-11-0" + std::to_string(night) + "T08:00:00Z");
    std::vector<std::string> names;
    for (const auto& one : devices) names.push_back(one.name);
    std::sort(names.begin(), names.end());
    CHECK(desk.keys() == names);
  } while (std::next_permutation(devices.begin(), devices.end(), [](const SeenDevice& a, const SeenDevice& b) { return a.name < b.name; }));
}

TEST_CASE("a board that was swapped leaves the name and the agent") {
  AssetDesk desk;
  SeenDevice before = device("pc-55", "Default string", "11111111-0034-3010-8048-b6c04f503732", {"00:1b:a9:00:00:01"}), after = device("pc-55", "Default string", "22222222-0034-3010-8048-b6c04f503732", {"00:1b:a9:00:00:02"});
  before.device_id = after.device_id = "pc-55-2026-01-01";
  desk.take({before}, "2026-11-01T08:00:00Z");
  desk.take({after}, "2026-11-02T08:00:00Z");
  CHECK(desk.keys() == std::vector<std::string>{"pc-55"});
}

TEST_CASE("a register and an inventory meet in one asset whichever comes first, and say the same of it") {
  SeenDevice row = registered("R-2", "pc-017"), seen = device("pc-017", "OB-9");
  row.user = "Popova";
  seen.user = "admin";
  for (bool register_first : {true, false}) {
    AssetDesk desk;
    if (register_first) desk.take({row}, "2026-10-01T08:00:00Z", "register");
    desk.take({seen}, "2026-10-05T08:00:00Z");
    if (!register_first) desk.take({row}, "2026-10-01T08:00:00Z", "register");
    REQUIRE(desk.keys().size() == 1);
    Asset asset = asset_named(desk.db, desk.client, "R-2");
    CHECK(asset.head.registered);
    CHECK(asset.head.user == "Popova");
    CHECK(asset.head.serial == "OB-9");
    CHECK(asset_damage(desk.db).empty());
  }
}

TEST_CASE("of two rows with one serial number the inventory is of the one with its name") {
  AssetDesk desk;
  desk.take({registered("D-1", "one", "SAME-1"), registered("D-2", "two", "SAME-1")}, "2026-10-01T08:00:00Z", "register");
  desk.take({device("two", "SAME-1", "", {"00:1b:a9:00:00:02"})}, "2026-10-05T08:00:00Z");
  CHECK(asset_named(desk.db, desk.client, "D-2").head.host == "two");
  CHECK_FALSE(asset_named(desk.db, desk.client, "D-1").head.last_seen);
}
