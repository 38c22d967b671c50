#include "asset/read_register.hpp"

#include <doctest/doctest.h>

#include <nlohmann/json.hpp>

#include "../refusal.hpp"

using namespace outdesk;

namespace {

std::vector<SeenDevice> standard(const std::string& csv) { return devices_of(read_csv_table(csv, "assets.csv"), load_register_mapping("standard")).devices; }

}  // namespace

TEST_CASE("a register with Russian headings is read as it comes") {
  auto rows = standard("Реестр техники;;;;;;;\nИнв. номер;Наименование;Вид;Серийный номер;Сотрудник;Состояние;Гарантия до;Зависит от\n00017;Ноутбук Dell;Ноутбук;640HP72;Попова О. О.;В работе;31.01.2027;\n00018;1С;Система;;;;;db1, db2\n;;;;;;;\n");
  REQUIRE(rows.size() == 2);
  CHECK(rows[0].key == "00017");
  CHECK(rows[0].kind == AssetKind::computer);
  CHECK(rows[0].state == AssetState::in_use);
  CHECK(rows[0].warranty == parse_date("2027-01-31"));
  CHECK(rows[0].user == "Попова О. О.");
  CHECK(rows[0].registered);
  CHECK(rows[0].where == "assets.csv, row 3");
  CHECK(rows[1].kind == AssetKind::system);
  CHECK(rows[1].depends_on == std::vector<std::string>{"db1", "db2"});
}

TEST_CASE("a register is refused whole, with row and reason") {
  CHECK(refusal([] { standard("Asset,Name,Kind\n1,x,toaster\n"); }).starts_with("2: assets.csv:2: the kind 'toaster' is not known | write one of computer"));
  CHECK(refusal([] { standard("Asset,Name,Warranty until\n1,x,soon\n"); }) == "2: assets.csv:2: the date 'soon' is not a day | write 2026-12-31 or 31.12.2026");
  CHECK(refusal([] { standard("Asset,Name\n1,x\n1,y\n"); }) == "2: assets.csv:3: the number '1' stands in row 2 already | give every thing a number of its own");
  CHECK(refusal([] { standard("Colour,Smell\nred,sour\n"); }).starts_with("2: assets.csv:1: is no register: it has no row of headings with 'Asset', 'Name', 'Serial number' or the like"));
  CHECK(refusal([] { standard("Asset,Name\n"); }) == "2: assets.csv:1: no row below the headings names a thing | a row needs a number, a serial number, or a name and a kind");
  CHECK(refusal([] { standard("Name,Kind\nmouse,part\nMouse,part\n"); }) == "2: assets.csv:3: the name 'Mouse' stands in row 2 already | give every thing a number of its own, or one row with a quantity");
  CHECK(refusal([] { standard("Name,Serial\na,S-1\nb,s-1\n"); }) == "2: assets.csv:3: the serial number 's-1' stands in row 2 already | give every thing a number of its own, or one row with a quantity");
  CHECK(refusal([] { standard("Asset,Quantity\n1,many\n"); }) == "2: assets.csv:2: the quantity 'many' is not a whole number");
}

// A row "Итого" became an asset, and columns that nobody read were dropped in silence.
TEST_CASE("what a register has beside its rows is told, and is no asset") {
  RegisterRows rows = devices_of(read_csv_table("Asset,Name,Kind,Bought\n1,PC,pc,2020\n,Total,,3\n", "assets.csv"), load_register_mapping("standard"));
  CHECK(rows.devices.size() == 1);
  CHECK(rows.notes == std::vector<std::string>{"assets.csv: columns that are not read: 'Bought'", "assets.csv: rows left out, which have no number, no serial number, and not both name and kind: 3"});
}

TEST_CASE("a mapping of one's own is checked by path") {
  auto mapping = [](const std::string& text) {
    Json json = parse_json(text, "m.json");
    read_register_mapping(JsonNode(json, "m.json"));
  };
  CHECK(refusal([&] { mapping(R"({"outdesk": "register-mapping/1", "columns": {"colour": ["Colour"]}})"); }).starts_with("2: m.json: 'columns.colour': is no field of a register | there are: key, name"));
  CHECK(refusal([&] { mapping(R"({"outdesk": "register-mapping/1", "columns": {}, "kinds": {"x": "toaster"}})"); }).starts_with("2: m.json: 'kinds.x': must be one of computer"));
  CHECK(refusal([&] { load_register_mapping("standart"); }).starts_with("3: there is no mapping 'standart' | shipped are: "));
}
