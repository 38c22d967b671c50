#include "workbook/grid_cells.hpp"

namespace outdesk {

Style cell_style(const Grid::Paint& paint, bool rule, bool framed) {
  Style style;
  style.size = 9;
  style.bold = paint.bold;
  style.align = Align::centre;
  style.fill = colour_of(paint.fill);
  style.ink = colour_of(paint.ink);
  style.border = framed ? Border::heavy : Border::thin;
  if (framed) style.border_colour = palette::kChanged;
  style.heavy_left = rule;
  return style;
}

GridCells::GridCells(Sheet& sheet, const Grid& grid, const std::vector<bool>& band_start,
                     int first_column)
    : sheet_(sheet),
      band_start_(band_start),
      first_column_(first_column),
      framed_(grid.heads.size()) {
  for (const Grid::Paint& paint : grid.palette) {
    Kind kind{cell_text(paint.sign).text, {}, {}};
    // A right that was taken away leaves nothing to frame but its absence.
    kind.framed_sign = kind.sign.empty() ? sheet.words().taken_away : kind.sign;
    for (bool rule : {false, true})
      for (bool framed : {false, true})
        kind.formats[rule][framed] = sheet.format(cell_style(paint, rule, framed));
    kinds_.push_back(std::move(kind));
  }
}

void GridCells::write(int row, const Grid::Line& line) {
  for (std::uint32_t head : line.changed)
    if (head < framed_.size()) framed_[head] = true;
  std::size_t cells = std::min(line.cells.size(), framed_.size());
  for (std::size_t i = 0; i < cells; ++i) {
    if (line.cells[i] >= kinds_.size()) continue;
    const Kind& kind = kinds_[line.cells[i]];
    const std::string& sign = framed_[i] ? kind.framed_sign : kind.sign;
    sheet_.put(row, first_column_ + static_cast<int>(i), sign.c_str(),
               kind.formats[band_start_[i]][framed_[i]]);
  }
  for (std::uint32_t head : line.changed)
    if (head < framed_.size()) framed_[head] = false;
}

}  // namespace outdesk
