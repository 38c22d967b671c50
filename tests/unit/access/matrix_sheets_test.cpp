#include "access/matrix_sheets.hpp"

#include <doctest/doctest.h>

using namespace outdesk;

namespace {

/// `people` in one department over two folders, the second with rights of its own; person 1 alone differs there.
Grid sheets_grid(std::size_t people) {
  Grid grid;
  grid.palette = {{{"none", "нет доступа"}, "", "", "", false}, {{"read", "чтение"}, "ч", "", "", false}, {{"change", "чтение и изменение"}, "Р", "", "", true}};
  for (std::size_t i = 0; i < people; ++i) {
    Grid::Head head;
    head.band = "Склад";
    head.title = "Сотрудник " + std::to_string(i);
    head.subtitle = "u" + std::to_string(i);
    head.values = {head.subtitle, head.title, Value(), Value(), true, head.band, std::string("person"), Value()};
    head.reach = 2;
    grid.heads.push_back(head);
  }
  grid.lines.resize(2);
  for (int depth : {0, 1}) {
    Grid::Line& line = grid.lines[static_cast<std::size_t>(depth)];
    line.depth = depth;
    line.path = depth ? "share/Склад" : "share";
    line.values = {line.path, std::string("root"), std::int64_t{depth}, static_cast<std::int64_t>(people), true, true, Value()};
    line.cells.assign(people, 1);
  }
  grid.lines[1].cells[1] = 2;
  return grid;
}

const Table& table_in(const Section& section) { return std::get<Table>(section.blocks.at(0)); }

}  // namespace

TEST_CASE("the people say what opens to them, how strong it is, and who should not be there any more") {
  Grid grid = sheets_grid(3);
  grid.heads[1].alarm = "УВОЛЕН(А)";
  grid.heads[2].values[4] = false;
  grid.lines[0].cells[2] = grid.lines[1].cells[2] = 0;
  grid.lines[0].values[4] = false;
  Section section = people_section(grid, Language::ru);
  const Table& table = table_in(section);
  CHECK(table.key.empty());
  CHECK(table.columns.back().title.empty());  // nothing is folded
  REQUIRE(table.rows.size() == 3);
  CHECK(std::get<Mark>(table.rows[0][3]).words == "работает");
  CHECK(table.rows[0][5] == Value(std::string("чтение")));
  CHECK(table.rows[0][6] == Value(std::int64_t{1}));
  CHECK(std::get<Mark>(table.rows[1][3]) == Mark{"dismissed", "уволен(а), доступ есть", Tone::bad});
  CHECK(table.rows[1][5] == Value(std::string("чтение и изменение")));
  CHECK(std::get<Mark>(table.rows[2][3]).words == "отключена");
  CHECK(table.rows[2][5] == Value());
  CHECK(table.rows[2][6] == Value(std::int64_t{0}));
}

TEST_CASE("a folder with rights of its own says who differs from the folder above, and how") {
  Grid grid = sheets_grid(3);
  Section section = own_section(grid, Language::ru);
  const Table& table = table_in(section);
  REQUIRE(table.rows.size() == 2);
  CHECK(table.rows[0][3] == Value(std::string("верхняя папка: сравнить не с чем")));
  CHECK(table.rows[1][0] == Value(std::string("share/Склад")));
  CHECK(table.rows[1][3] == Value(std::string("чтение и изменение: Сотрудник 1")));

  grid.lines[0].values[5] = false;  // not read
  CHECK(table_in(own_section(grid, Language::ru)).rows.back()[3] == Value(std::string("вышестоящая не прочитана")));
  grid.lines[0].values[5] = true;
  grid.lines[1].cells = grid.lines[0].cells;
  CHECK(table_in(own_section(grid, Language::en)).rows.back()[3] == Value(std::string("people the same; rights of others differ")));
  grid.lines[1].values[4] = false;
  CHECK(table_in(own_section(grid, Language::ru)).rows.size() == 1);
}

TEST_CASE("many who differ are counted behind the first eight") {
  Grid grid = sheets_grid(12);
  grid.lines[1].cells.assign(12, 0);
  std::string who = std::get<std::string>(table_in(own_section(grid, Language::ru)).rows.back()[3]);
  CHECK(who.find("Сотрудник 7 и ещё 4") != std::string::npos);
}
