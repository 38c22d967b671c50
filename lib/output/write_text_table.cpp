#include "base/text.hpp"
#include "output/table_walk.hpp"
#include "output/words.hpp"
#include "output/write_text.hpp"

namespace outdesk {

namespace {

constexpr std::size_t kWidthRows = 1000;  ///< rows that set the widths of a long table

std::vector<TextCell> cells_of(const Row& row, const std::vector<std::size_t>& shown, const Document& document, const HeatScale* heat = nullptr) {
  std::vector<TextCell> cells;
  for (std::size_t i : shown) {
    bool blank = i >= row.size() || (heat && heat->is_cold(i, row[i]));
    cells.push_back(blank ? TextCell{} : text_cell(row[i], document));
  }
  return cells;
}

/// Small bars of one line: "▁▂▅█"; a dot where nothing is known.
std::string bar_line(const std::vector<std::optional<double>>& bars) {
  constexpr std::string_view kBars[] = {"▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"};
  std::string out;
  for (const auto& height : bar_heights(bars))
    out += height ? kBars[std::min<std::size_t>(7, static_cast<std::size_t>(*height * 8))] : std::string_view("·");
  return out;
}

/// Marks and dates wrap rather than lose their end; numbers do neither.
TextColumn text_column(const Column& column, ColumnKind kind) {
  std::string title = printable(column.title);
  switch (kind) {
    case ColumnKind::number: return {title, true, false, 0};
    case ColumnKind::moment: return {title, false, true, 10};
    case ColumnKind::mark: return {title, false, true, 12};
    case ColumnKind::text: break;
  }
  return {title, false, column.wrap, 12};
}

}  // namespace

void write_text_table(TextOut& out, const Table& table, const Document& document) {
  std::vector<std::size_t> shown = shown_columns(table.columns);
  std::optional<TextTable> text;
  Totals totals(table);
  HeatScale heat(table);
  auto begin = [&](const std::vector<Row>& sample) {
    std::vector<ColumnKind> kinds = column_kinds(table.columns, sample);
    std::vector<TextColumn> columns;
    for (std::size_t i : shown) columns.push_back(text_column(table.columns[i], kinds[i]));
    std::vector<std::vector<TextCell>> cells;
    for (const Row& row : sample) cells.push_back(cells_of(row, shown, document, &heat));
    if (table.total) cells.push_back(cells_of(*table.total, shown, document));
    text.emplace(out, std::move(columns));
    text->begin(cells);
  };
  walk_table(table, kWidthRows, begin, [&](const Row& row) {
    totals.add(row);
    text->row(cells_of(row, shown, document, &heat));
  });
  if (auto total = totals.row(document.language)) text->total(cells_of(*total, shown, document));
}

void write_text_chart(TextOut& out, const Chart& chart, const Document& document) {
  std::vector<TextColumn> columns = {{printable(chart.unit)}};
  for (const Chart::Series& series : chart.series) columns.push_back({printable(series.title), true, false, 0});
  if (chart.target) {
    std::string title = chart.target_title.empty() ? std::string(word(Word::target, document.language)) : chart.target_title;
    columns.push_back({printable(title), true, false, 0});
  }
  auto number = [&](std::optional<double> v) {
    return v ? format_measure(*v, chart.digits, document.language) : std::string();
  };
  std::vector<std::vector<TextCell>> rows;
  for (std::size_t i = 0; i < chart.points.size(); ++i) {
    std::vector<TextCell> cells = {{printable(chart.points[i])}};
    for (const Chart::Series& series : chart.series)
      cells.push_back({number(i < series.values.size() ? series.values[i] : std::nullopt)});
    if (chart.target) cells.push_back({number(chart.target)});
    rows.push_back(std::move(cells));
  }
  TextTable table(out, std::move(columns));
  table.begin(rows);
  for (const auto& row : rows) table.row(row);
}

void write_text_tiles(TextOut& out, const Tiles& tiles) {
  std::size_t widest_light = 0, widest_title = 0;
  for (const Tiles::Tile& tile : tiles.tiles) {
    widest_light = std::max(widest_light, display_width(printable(signed_words(tile.light))));
    widest_title = std::max(widest_title, display_width(printable(tile.title)));
  }
  std::string rest(widest_light + 2 + widest_title + 2, ' ');
  for (const Tiles::Tile& tile : tiles.tiles) {
    std::string light = padded(printable(signed_words(tile.light)), widest_light);
    std::string lead = out.inked(light, ink_of(tile.light.tone)) + "  " +
                       padded(printable(tile.title), widest_title) + "  ";
    std::string bars = bar_line(tile.bars);
    std::vector<std::string> parts;
    for (const std::string& part : {tile.figure, tile.detail, tile.trend})
      if (!part.empty()) parts.push_back(printable(part));
    std::string text = join(parts, " · ");
    if (!bars.empty()) text += " · " + bars;
    // The lead is measured without its colour codes.
    std::size_t width = out.columns() > rest.size() + 24 ? out.columns() - rest.size() : 0;
    std::vector<std::string> lines = wrapped(text, out.columns() ? std::max<std::size_t>(width, 24) : 0);
    for (std::size_t i = 0; i < lines.size(); ++i) out.line((i ? rest : lead) + lines[i]);
  }
}

}  // namespace outdesk
