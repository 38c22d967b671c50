#include <doctest/doctest.h>

#include "base/text.hpp"
#include "output/text_layout.hpp"
#include "output/words.hpp"
#include "sample_document.hpp"
#include "written.hpp"

using namespace outdesk;

namespace {

/// The text of one block without the document's title.
std::string block_text(Block block, TextStyle style = {}, Language language = Language::en) {
  Document d = document_of(std::move(block), language);
  d.title.clear();
  return text_of(d, style);
}

std::size_t widest_line(const std::string& text) {
  std::size_t widest = 0;
  for (std::string_view line : split(text, '\n')) widest = std::max(widest, display_width(line));
  return widest;
}

Table small_table() {
  Table t;
  t.title = "Requests";
  t.columns = {{key("ticket"), "Request"}, {key("n"), "Count", 0, false, true}, {key("verdict"), "Verdict"}, {key("machine"), ""}};
  t.rows = {{std::string("T-1"), std::int64_t{1200}, Mark{"met", "in time", Tone::good}, true},
            {std::string("Длинная"), std::int64_t{-5}, Mark{"missed", "late", Tone::bad}, true}};
  t.note = "How it was counted.";
  return t;
}

}  // namespace

TEST_CASE("a table is aligned, numbers at the right, with the sum of what may be added up") {
  CHECK(block_text(small_table()) ==
        "Requests\n"
        "Request  Count  Verdict\n"
        "───────  ─────  ─────────\n"
        "T-1      1,200  ✔\u00A0in time\n"
        "Длинная     \u22125  ✖\u00A0late\n"
        "───────  ─────  ─────────\n"
        "Total    1,195\n"
        "How it was counted.\n");
}

TEST_CASE("a total row that the report gives wins over the sum") {
  Table t = small_table();
  t.total = Row{std::string("All"), std::int64_t{7}};
  CHECK(block_text(t).find("All          7\n") != std::string::npos);
  CHECK(block_text(t).find("1,195") == std::string::npos);
}

TEST_CASE("sums that do not fit are not shown as numbers") {
  Table t;
  t.columns = {{{}, "A"}, {{}, "N", 0, false, true}};
  t.rows = {{std::string("x"), std::numeric_limits<std::int64_t>::max()}, {std::string("y"), std::int64_t{1}}};
  CHECK(block_text(t).find("Total                          ?\n") != std::string::npos);
}

TEST_CASE("values are in the language of the document") {
  Table t;
  t.columns = {{{}, "a"}, {{}, "b"}, {{}, "c"}, {{}, "d"}};
  t.rows = {{Money{148000000}, Share{147, 152}, true, *parse_date("2026-02-28")}};
  CHECK(block_text(t, {}, Language::ru).find("1\u00A0480\u00A0000,00\u00A0₽  96,7\u00A0%  да  28.02.2026\n") != std::string::npos);
  CHECK(block_text(t, {}, Language::en).find("1,480,000.00\u00A0₽  96.7\u00A0%  yes  2026-02-28\n") != std::string::npos);
}

TEST_CASE("on a terminal, wide text gives way: it wraps where it may, else ends in an ellipsis") {
  Table t;
  t.columns = {{{}, "Id"}, {{}, "Subject", 0, true}, {{}, "Path"}, {{}, "Minutes"}};
  t.rows = {{std::string("T-1"), std::string("the printer in the store room prints nothing at all"), std::string("share/accounting/2026/october"), std::int64_t{12345}}};
  std::string text = block_text(t, {false, 60});
  CHECK(text ==
        "Id   Subject               Path                      Minutes\n"
        "───  ────────────────────  ────────────────────────  ───────\n"
        "T-1  the printer in the    share/accounting/2026/o…   12,345\n"
        "     store room prints\n"
        "     nothing at all\n");
  CHECK(block_text(t).find("share/accounting/2026/october") != std::string::npos);
}

TEST_CASE("a date with its time breaks between the two before anything is left out") {
  Table t;
  t.columns = {{{}, "Request"}, {{}, "Received"}, {{}, "Minutes"}};
  t.rows = {{std::string("T-2026-00417"), Instant{0}, std::int64_t{1}}};
  CHECK(block_text(t, {false, 35}) ==
        "Request       Received      Minutes\n"
        "────────────  ────────────  ───────\n"
        "T-2026-00417  1970-01-01          1\n"
        "              00:00\n");
}

TEST_CASE("where columns cannot fit, each row becomes a block and nothing is left out") {
  Table t;
  for (int i = 0; i < 9; ++i) t.columns.push_back({{}, "Column " + std::to_string(i)});
  Row row;
  for (int i = 0; i < 9; ++i) row.push_back(std::string("value number ") + std::to_string(i));
  t.rows = {row, row};
  std::string text = block_text(t, {false, 60});
  CHECK(widest_line(text) <= 60);
  CHECK(text.find("Column 0  value number 0\nColumn 1  value number 1\n") == 0);
  CHECK(text.find("Column 8  value number 8\n\nColumn 0") != std::string::npos);
}

TEST_CASE("colour goes with a sign, and only where colour was asked for") {
  std::string plain = block_text(small_table()), coloured = block_text(small_table(), {true, 0});
  CHECK(plain.find('\x1b') == std::string::npos);
  CHECK(coloured.find("\x1b[32m✔\u00A0in time\x1b[0m") != std::string::npos);
  CHECK(coloured.find("\x1b[1;31m✖\u00A0late\x1b[0m") != std::string::npos);
}

