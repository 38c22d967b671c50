#include "workbook/layout_rules.hpp"

#include <doctest/doctest.h>

#include "workbook/chart_block.hpp"
#include "workbook/grid_frame.hpp"

using namespace outdesk;

TEST_CASE("wrapping breaks at words, at newlines, and inside words that are too long") {
  CHECK(wrapped_lines("", 20) == 1);
  CHECK(wrapped_lines("one two", 20) == 1);
  CHECK(wrapped_lines("one two three four five six", 14) > 1);
  CHECK(wrapped_lines("a\nb\nc", 20) == 3);
  CHECK(wrapped_lines(std::string(100, 'x'), 22) == 5);
}

TEST_CASE("bold and large text is wider, Cyrillic capitals are wider than small letters") {
  CHECK(text_width("слово", 10, true) > text_width("слово", 10, false));
  CHECK(text_width("слово", 20) == doctest::Approx(2 * text_width("слово", 10)));
  CHECK(text_width("ГЛН") > text_width("глн"));
  CHECK(text_width("a\nlonger") == text_width("longer"));
}

TEST_CASE("the block with the most columns gives the sheet its columns, others span them") {
  SheetColumns columns = lay_out({{20, 10, 10, 10}, {30, 20}}, 0);
  CHECK(columns.widths == std::vector<double>{20, 10, 10, 10});
  CHECK(columns.edges[0] == Edges{0, 1, 2, 3, 4});
  CHECK(columns.edges[1] == Edges{0, 2, 4});
}

TEST_CASE("a wider block adds a column that the others leave alone") {
  SheetColumns columns = lay_out({{10, 10, 10}, {20, 60}}, 0);
  CHECK(columns.widths == std::vector<double>{10, 10, 10, 50});
  CHECK(columns.edges[0] == Edges{0, 1, 2, 3});
  CHECK(columns.edges[1] == Edges{0, 2, 4});
}

TEST_CASE("every column of every block gets at least one sheet column, in order") {
  for (std::size_t k = 1; k <= 12; ++k) {
    Shape many(12, Wish(5.0)), other(k, Wish(60.0 / static_cast<double>(k) + static_cast<double>(k % 3)));
    SheetColumns columns = lay_out({many, other}, 0);
    for (std::size_t i = 0; i < k; ++i) CHECK(columns.edges[1][i] < columns.edges[1][i + 1]);
    CHECK(columns.edges[1].back() <= static_cast<int>(columns.widths.size()));
  }
}

TEST_CASE("a number or a date that would not fit widens the column that it stands in") {
  SheetColumns columns = lay_out({{20, 10, 10, 10}, {{20, 0}, {10, 17}, {10, 0}, {10, 0}}}, 0);
  CHECK(columns.widths == std::vector<double>{20, 17, 10, 10});
  columns = lay_out({{20, 10, 10, 10}, {{30, 45}, {20, 0}}}, 0);
  CHECK(columns.widths == std::vector<double>{20, 25, 10, 10});
}

TEST_CASE("a sheet of words alone has one wide column") {
  CHECK(lay_out({}, 92).widths == std::vector<double>{92});
}

TEST_CASE("an axis has round limits around its values, and a share never passes 100 %") {
  Axis axis = axis_for(93.7, 97.3, true);
  CHECK(axis.min == 92);
  CHECK(axis.max == 98);
  CHECK(axis.step == 1);
  CHECK(axis_for(99, 100, true).max == 100);
  CHECK(axis_for(0, 3, false).min == 0);
  Axis flat = axis_for(5, 5, false);
  CHECK(flat.min < 5);
  CHECK(flat.max > 5);
  CHECK(axis_for(0, 0, false).max > 0);
}

TEST_CASE("a line against a target is split into points at or over it and points under it") {
  Chart chart;
  chart.kind = Chart::Kind::line;
  chart.points = {"a", "b", "c", "d"};
  chart.series = {{"share", {94.9, {}, 95.0, 96.0}, Tone::neutral}};
  chart.target = 95.0;
  ChartTable table = table_of(chart, Language::en);
  REQUIRE(table.series.size() == 4);
  using Values = std::vector<std::optional<double>>;
  CHECK(table.series[1].values == Values{{}, {}, 95.0, 96.0});
  CHECK(table.series[2].values == Values{94.9, {}, {}, {}});
  CHECK(table.series[3].values == Values{95.0, 95.0, 95.0, 95.0});
}

TEST_CASE("up to 60 heads are printed on one page width, more of them band by band") {
  auto heads = [](std::vector<std::size_t> bands) {
    std::vector<Grid::Head> out;
    for (std::size_t band = 0; band < bands.size(); ++band)
      for (std::size_t i = 0; i < bands[band]; ++i) {
        Grid::Head head;
        head.band = "band " + std::to_string(band);
        out.push_back(head);
      }
    return out;
  };
  CHECK(page_starts(heads({30, 30}), 60).empty());
  CHECK(page_starts(heads({30, 30, 1}), 60) == std::vector<std::uint32_t>{30, 60});
  CHECK(page_starts(heads({130, 5}), 60) == std::vector<std::uint32_t>{60, 120, 130});
}

TEST_CASE("a legend that does not fit one row takes another") {
  std::vector<LegendPlace> places = place_legend({"read", "read and change", "full access"}, 16);
  CHECK(places[0].row == 0);
  CHECK(places[1].row == 0);
  CHECK(places[1].column == 1 + places[0].text_columns);
  CHECK(places[2].row == 1);
  CHECK(places[2].column == 0);
}
