#include <doctest/doctest.h>

#include "book_parts.hpp"
#include "workbook/grid_frame.hpp"

using namespace outdesk;
using namespace outdesk::test;

namespace {

const std::string kFirstSheet = "xl/worksheets/sheet1.xml";

Document with_blocks(std::vector<Block> blocks) {
  Document document;
  document.title = "Report";
  document.currency = "RUB";
  document.sections.push_back({"one", "One", std::move(blocks)});
  return document;
}

/// Two departments; of the first two people are alike.
Grid two_departments() {
  Grid grid;
  grid.line_title = "Folder";
  grid.head_id_column = "account";
  grid.head_columns = {{key("account"), "Account"}};
  grid.line_columns = {{key("path"), "Folder"}};
  grid.palette = {{{"none", "no access"}, "", "", "", false}, {{"read", "read"}, "r", "DCE9F5", "24476B", false}};
  for (const char* account : {"anna", "boris", "vera"}) {
    Grid::Head head;
    head.band = "Sales";
    head.title = head.subtitle = account;
    head.values = {std::string(account)};
    grid.heads.push_back(head);
  }
  grid.lines.resize(1);
  grid.lines[0].title = grid.lines[0].path = "share";
  grid.lines[0].cells = {1, 0, 1};
  grid.lines[0].changed = {0, 1, 2};
  return grid;
}

}  // namespace

TEST_CASE("the name of a department of one person stands upright where its column is too narrow for it") {
  Grid grid = two_departments();
  auto flat_rows = [&] { return count_of(written(with_blocks({grid}))[kFirstSheet], " ht=\"16\""); };
  auto flat = flat_rows();
  grid.heads[2].band = "IT";
  CHECK(flat_rows() == flat);
  grid.heads[2].band = "Administration";
  CHECK(flat_rows() + 1 == flat);
}

TEST_CASE("a mark of a table can lead to the sheet of a section, where there is one") {
  Table table;
  table.columns = {{{}, "Section"}, {{}, "More"}};
  table.rows = {{Mark{"section:two", "Requests"}, Mark{"section:nowhere", "no link"}}, {Mark{"two", "no link either"}, std::string("text")}};
  Document document = with_blocks({Paragraph{{{"words", false}}}, table});
  document.sections.push_back({"two", "Second", {Paragraph{{{"there", false}}}}});
  auto parts = written(document);
  CHECK(count_of(parts[kFirstSheet], "<hyperlink ") == 1);
  CHECK(count_of(parts[kFirstSheet], "Second") == 1);
  for (const char* said : {">Requests<", ">no link<", ">no link either<"}) CHECK(count_of(parts["xl/sharedStrings.xml"], said) == 1);
}

TEST_CASE("a column can have a formula for each row, the total's behind the last one") {
  Table table;
  table.columns = {{{}, "What"}, {{}, "Rate, %"}, {{}, "Amount"}};
  table.rows = {{std::string("fee"), Value(), Money{14'800'000}}, {std::string("late"), Decimal{2'000'000'000}, Money{-296'000}}};
  table.total = Row{std::string("to pay"), Value(), Money{14'504'000}};
  table.columns[2].formula = "\n-ROUND([2@0]*[1@1]/100,2)\nSUM([2@0]:[2@1])\n[2@0]";
  table.columns[1].formula = "[9@0]\n[1@7]\n";  // of cells that are not there: the values stay
  const std::string sheet = written(with_blocks({Paragraph{{{"words", false}}}, table}))[kFirstSheet];
  CHECK(count_of(sheet, "<f>-ROUND(C") == 1);
  CHECK(count_of(sheet, "<v>-2960</v>") == 1);
  CHECK(count_of(sheet, "<f>SUM(C") == 1);
  CHECK(count_of(sheet, "<v>145040</v>") == 1);
  CHECK(count_of(sheet, "<f>") == 2);
}

TEST_CASE("people of a department whose cells are the same are one column on paper") {
  Grid grid = two_departments(), paper = folded(grid, {"Sales, 2 people", "", "Sales, 2 people"});
  REQUIRE(paper.heads.size() == 2);
  CHECK(paper.heads[0].title == "Sales, 2 people");
  CHECK(paper.heads[0].subtitle.empty());
  CHECK(paper.heads[1].title == "boris");
  CHECK(paper.lines[0].cells == std::vector<std::uint8_t>{1, 0});
  CHECK(paper.lines[0].changed == std::vector<std::uint32_t>{0, 1});
}

TEST_CASE("a workbook folds where a page cannot hold everybody") {
  Grid grid = two_departments();
  grid.heads.resize(61, grid.heads[0]);
  grid.lines[0].cells.resize(61, 1);
  grid.lines[0].changed.clear();
  const std::string texts = written(with_blocks({grid}))["xl/sharedStrings.xml"];
  CHECK(count_of(texts, "Sales, 60 people") == 1);
  CHECK(count_of(texts, "anna") == 0);
  CHECK(count_of(texts, ">boris<") == 1);
}

TEST_CASE("the last of several notes tells what a frame means") {
  Grid grid = two_departments();
  grid.legend_notes = {"Darker is more.", "in a frame: changed in September 2025"};
  const std::string texts = written(with_blocks({grid}))["xl/sharedStrings.xml"];
  for (const char* said : {">Darker is more.<", ">in a frame: changed in September 2025<"}) CHECK(count_of(texts, said) == 1);
  CHECK(count_of(texts, ">changed<") == 0);
  grid.lines[0].changed.clear();
  CHECK(count_of(written(with_blocks({grid}))["xl/sharedStrings.xml"], "in a frame") == 0);  // where nothing is framed
}

TEST_CASE("a sheet too wide to be read on A4 goes on A3") {
  auto paper = [](std::size_t columns) {
    Table table;
    for (std::size_t i = 0; i < columns; ++i) table.columns.push_back({{}, "Column", 24});
    table.rows.push_back(Row(columns, std::string("text")));
    const std::string sheet = written(with_blocks({table}))[kFirstSheet];
    return count_of(sheet, "paperSize=\"8\"") ? 3 : count_of(sheet, "paperSize=\"9\"") ? 4 : 0;
  };
  CHECK(paper(6) == 4);
  CHECK(paper(14) == 3);
}
