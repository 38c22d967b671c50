#include <doctest/doctest.h>

#include <fstream>
#include <nlohmann/json.hpp>

#include "../refusal.hpp"
#include "../temp_folder.hpp"
#include "input/json.hpp"

using namespace outdesk;

namespace {

std::string json_refusal(const std::string& text) {
  return problem_of([&] { parse_json(text, "f.json"); });
}

}  // namespace

TEST_CASE("JSON is read whole") {
  CHECK(parse_json(R"({"a": [1, "ё", true, null]})", "f.json")["a"][1] == "ё");
}

TEST_CASE("what is not JSON is refused with file and line") {
  CHECK(json_refusal("{\n\"a\": 1,\n}").rfind("f.json:3: not JSON: ", 0) == 0);
  CHECK(json_refusal("").rfind("f.json:1: not JSON: ", 0) == 0);
  CHECK(json_refusal("{} {}").rfind("f.json:1: not JSON: ", 0) == 0);
  CHECK(json_refusal("{'a': 1}").rfind("f.json:1: not JSON: ", 0) == 0);
  CHECK(json_refusal("[NaN]").rfind("f.json:1: not JSON: ", 0) == 0);
  CHECK(json_refusal("[1e999]").rfind("f.json:1: not JSON: ", 0) == 0);
}

TEST_CASE("bytes that are not UTF-8 are refused at their byte and line") {
  CHECK(json_refusal("{\n\"a\": \"\xFF\"}") == "f.json:2: not valid UTF-8 at byte 9");
  CHECK(json_refusal("\xEF\xBF") != "");
}

TEST_CASE("a key given twice is refused, in the same object only") {
  CHECK(json_refusal(R"({"a": 1, "b": {"a": 2}})").empty());
  CHECK(json_refusal(R"({"a": 1, "a": 2})") == "f.json:1: this JSON has the key 'a' twice");
  CHECK(json_refusal(R"([{"x": 1}, {"x": 1}])").empty());
}

TEST_CASE("nesting is bounded, whatever its depth") {
  CHECK(json_refusal(std::string(60, '[') + std::string(60, ']')).empty());
  CHECK(json_refusal(std::string(100000, '[')) == "f.json:1: this JSON is nested deeper than 64 levels");
  CHECK(json_refusal(std::string(1000, '{')) != "");
}

TEST_CASE("error messages execute nothing on a terminal") {
  CHECK(json_refusal("{\"\\u001b[31m\": 1, \"\\u001b[31m\": 2}") == "f.json:1: this JSON has the key '\\u{1b}[31m' twice");
  CHECK(json_refusal("\x1B[31m").find('\x1B') == std::string::npos);
}

TEST_CASE("a file that is not there or too large is refused by name") {
  CHECK_THROWS_WITH_AS(read_file("/nonexistent/x.json"), "/nonexistent/x.json: cannot read: No such file or directory", InputError);
  CHECK_THROWS_WITH_AS(read_file("/dev/zero", 1u << 20), "/dev/zero: larger than 1 MiB", InputError);
  CHECK_THROWS_AS(read_file("/tmp"), InputError);
}

TEST_CASE("a byte-order mark before the JSON of a file is passed over") {
  TempFolder folder;
  std::ofstream(folder / "x.json") << "\xEF\xBB\xBF{}";
  CHECK(read_json_file(folder / "x.json").is_object());
}
