#include <doctest/doctest.h>

#include <fstream>
#include <nlohmann/json.hpp>

#include "../temp_folder.hpp"
#include "input/json.hpp"
#include "input/json_place.hpp"

using namespace outdesk;

namespace {

const char* kText = R"(
{ "name": "a \"quoted\" {name}, [1]",
  "calendars": {
    "office": {"weekly": {
      "mon": [["09:00", "18:00"],
              ["10:00", "12:00"]]}},
    "a.b": {"x": -1.5e3,
            "y": true}
  },
  "\u0441ert":
    null,
  "list": [], "last": 9
})";

}  // namespace

TEST_CASE("a path leads to the line of its member or item") {
  CHECK(line_of_path(kText, "") == 2);
  CHECK(line_of_path(kText, "name") == 2);
  CHECK(line_of_path(kText, "calendars.office.weekly.mon") == 5);
  CHECK(line_of_path(kText, "calendars.office.weekly.mon[0][1]") == 5);
  CHECK(line_of_path(kText, "calendars.office.weekly.mon[1]") == 6);
  CHECK(line_of_path(kText, "calendars.a.b.y") == 8);
  CHECK(line_of_path(kText, "сert") == 10);
  CHECK(line_of_path(kText, "last") == 12);
}

TEST_CASE("a path that is not there leads to what is around it") {
  CHECK(line_of_path(kText, "calendars.night") == 3);
  CHECK(line_of_path(kText, "list[3]") == 12);
  CHECK(line_of_path(kText, "name.more") == 2);
  CHECK(line_of_path(kText, "nothing") == 2);
  CHECK(line_of_path("[[1],\n[2,\n{\"a\":\n0}]]", "[1][1].a") == 3);
  CHECK(line_of_path("1", "a") == 1);
}

TEST_CASE("an error in a file names its line") {
  TempFolder folder;
  std::ofstream(folder / "c.json") << "\xEF\xBB\xBF{\n \"a\": {\n  \"b\": \"x\"\n }\n}\n";
  JsonFile file(folder / "c.json");
  CHECK_THROWS_WITH_AS(file.node().at("a").at("b").integer(), (folder / "c.json:3: 'a.b': must be a whole number, not text").c_str(), InputError);
  CHECK_THROWS_WITH_AS(file.node().at("a").at("c"), (folder / "c.json:2: 'a.c': is missing").c_str(), InputError);
}
