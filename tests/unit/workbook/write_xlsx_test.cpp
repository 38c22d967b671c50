#include <cstdlib>
#include <doctest/doctest.h>
#include <filesystem>

#include "../output/sample_document.hpp"
#include "base/error.hpp"
#include "book_parts.hpp"
#include "output/writers.hpp"
#include "sample_book.hpp"

using namespace outdesk;
using namespace outdesk::test;

namespace {
const WorkbookStyle kStyle{Instant{1759266000}, "romashka_2025-09_report.xlsx"};

/// Where OUTDESK_SAMPLES names a folder, the samples stay there to be looked at.
std::string place_of(const Folder& folder, const std::string& name) {
  const char* keep = std::getenv("OUTDESK_SAMPLES");
  return keep ? std::string(keep) + "/" + name : folder / name;
}

/// The facts of `document`, read by somebody else's reader.
std::map<std::string, std::string> read(const Document& document, const std::string& name) {
  Folder folder;
  std::string path = place_of(folder, name);
  write_xlsx(document, kStyle, path);
  return read_by_openpyxl(path);
}

std::size_t with_prefix(
    const std::map<std::string, std::string>& facts, const std::string& prefix,
    const std::function<bool(const std::string& name, const std::string& value)>& wanted) {
  std::size_t count = 0;
  for (auto at = facts.lower_bound(prefix); at != facts.end() && at->first.starts_with(prefix);
       ++at)
    count += wanted(at->first, at->second);
  return count;
}
}  // namespace

TEST_CASE("a report is read back by openpyxl with its numbers, live totals and print set-up") {
  auto facts = read(sample::report(Language::ru), "report_ru.xlsx");
  if (facts.empty()) return;
  CHECK(facts["sheets"] ==
        "Сводка|Заявки и сроки|Все заявки|Резервные копии|Источники|Данные графиков");
  CHECK(facts["Заявки и сроки:charts"] == "2");
  CHECK(facts["Все заявки:freeze"] == "A5");
  CHECK(facts["Все заявки:filter"] == "A4:F156");
  CHECK(facts["Все заявки:rows"] == "$4:$4");
  CHECK(facts["Все заявки:paper"] == "9");
  CHECK(facts["Все заявки:orientation"] == "landscape");
  CHECK(facts["Сводка:filter"] == "None");
  // Totals are formulas that already know their value.
  CHECK(facts["Все заявки!A157"] == "s Итого");
  CHECK(facts["Все заявки!E157"].starts_with("f =SUM(E5:E156) -11840"));
  CHECK(facts["Все заявки!D157"].starts_with("f =SUM(D5:D156) "));
  CHECK(facts["Все заявки!E5"] == "n 0");
  CHECK(facts["Все заявки!C5"].starts_with("d 2025-09-01 07:43"));
  CHECK(facts["Все заявки!C5:format"] == "dd.mm.yyyy hh:mm");
  CHECK(facts.count("Все заявки!G5") == 0);  // a column for machines only
  CHECK(with_prefix(facts, "Заявки и сроки!", [](const auto&, const auto& v) {
          return v.starts_with("f =SUM(") && v.ends_with(" 145040");
        }) == 1);
  CHECK(with_prefix(facts, "Сводка!", [](const auto& n, const auto& v) {
          return n.ends_with(":fill") && v == "FF1B2A49";
        }) > 1);
  CHECK(with_prefix(facts, "Сводка!",
                    [](const auto&, const auto& v) { return v == "s ✖\u00A0плохо"; }) == 1);
  CHECK(with_prefix(facts, "Сводка!",
                    [](const auto&, const auto& v) { return v == "s –\u00A0нет данных"; }) == 1);
  CHECK(facts["Сводка:footer"].find("romashka_2025-09_report.xlsx") != std::string::npos);
}

TEST_CASE("the English report says the same in English") {
  auto facts = read(sample::report(Language::en), "report_en.xlsx");
  if (facts.empty()) return;
  CHECK(facts["sheets"] ==
        "Summary|Requests and deadlines|All requests|Backups|Sources|Chart data");
  CHECK(facts["All requests!A157"] == "s Total");
}

