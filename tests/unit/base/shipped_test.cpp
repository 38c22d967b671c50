#include <doctest/doctest.h>

#include <fstream>
#include <iterator>

#include "base/shipped.hpp"

using namespace outdesk;

TEST_CASE("the program carries the files of templates/ byte for byte") {
  std::ifstream file(SOURCE_DIR "/templates/calendars/ru.json", std::ios::binary);
  std::string content(std::istreambuf_iterator<char>(file), {});
  CHECK(shipped_file("calendars/ru.json") == content);
  CHECK_FALSE(shipped_file("calendars/../calendars/ru.json"));
  CHECK_FALSE(shipped_file("calendars/ru.jso"));
}

TEST_CASE("shipped files are listed in order by their folder") {
  auto schema = shipped_files("schema/");
  REQUIRE_FALSE(schema.empty());
  CHECK(schema.front() == "schema/0001_first.postgresql.sql");
  CHECK(shipped_files("nothing/").empty());
}