TEST_CASE("figures, paragraphs and points are lines of text") {
  CHECK(block_text(Figures{"Short", {{key("a"), "Received", std::int64_t{152}, ""},
                                     {key("b"), "Share", Share{147, 152}, "target 95 %"},
                                     {key("c"), "Unknown", {}, ""},
                                     {key("d"), "", true, ""}}}) ==
        "Short\nReceived  152\nShare     96.7\u00A0% (target 95 %)\nUnknown   –\n");
  CHECK(block_text(Paragraph{{{"One two three ", true}, {"four five six seven eight nine ten"}}}, {false, 30}) ==
        "One two three four five six\nseven eight nine ten\n");
  CHECK(block_text(Points{"Needed from you", true, {{"By 3 October.", "Close the accounts.", "access", "More"}}}) ==
        "▌ Needed from you\n▌ 1. By 3 October. Close the accounts.\n");
}

TEST_CASE("a chart is a compact table, and tiles are lines with small bars") {
  Chart c;
  c.title = "Share, %";
  c.unit = "Month";
  c.points = {"Aug", "Sep"};
  c.series = {{"share", {94.94, std::nullopt}}};
  c.target = 95;
  c.digits = 1;
  CHECK(block_text(c) ==
        "Share, %\nMonth  share  target\n─────  ─────  ──────\nAug     94.9    95.0\nSep             95.0\n");
  Tiles t{{{"sla", "On time", {"ok", "fine", Tone::good}, "96.7 %", "147 of 152", "Better", {0.0, std::nullopt, 5.0, 10.0}, "months"}}};
  CHECK(block_text(t) == "✔\u00A0fine  On time  96.7 % · 147 of 152 · Better · ▁·▅█\n");
}

TEST_CASE("a grid has numbered columns with a key below, and splits where it is too wide") {
  Grid g = sample::matrix(12, 30);
  std::string text = block_text(g, {false, 60}, Language::ru);
  CHECK(widest_line(text) <= 60);
  CHECK(text.find("Папка                    │123│4567│89012345│67890123│4567│89\n") != std::string::npos);
  CHECK(text.find("30 Попова О. О. (o.popova2)") != std::string::npos);
  CHECK(text.find("● свои права папки") != std::string::npos);
  CHECK(text.find("✖ уволен") != std::string::npos);
  CHECK(text.find("Папка                    │0\n") != std::string::npos);
  g.lines[0].changed = {1};
  CHECK(block_text(g, {false, 60}, Language::ru).find("│П Р*Р │· · · · │") != std::string::npos);
  CHECK(block_text(g, {true, 60}, Language::ru).find("\x1b[7mР\x1b[0m") != std::string::npos);
  std::size_t whole = 0;
  std::string piped = block_text(g, {}, Language::ru);
  for (std::string_view line : split(piped, '\n'))
    if (line.substr(0, std::string_view("Дирекция ●").size()) == "Дирекция ●") whole = display_width(line);
  CHECK(whole > 60);
}

TEST_CASE("hostile text never reaches the terminal as it came") {
  for (TextStyle style : {TextStyle{false, 0}, TextStyle{true, 80}}) {
    std::string text = text_of(sample::report(12, 12), style);
    CHECK(invalid_utf8(text) == text.npos);
    for (const char* code : {"\x1b[0m", "\x1b[1m", "\x1b[2m", "\x1b[32m", "\x1b[33m", "\x1b[1;31m", "\x1b[7m"})
      text = replaced(text, code, "");
    CHECK(control_character(text, true) == text.npos);
    CHECK(text.find('\t') == text.npos);
    CHECK(text.find("\u202E") == text.npos);
    CHECK(text.find("\u2028") == text.npos);
    CHECK(text.find("\\u{202e}") != text.npos);
  }
}

TEST_CASE("what is for machines is not shown, and the whole sample stays inside the terminal") {
  for (std::size_t columns : {80u, 100u, 132u}) {
    std::string text = text_of(sample::report(), {false, columns});
    CHECK(widest_line(text) <= columns);
    CHECK(text.find("Только для машин") == text.npos);
  }
}

TEST_CASE("a stream of rows is shown in one pass and in bounded memory") {
  Table t;
  t.columns = {{{}, "N"}, {{}, "Text"}};
  int passes = 0;
  t.stream = [&](const RowVisitor& visit) {
    ++passes;
    for (std::int64_t n = 0; n < 5000; ++n) visit({n, std::string(n == 4999 ? "a text wider than all before it" : "text")});
  };
  std::string text = block_text(t);
  CHECK(passes == 1);
  CHECK(split(text, '\n').size() == 5003);
  CHECK(text.find("4,999  a text wider than all before it\n") != std::string::npos);
}

TEST_CASE("lines break at spaces, and a word that is too long breaks anywhere") {
  CHECK(wrapped("a b c", 0) == std::vector<std::string>{"a b c"});
  CHECK(wrapped("aa bb cc", 5) == std::vector<std::string>{"aa bb", "cc"});
  CHECK(wrapped("abcdefgh ij", 3) == std::vector<std::string>{"abc", "def", "gh", "ij"});
  CHECK(wrapped("日本語", 4) == std::vector<std::string>{"日本", "語"});
  CHECK(wrapped("日", 1) == std::vector<std::string>{"日"});
}

TEST_CASE("measures are rounded to their digits in the language of the report") {
  CHECK(format_measure(96.75, 1, Language::ru) == "96,8");
  CHECK(format_measure(1234567, 0, Language::en) == "1,234,567");
  CHECK(format_measure(-0.001, 1, Language::en) == "0.0");
  CHECK(format_measure(-2.5, 1, Language::en) == "\u22122.5");
  CHECK(format_measure(std::numeric_limits<double>::quiet_NaN(), 1, Language::en).empty());
  CHECK(format_measure(1e300, 0, Language::en).size() == 301);
}
