#include <doctest/doctest.h>

#include <nlohmann/json.hpp>

#include "../refusal.hpp"
#include "input/json.hpp"

using namespace outdesk;

namespace {

struct File {
  explicit File(const std::string& text) : json(parse_json(text, "c.json")) {}
  JsonNode node() const { return JsonNode(json, "c.json"); }
  Json json;
};

template <class Get>
std::string node_refusal(const std::string& text, Get get) {
  File file(text);
  return advice_of([&] { get(file.node()); });
}

}  // namespace

TEST_CASE("an error names file and path of the value") {
  CHECK(node_refusal(R"({"a": {"b": [1, "x"]}})", [](const JsonNode& n) { n.at("a").at("b").items()[1].integer(); }) ==
        "c.json: 'a.b[1]': must be a whole number, not text");
  CHECK(node_refusal(R"({"a": {}})", [](const JsonNode& n) { n.at("a").at("b"); }) == "c.json: 'a.b': is missing");
  CHECK(node_refusal("[]", [](const JsonNode& n) { n.at("a"); }) == "c.json: must be an object, not a list");
}

TEST_CASE("an unknown key is refused with the nearest known one") {
  CHECK(node_refusal(R"({"prioritys": 1})", [](const JsonNode& n) { n.only({"priorities", "name"}); }) ==
        "c.json: 'prioritys': unknown key | did you mean 'priorities'?");
  CHECK(node_refusal(R"({"zzz": 1})", [](const JsonNode& n) { n.only({"priorities", "name"}); }) ==
        "c.json: 'zzz': unknown key | known keys here: priorities, name");
}

TEST_CASE("text is storable text") {
  CHECK(node_refusal(R"({"a": "x\u0007"})", [](const JsonNode& n) { n.at("a").text(); }) == "c.json: 'a': control character U+0007 at byte 2 | take it out: text is kept in one line, without control characters");
  CHECK(node_refusal(R"({"a": "x\ny"})", [](const JsonNode& n) { n.at("a").text(); }) != "");
  CHECK(File(R"({"a": "x\r\n\ty"})").node().at("a").multiline_text() == "x\n\ty");
}

TEST_CASE("numbers, durations, decimals, dates and instants are strict") {
  auto bad = [](const std::string& value, auto get) { return node_refusal("{\"a\": " + value + "}", [&](const JsonNode& n) { get(n.at("a")); }); };
  CHECK(bad("1.5", [](const JsonNode& n) { n.integer(); }) != "");
  CHECK(bad("18446744073709551615", [](const JsonNode& n) { n.integer(); }) != "");
  CHECK(bad("\"7d\"", [](const JsonNode& n) { n.duration(); }) == "c.json: 'a': must be a duration such as \"15m\", \"4h\" or \"132h30m\", not '7d'");
  CHECK(bad("\"7d\"", [](const JsonNode& n) { n.duration_with_days(); }).empty());
  CHECK(bad("0.95", [](const JsonNode& n) { n.decimal(); }) == "c.json: 'a': must be an exact decimal in quotes such as \"0.95\", not a number");
  CHECK(bad("\"2026-02-30\"", [](const JsonNode& n) { n.date(); }) != "");
  CHECK(bad("\"2026-02-28T10:00:00\"", [](const JsonNode& n) { n.instant(); }) ==
        "c.json: 'a': must be a time that exists, with a zone, such as \"2026-10-31T20:59:59Z\", not '2026-02-28T10:00:00' | its offset from UTC is Z, or for example +03:00");
  CHECK(bad("\"true\"", [](const JsonNode& n) { n.boolean(); }) != "");
  CHECK(bad("\"purple\"", [](const JsonNode& n) { n.one_of({"red", "green"}); }) == "c.json: 'a': must be one of red, green, not 'purple'");
}
