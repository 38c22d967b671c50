#include "workbook/cell_rules.hpp"

#include <doctest/doctest.h>

using namespace outdesk;

namespace {
Document russian() {
  Document d;
  d.language = Language::ru;
  d.currency = "RUB";
  d.zone = &Zone::named("Europe/Moscow");
  return d;
}
std::string format_of(const Value& value, const Document& d = russian()) {
  return cell_of(value, d).number_format;
}
double number_of(const Value& value, const Document& d = russian()) {
  CellContent content = cell_of(value, d);
  REQUIRE(content.kind == CellContent::Kind::number);
  return content.number;
}
bool is_text(const Value& value) {
  return cell_of(value, russian()).kind == CellContent::Kind::text;
}
}  // namespace

TEST_CASE("a count is a number as long as a spreadsheet holds it exactly") {
  CHECK(number_of(std::int64_t{1234}) == 1234);
  CHECK(number_of(std::int64_t{-999'999'999'999'999}) == -999'999'999'999'999.0);
  CHECK(is_text(std::int64_t{1'000'000'000'000'000}));
}

TEST_CASE("money is a number of whole units with its currency as format_money shows it") {
  CHECK(number_of(Money{-296000}) == -2960);
  CHECK(number_of(Money{1}) == 0.01);
  CHECK(format_of(Money{1}) == "#,##0.00\"\u00A0₽\"");
  Document d = russian();
  d.language = Language::en;
  d.currency = "USD";
  CHECK(format_of(Money{1}, d) == "\"$\"#,##0.00");
  d.currency = "JPY";
  CHECK(number_of(Money{500}, d) == 500);
  CHECK(format_of(Money{500}, d) == "#,##0\"\u00A0JPY\"");
  d.currency = "KWD";
  CHECK(number_of(Money{1234}, d) == 1.234);
}

TEST_CASE("a duration is a part of days that reads as hours and minutes") {
  CHECK(number_of(Seconds{43200}) == 0.5);
  CHECK(format_of(Seconds{16680}) == "[h]\"\u00A0ч\u00A0\"mm\"\u00A0мин\"");
  CHECK(format_of(Seconds{7201}) == "[h]\"\u00A0ч\u00A0\"mm\"\u00A0мин\u00A0\"ss\"\u00A0с\"");
  CHECK(format_of(Seconds{7200}) == "[h]\"\u00A0ч\"");
  CHECK(format_of(Seconds{900}) == "[m]\"\u00A0мин\"");
  CHECK(format_of(Seconds{95}) == "[m]\"\u00A0мин\u00A0\"ss\"\u00A0с\"");
  CHECK(format_of(Seconds{0}) == "[s]\"\u00A0с\"");
}

TEST_CASE("a negative duration is text: Excel shows it as ####") {
  CellContent content = cell_of(Seconds{-60}, russian());
  CHECK(content.kind == CellContent::Kind::text);
  CHECK(content.align == Align::right);
}

TEST_CASE("an instant is a date on the wall clock of the document's zone") {
  // 2025-09-30T21:00:00Z is midnight in Moscow.
  CHECK(number_of(Instant{1759266000}) == 45931);
  CHECK(format_of(Instant{1759266000}) == "dd.mm.yyyy hh:mm");
  Document utc;
  CHECK(number_of(Instant{1759266000}, utc) == 45930.875);
}

TEST_CASE("dates before March 1900 are text, for Excel counts a day there that never was") {
  using namespace std::chrono;
  CHECK(is_text(Date{1900y / February / 28}));
  CHECK(number_of(Date{1900y / March / 1}) == 61);
  CHECK(is_text(Instant{-3'000'000'000}));
}

TEST_CASE("a share is rounded down to a tenth of a per cent") {
  CHECK(number_of(Share{147, 152}) == 0.967);
  CHECK(number_of(Share{94996, 100000}) == 0.949);
  CHECK(number_of(Share{1, 1}) == 1);
  CHECK(number_of(Share{9'000'000'000'000'000'000, 9'200'000'000'000'000'000}) == 0.978);
  CHECK(cell_of(Share{0, 0}, russian()).kind == CellContent::Kind::blank);
}

TEST_CASE("a decimal keeps the digits it was written with") {
  CHECK(format_of(*parse_decimal("0.95")) == "0.00");
  CHECK(format_of(*parse_decimal("3")) == "0");
  CHECK(number_of(*parse_decimal("0.95")) == 0.95);
}

TEST_CASE("nothing known is an empty cell, not a zero") {
  CHECK(cell_of(std::monostate{}, russian()).kind == CellContent::Kind::blank);
}

TEST_CASE("text that a spreadsheet would break on is made harmless and stays readable") {
  CHECK(cell_text("обычный текст").text == "обычный текст");
  CHECK(cell_text("\xff\xfe").text == "\uFFFD\uFFFD");
  CHECK(cell_text("bell \x07").text == "bell \uFFFD");
  CHECK(cell_text("line\nnext\ttab").text == "line\nnext\ttab");
  CHECK(cell_text("\u202Etxt.exe").text == "\\u{202e}txt.exe");
  // Valid UTF-8, but no XML: Excel calls the file damaged.
  CHECK(cell_text("\uFFFE").text == "\uFFFD");
  CHECK(cell_text("\uFFFF").text == "\uFFFD");
}

TEST_CASE("text that looks like an escape of Excel is not read as one") {
  CHECK(cell_text("_x0041_").text == "_x005F_x0041_");
  CHECK(cell_text("_x0041").text == "_x0041");
  CHECK(cell_text("_xyz01_").text == "_xyz01_");
}

TEST_CASE("text is cut at 32,767 UTF-16 units, whole characters only, with an ellipsis") {
  std::string fits(32767, 'a');
  CHECK_FALSE(cell_text(fits).cut);
  CHECK(cell_text(fits).text == fits);
  CellText cut = cell_text(fits + "a");
  CHECK(cut.cut);
  CHECK(cut.text == std::string(32766, 'a') + "…");
  std::string smileys;
  for (int i = 0; i < 20000; ++i) smileys += "\xF0\x9F\x98\x80";
  CellText half = cell_text(smileys);
  CHECK(half.cut);
  CHECK(half.text.size() == 16383 * 4 + 3);
  CHECK(cell_text("abc", 2).text == "a…");
}

TEST_CASE("a column's sum is exact, of one kind, and gives up rather than being wrong") {
  ColumnSum money;
  money.add(Money{14800000});
  money.add(std::monostate{});
  money.add(Money{-296000});
  CHECK(money.value() == Value(Money{14504000}));
  ColumnSum mixed;
  mixed.add(Money{1});
  mixed.add(std::int64_t{1});
  CHECK(mixed.value() == Value());
  ColumnSum full;
  full.add(std::int64_t{INT64_MAX});
  full.add(std::int64_t{1});
  CHECK(full.value() == Value());
  CHECK(ColumnSum().value() == Value());
}
