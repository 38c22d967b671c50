#include "package/text_repairs.hpp"

#include <doctest/doctest.h>

using namespace outdesk;
using What = TextRepair::What;

namespace {

Section section_of(std::vector<Row> rows) {
  Table table;
  table.key = key("tickets");
  table.columns = {{key("subject"), "Subject"}, {key("raw"), ""}};
  table.rows = std::move(rows);
  return {"all_tickets", "All requests", {std::move(table)}};
}

std::string cyrillic(std::size_t letters) {
  std::string text;
  for (std::size_t i = 0; i < letters; ++i) text += "ж";
  return text;
}

}  // namespace

TEST_CASE("texts that stand as they are need no words") {
  CHECK(text_repairs({section_of({{"=cmd", "счёт\nи табуляция\t"}, {"🙂", Value()}, {std::int64_t{7}, true}})}).empty());
  CHECK(text_repairs({section_of({{cyrillic(32767), ""}})}).empty());
}

TEST_CASE("what is too long for a cell counts where people read it; a letter outside the plane counts twice") {
  std::string faces;
  for (int i = 0; i < 16384; ++i) faces += "🙂";
  std::vector<Section> sections{section_of({{cyrillic(32768), cyrillic(40000)}, {faces, ""}})};
  auto repairs = text_repairs(sections);
  REQUIRE(repairs.size() == 1);
  CHECK(repairs[0].section == &sections[0]);
  CHECK(repairs[0].column == "Subject");
  CHECK(repairs[0].what == What::cut);
  CHECK(repairs[0].count == 2);
}

TEST_CASE("bytes that are no UTF-8 and invisible characters are told apart, in columns for machines too") {
  std::vector<Section> sections{section_of({{"before \xff after", "\xed\xa0\x80"}, {"счёт\u202efdp", "\x1b[2J"}})};
  auto repairs = text_repairs(sections);
  REQUIRE(repairs.size() == 4);
  CHECK(repairs[0].what == What::replaced);
  CHECK(repairs[1].what == What::shown);
  CHECK(repairs[0].for_people);
  CHECK(repairs[2].column == "raw");
  CHECK(!repairs[2].for_people);
  CHECK(repairs[2].what == What::replaced);
  CHECK(repairs[3].what == What::shown);
}

TEST_CASE("the same column of two tables of a section is one; people and folders of a matrix count") {
  std::vector<Section> sections{section_of({{"\xff", ""}}), {"access", "Access", {}}};
  sections[0].blocks.push_back(sections[0].blocks[0]);
  Grid grid;
  grid.head_columns = {{key("name"), "Name"}};
  grid.line_columns = {{key("path"), "Folder"}};
  Grid::Head head;
  head.values = {"\u200b"};
  Grid::Line line;
  line.values = {"\xc0\xbc"};
  grid.heads = {head};
  grid.lines = {line};
  sections[1].blocks.emplace_back(grid);
  auto repairs = text_repairs(sections);
  REQUIRE(repairs.size() == 3);
  CHECK(repairs[0].count == 2);
  CHECK(repairs[1].column == "Name");
  CHECK(repairs[1].section == &sections[1]);
  CHECK(repairs[2].column == "Folder");
  CHECK(repairs[2].what == What::replaced);
}
