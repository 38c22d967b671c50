#include <doctest/doctest.h>

#include <nlohmann/json.hpp>

#include "base/text.hpp"
#include "written.hpp"

using namespace outdesk;

namespace {

/// Parses strictly, so that each test also proves that the text is JSON and valid UTF-8.
nlohmann::ordered_json parsed(const std::string& text) {
  REQUIRE(invalid_utf8(text) == text.npos);
  return nlohmann::ordered_json::parse(text);
}

Document one_value(Value value) { return document_of(Figures{"", {{key("value"), "", std::move(value), ""}}}); }

std::string value_text(Value value) { return parsed(json_of(one_value(std::move(value))))["value"].dump(); }

}  // namespace

TEST_CASE("every type of value has its machine form") {
  CHECK(value_text({}) == "null");
  CHECK(value_text(std::string("тест \"x\" \\")) == R"("тест \"x\" \\")");
  CHECK(value_text(true) == "true");
  CHECK(value_text(std::int64_t{-5}) == "-5");
  CHECK(value_text(std::numeric_limits<std::int64_t>::min()) == "-9223372036854775808");
  CHECK(value_text(Seconds{3600}) == "3600");
  CHECK(value_text(*parse_instant("2026-10-31T23:59:59+03:00")) == R"("2026-10-31T20:59:59Z")");
  CHECK(value_text(*parse_date("2026-02-28")) == R"("2026-02-28")");
  CHECK(value_text(Share{150, 152}) == R"("0.986842")");
  CHECK(value_text(Share{0, 0}) == "null");
  CHECK(value_text(*parse_decimal("0.95")) == R"("0.95")");
  CHECK(value_text(Money{-296000}) == "-296000");
  CHECK(value_text(Mark{"met", "в срок", Tone::good}) == R"("met")");
  CHECK(value_text(std::vector<std::string>{"a", "b"}) == R"(["a","b"])");
  CHECK(value_text(std::vector<std::string>{}) == "[]");
}

TEST_CASE("the shape of the document is the one that users were promised") {
  Document d = document_of(Figures{"", {{key("kpi.received"), "Received", std::int64_t{152}, ""},
                                        {key("kpi.response.met"), "In time", std::int64_t{150}, ""},
                                        {{}, "For people only", std::string("unseen"), ""}}});
  d.schema = "sla-report/1";
  d.head = {{key("client"), "", std::string("romashka"), ""}};
  Table tickets;
  tickets.key = key("tickets");
  tickets.columns = {{key("ticket"), "Ticket"},
                     {key("response.target_s"), "Promised"},
                     {{}, "People"},
                     {key("verdict"), "Verdict"},
                     {key("response.at"), "At"}};
  tickets.rows = {{std::string("T-1"), Seconds{3600}, std::string("unseen"), Mark{"met", "in time", Tone::good}, Instant{0}},
                  {std::string("T-2")}};
  tickets.total = Row{std::string("unseen")};
  d.sections.push_back({"t", "Tickets", {tickets}});
  d.sections.push_back({"k", "", {Figures{"", {{key("kpi.resolution.met"), "", std::int64_t{147}, ""}}}}, true});
  CHECK(json_of(d) == R"({
  "outdesk": "sla-report/1",
  "client": "romashka",
  "kpi": {
    "received": 152,
    "response": {
      "met": 150
    },
    "resolution": {
      "met": 147
    }
  },
  "tickets": [
    {
      "ticket": "T-1",
      "response": {
        "target_s": 3600,
        "at": "1970-01-01T00:00:00Z"
      },
      "verdict": "met"
    },
    {
      "ticket": "T-2",
      "response": {
        "target_s": null,
        "at": null
      },
      "verdict": null
    }
  ]
}
)");
}

TEST_CASE("an empty table is an empty list, and tables of one key make one list") {
  Table t;
  t.key = key("a.rows");
  t.columns = {{key("n"), "N"}};
  Document d = document_of(t);
  CHECK(parsed(json_of(d))["a"]["rows"].dump() == "[]");
  t.rows = {{std::int64_t{1}}};
  d.sections[0].blocks = {t, t};
  CHECK(parsed(json_of(d))["a"]["rows"].dump() == R"([{"n":1},{"n":1}])");
}

