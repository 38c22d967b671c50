#include <doctest/doctest.h>

#include "base/error.hpp"
#include "output/csv_cell.hpp"
#include "written.hpp"

using namespace outdesk;

namespace {
std::string cell(std::string text) { return csv_cell(Value(std::move(text))); }
}  // namespace

TEST_CASE("cells are quoted where RFC 4180 wants it") {
  CHECK(cell("plain text") == "plain text");
  CHECK(cell("a,b") == "\"a,b\"");
  CHECK(cell("say \"x\"") == "\"say \"\"x\"\"\"");
  CHECK(cell("two\nlines") == "\"two\nlines\"");
  CHECK(cell(" space") == "\" space\"");
  CHECK(cell("") == "");
}

TEST_CASE("text that a spreadsheet would run is defused") {
  for (const char* text : {"=1+1", "+1", "-1", "@SUM(A1)", "＝1+1", "＋1", "－1", "＠A",
                           "\u00A0=1", " =1", "\"=1", "\u200B=1", "\u00A0\u00A0@x"})
    CHECK(defused(text) == "'" + std::string(text));
  CHECK(defused("\r=1") == "'\r'=1");
  CHECK(defused("\tx") == "'\tx");
  CHECK(defused("a\n=1") == "a\n'=1");
  CHECK(defused("a;=cmd|' /C calc'!A0") == "a;'=cmd|' /C calc'!A0");
  CHECK(defused("a; \"=1") == "a;' \"=1");
  CHECK(defused("a\t-1") == "a\t'-1");
}

TEST_CASE("what no spreadsheet would run is left as it is") {
  for (const char* text : {"a=1", "1-2", "x@y.ru", "", "'=1", "№ 1 - склад", "a, -b", "тест"})
    CHECK(defused(text) == text);
}

TEST_CASE("typed numbers keep their minus") {
  CHECK(csv_cell(Money{-296000}) == "-296000");
  CHECK(csv_cell(Seconds{-5}) == "-5");
  CHECK(csv_cell(std::int64_t{-1}) == "-1");
}

TEST_CASE("every type of value has its form in a cell") {
  CHECK(csv_cell({}) == "");
  CHECK(csv_cell(true) == "true");
  CHECK(csv_cell(Instant{0}) == "1970-01-01T00:00:00Z");
  CHECK(csv_cell(*parse_date("2026-02-28")) == "2026-02-28");
  CHECK(csv_cell(Share{150, 152}) == "0.986842");
  CHECK(csv_cell(Share{0, 0}) == "");
  CHECK(csv_cell(*parse_decimal("0.95")) == "0.95");
  CHECK(csv_cell(Mark{"met", "в срок", Tone::good}) == "met");
  CHECK(csv_cell(std::vector<std::string>{"a", "=b"}) == "\"a;' =b\"");
}

TEST_CASE("bytes that no file should hold do not reach it") {
  CHECK(cell("a\x1b[31m\xff") == "a\uFFFD[31m\uFFFD");
}

TEST_CASE("the first table with a key is written, with dotted names and CRLF") {
  Table people, machine;
  people.columns = {{{}, "People"}};
  people.rows = {{std::string("unseen")}};
  machine.key = key("tickets");
  machine.columns = {{key("ticket"), "T"}, {{}, "People"}, {key("response.target_s"), ""}, {{"=evil"}, ""}};
  machine.rows = {{std::string("T-1"), std::string("unseen"), Seconds{60}, std::string("x")}, {std::string("T-2")}};
  Document d = document_of(people);
  d.sections[0].blocks.push_back(machine);
  CHECK(csv_of(d) == "ticket,response.target_s,\"'=evil\"\r\nT-1,60,x\r\nT-2,,\r\n");
  CHECK(jsonl_of(d) ==
        "{\"ticket\":\"T-1\",\"response\":{\"target_s\":60},\"=evil\":\"x\"}\n"
        "{\"ticket\":\"T-2\",\"response\":{\"target_s\":null},\"=evil\":null}\n");
}

TEST_CASE("a document of figures alone is one row") {
  Document d = document_of(Figures{"", {{key("b.n"), "", std::int64_t{1}, ""}, {{}, "P", true, ""}}});
  d.head = {{key("a"), "", std::string("x"), ""}};
  CHECK(csv_of(d) == "a,b.n\r\nx,1\r\n");
  CHECK(jsonl_of(d) == "{\"a\":\"x\",\"b\":{\"n\":1}}\n");
  CHECK_THROWS_AS(csv_of(document_of(Paragraph{})), UsageError);
}

TEST_CASE("characters that turn the direction of text are shown, and other invisible ones are data") {
  CHECK(cell("invoice\u202Efdp.exe\u2066x\u200D") == "invoice\\u{202e}fdp.exe\\u{2066}x\u200D");
}