TEST_CASE(
    "a matrix is as picture 1: bands, outline, freeze at the first cell, A3, frames, dismissed "
    "people") {
  Document document = sample::matrix(Language::ru, 120, 60);
  auto facts = read(document, "access.xlsx");
  if (facts.empty()) return;
  CHECK(facts["sheets"] == "Матрица доступа|Изменения за месяц");
  std::string sheet = "Матрица доступа";
  CHECK(facts[sheet + ":freeze"] == "F9");
  CHECK(facts[sheet + ":filter"] == "A8:BM128");
  CHECK(facts[sheet + ":rows"] == "$5:$8");
  CHECK(facts[sheet + ":columns"] == "$A:$E");
  CHECK(facts[sheet + ":paper"] == "8");
  CHECK(facts[sheet + ":zoom"] == "90");
  CHECK(facts[sheet + ":outline"] == "7");
  const Grid& grid = std::get<Grid>(document.sections[0].blocks[0]);
  // Every letter of the matrix is there, and not one more (the legend has one of each).
  for (std::size_t paint = 1; paint < grid.palette.size(); ++paint) {
    std::size_t expected = 0, seen = 0;
    for (const auto& line : grid.lines)
      expected += static_cast<std::size_t>(std::count(line.cells.begin(), line.cells.end(), paint));
    for (const auto& [name, value] : facts) {
      if (!name.starts_with(sheet + "!") || value != "s " + grid.palette[paint].sign) continue;
      std::string cell = name.substr(sheet.size() + 1);
      std::size_t digit = cell.find_first_of("0123456789");
      bool head_column = digit == 2 || cell[0] >= 'F';
      seen += head_column && std::stoi(cell.substr(digit)) > 8;
    }
    CHECK_MESSAGE(seen == expected, grid.palette[paint].mark.code);
  }
  CHECK(facts[sheet + "!Z6"] == "s Николаева А. Б. (УВОЛЕН)");
  CHECK(facts[sheet + "!Z6:fill"] == "FF8B1A1A");
  CHECK(facts[sheet + "!BI29"] == "s −");  // taken away: the frame has something in it
  CHECK(facts[sheet + "!BI29:left"] == "thick");
  CHECK(facts[sheet + "!F9:left"] == "medium");
  CHECK(facts[sheet + "!E9"] == "s ●");
}

TEST_CASE("the sample of the other writers is a workbook too") {
  auto facts = read(sample::report(), "sample.xlsx");
  if (facts.empty()) return;
  CHECK(facts["sheets"].find("Сводка") != std::string::npos);
  CHECK(with_prefix(facts, "", [](const auto&, const auto& v) {
          return v.starts_with("f ") && !v.starts_with("f =SUM(");
        }) == 0);
}

TEST_CASE("more than 200,000 cells go to the disk row by row, and say the same") {
  Document document = sample::matrix(Language::ru, 2100, 100);
  Folder folder;
  write_xlsx(document, kStyle, folder / "large.xlsx");
  auto parts = parts_of(folder / "large.xlsx");
  CHECK(parts.count("xl/sharedStrings.xml") == 0);
  CHECK(count_of(parts["xl/worksheets/sheet1.xml"], "t=\"inlineStr\"") > 20000);
  CHECK(count_of(parts["xl/worksheets/sheet1.xml"], "<row ") ==
        14 + 2100 + 1);  // title and head, folders, note
  CHECK(parts["xl/worksheets/sheet1.xml"].find("<colBreaks") != std::string::npos);
  CHECK(parts["xl/worksheets/sheet1.xml"].find("topLeftCell=\"F15\"") != std::string::npos);
}