TEST_CASE("a key that is given twice, or is both value and object, is refused") {
  auto figures = [](std::string_view a, std::string_view b) {
    return document_of(Figures{"", {{key(a), "", true, ""}, {key(b), "", true, ""}}});
  };
  CHECK_THROWS_AS(json_of(figures("a", "a")), std::logic_error);
  CHECK_THROWS_AS(json_of(figures("a", "a.b")), std::logic_error);
  CHECK_THROWS_AS(json_of(figures("a.b", "a")), std::logic_error);
  CHECK_THROWS_AS(json_of(figures("outdesk", "a")), std::logic_error);
  Table t;
  t.key = key("a");
  Document d = document_of(Figures{"", {{key("a"), "", true, ""}}});
  d.sections[0].blocks.push_back(t);
  CHECK_THROWS_AS(json_of(d), std::logic_error);
}

TEST_CASE("hostile text stays text, is valid UTF-8 and harmless on a terminal") {
  std::string hostile = "\x1b[31m\xc2\x9b"  // ANSI, C1
                        "\u202Eevil\u2028\uFEFF\r\n\t\x7f\xff\xc0\xaf\xf0\x9f\x98</script>\U000E0041😀";
  hostile += '\0';
  std::string json = json_of(one_value(hostile));
  CHECK(json.find("\x1b") == json.npos);
  CHECK(json.find("\u202E") == json.npos);
  CHECK(json.find("\xc2\x9b") == json.npos);
  CHECK(control_character(replaced(json, "\n", "")) == json.npos);
  std::string expected = "\x1b[31m\xc2\x9b\u202Eevil\u2028\uFEFF\r\n\t\x7f\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD</script>\U000E0041😀";
  expected += '\0';
  CHECK(parsed(json)["value"] == expected);
}

TEST_CASE("a stream of rows reaches the sink in small pieces") {
  Table t;
  t.key = key("rows");
  t.columns = {{key("n"), "N"}, {key("text"), "Text"}};
  t.stream = [](const RowVisitor& visit) {
    for (std::int64_t n = 0; n < 20000; ++n) visit({n, std::string("какой-то текст")});
  };
  Document d = document_of(t);
  std::size_t largest = 0, pieces = 0;
  write_json(d, [&](std::string_view bytes) { largest = std::max(largest, bytes.size()); ++pieces; });
  CHECK(largest < 64 * 1024);
  CHECK(pieces > 20);
  CHECK(parsed(json_of(d))["rows"].size() == 20000);
}

TEST_CASE("a grid names its cells by their heads") {
  Grid g;
  g.heads_key = key("accounts");
  g.lines_key = key("folders");
  g.cells_key = key("levels");
  g.details_key = key("masks");
  g.head_id_column = "account";
  g.head_columns = {{key("account"), ""}, {key("name"), ""}};
  g.line_columns = {{key("path"), "Folder"}, {key("own_rights"), "Own"}, {{}, "People"}};
  g.palette = {{{"none", "none"}, "", "", ""}, {{"change", "change"}, "W", "F4C152", "000000", true}};
  g.heads = {{"B", "Popova", "o.popova", "", {std::string("o.popova"), std::string("Popova")}},
             {"B", "Dot", "a.b", "", {std::string("a.b"), std::string("Dot")}}};
  Grid::Line line{0, "share", "share", {std::string("share"), true, std::int64_t{1}}, {1, 0}, {}, {}};
  g.lines = {line};
  line.details = {"0x1301bf", ""};
  g.lines.push_back(line);
  auto json = parsed(json_of(document_of(g)));
  CHECK(json["accounts"].dump() == R"([{"account":"o.popova","name":"Popova"},{"account":"a.b","name":"Dot"}])");
  CHECK(json["folders"][0].dump() ==
        R"({"path":"share","own_rights":true,"levels":{"o.popova":"change","a.b":"none"}})");
  CHECK(json["folders"][1]["masks"].dump() == R"({"o.popova":"0x1301bf"})");
  CHECK(csv_of(document_of(g)) ==
        "path,own_rights,o.popova,a.b\r\nshare,true,change,none\r\nshare,true,change,none\r\n");
  CHECK(parsed(jsonl_of(document_of(g)).substr(0, jsonl_of(document_of(g)).find('\n'))) == json["folders"][0]);
}
