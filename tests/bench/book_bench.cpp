// book_bench FILE   the cells of bare_cells.h as a Grid through the writer of workbooks: what access.xlsx goes through.
#include <cstdio>

#include "bare_cells.h"
#include "output/writers.hpp"

namespace {

using namespace outdesk;

Grid bench_grid() {
  Grid grid;
  grid.title = "Матрица";
  grid.line_title = "Папка";
  grid.line_columns = {{key("path"), "Папка"}};
  for (int i = 0; i < BENCH_KINDS; ++i) {
    const std::string words = std::string("вид ") + std::to_string(i);
    grid.palette.push_back({{std::to_string(i), words, Tone::neutral}, bench_signs[i], bench_fills[i], bench_inks[i], i == 2 || i == 3});
  }
  for (unsigned column = 0; column < BENCH_COLUMNS; ++column) {
    Grid::Head head;
    head.band = "Отдел " + std::to_string(column * 7 / BENCH_COLUMNS);
    head.title = "Фамилия" + std::to_string(column) + " А. Б.";
    head.subtitle = "user" + std::to_string(column);
    grid.heads.push_back(std::move(head));
  }
  for (unsigned row = 0; row < BENCH_ROWS; ++row) {
    Grid::Line line;
    line.title = "Папка " + std::to_string(row);
    line.values = {line.title};
    for (unsigned column = 0; column < BENCH_COLUMNS; ++column) line.cells.push_back(static_cast<std::uint8_t>(bench_kind(row, column)));
    grid.lines.push_back(std::move(line));
  }
  return grid;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) {
    std::fputs("usage: book_bench FILE\n", stderr);
    return 2;
  }
  Document document;
  document.title = "Матрица доступа";
  document.language = Language::ru;
  document.sections.push_back({"access", "Матрица доступа", {bench_grid()}});
  write_xlsx(document, {Instant{1759266000}, "bench"}, argv[1]);
}