TEST_CASE("a stream of rows is looked at, then written; past 200,000 cells without being kept") {
  for (std::int64_t rows : {5, 70'000}) {
    Document document;
    document.title = "stream";
    Table table;
    table.columns = {
        {key("n"), "Number", 0, false, true}, {key("text"), "Text"}, {key("s"), "Duration"}};
    table.stream = [rows](const RowVisitor& visit) {
      for (std::int64_t i = 1; i <= rows; ++i)
        visit({i, std::string("=") + std::to_string(i), Seconds{i}});
    };
    document.sections = {{"a", "Rows", {table}, false}};
    auto parts = written(document);
    const std::string& sheet = parts["xl/worksheets/sheet1.xml"];
    CHECK(count_of(sheet, "<row ") >= static_cast<std::size_t>(rows) + 3);
    CHECK(count_of(sheet, "<f>") == 1);
    CHECK(sheet.find("<v>" + std::to_string(rows * (rows + 1) / 2) + "</v>") != std::string::npos);
    CHECK((count_of(sheet, "t=\"inlineStr\"") > 0) == (rows > 100));
  }
}

TEST_CASE("hostile text is text: no formula, no link, no broken part, and what was cut is said") {
  auto facts = read(sample::hostile(), "hostile.xlsx");
  if (facts.empty()) return;
  CHECK(with_prefix(facts, "", [](const auto&, const auto& v) { return v.starts_with("f "); }) ==
        0);
  std::size_t cuts = with_prefix(facts, "", [](const auto&, const auto& v) {
    return v.find("cut on this sheet: 2 (") != std::string::npos;
  });
  CHECK(cuts == 4);
  CHECK(facts["-------’!A5"] == "s =1+1");
  CHECK(facts["-------’!A15"] == "s \\u{202e}txt.exe");
  auto parts = written(sample::hostile());
  for (const auto& [name, content] : parts) {
    CHECK(content.find("Target=\"http://example.org") == std::string::npos);
    CHECK(count_of(content, "<hyperlink ") <= 1);  // the one link between sheets
  }
}

TEST_CASE("a total that is not the sum of its rows stays a number, not a formula") {
  Document document;
  Table table;
  table.columns = {{key("who"), "Who"}, {key("people"), "People", 0, false, true}};
  table.rows = {{"a", std::int64_t{3}}, {"b", std::int64_t{4}}};
  table.total = Row{"all, each once", std::int64_t{5}};
  document.sections = {{"a", "A", {table}, false}};
  auto parts = written(document);
  CHECK(count_of(parts["xl/worksheets/sheet1.xml"], "<f>") == 0);
  CHECK(parts["xl/worksheets/sheet1.xml"].find("<v>5</v>") != std::string::npos);
}

TEST_CASE("a column with a duration that had to be text has no formula that would leave it out") {
  Document document;
  Table table;
  table.columns = {{key("d"), "Duration", 0, false, true}};
  table.rows = {{Seconds{7200}}, {Seconds{-3600}}};
  document.sections = {{"a", "A", {table}, false}};
  auto parts = written(document);
  CHECK(count_of(parts["xl/worksheets/sheet1.xml"], "<f>") == 0);
}

TEST_CASE("an empty table says so, an empty document is a valid workbook") {
  Document document;
  document.language = Language::ru;
  Table table;
  table.columns = {{key("a"), "А"}};
  document.sections = {{"a", "Пусто", {table}, false}};
  CHECK(written(document)["xl/sharedStrings.xml"].find("нет записей") != std::string::npos);
  CHECK(written(Document{})["xl/worksheets/sheet1.xml"].find("<row ") != std::string::npos);
}

TEST_CASE("a sheet too small for a table is an error with the next step") {
  Document document;
  Table table;
  table.title = "long";
  table.columns = {{key("n"), "N"}};
  table.stream = [](const RowVisitor& visit) {
    for (std::int64_t i = 0; i < 1'100'000; ++i) visit({i});
  };
  document.sections = {{"a", "A", {table}, false}};
  Folder folder;
  CHECK_THROWS_WITH_AS(
      write_xlsx(document, kStyle, folder / "a.xlsx"),
      "cannot write workbook: table 'long' has more rows than a sheet can hold (1048576)",
      WriteError);
  CHECK(folder.names().empty());
}

TEST_CASE("what a stream throws comes out, and nothing is left") {
  Document document;
  Table table;
  table.columns = {{key("n"), "N"}};
  table.stream = [](const RowVisitor&) { throw StoreError("the store is gone"); };
  document.sections = {{"a", "A", {table}, false}};
  Folder folder;
  CHECK_THROWS_AS(write_xlsx(document, kStyle, folder / "a.xlsx"), StoreError);
  CHECK(folder.names().empty());
}
