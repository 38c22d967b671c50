#include "workbook/grid_frame.hpp"

#include <cmath>
#include <xlsxwriter.h>

#include "base/error.hpp"
#include "base/text.hpp"
#include "output/fold_heads.hpp"
#include "output/format_value.hpp"
#include "output/words.hpp"
#include "workbook/grid_cells.hpp"
#include "workbook/table_block.hpp"

namespace outdesk {

namespace {

constexpr double kNarrow = 5.2;
constexpr int kTextColumns = 24;         // at least, for words beside signs
constexpr double kPagePixels = 1480;     // printable width of A3 across at 100 %
constexpr double kPointsPerUnit = 5.25;  // a column unit, turned upright

bool is_small(const Value& value) {
  if (const std::string* text = std::get_if<std::string>(&value)) return text->size() <= 3;
  return std::holds_alternative<bool>(value) || std::holds_alternative<std::int64_t>(value) ||
         std::holds_alternative<std::monostate>(value);
}

/// Every value of the column is a number or a sign.
bool all_small(const Grid& grid, std::size_t column) {
  return std::all_of(grid.lines.begin(), grid.lines.end(), [&](const Grid::Line& line) {
    return column >= line.values.size() || is_small(line.values[column]);
  });
}

double title_width(const Grid& grid) {
  double widest = text_width(grid.line_title, 10, true);
  for (const Grid::Line& line : grid.lines)
    widest = std::max(widest,
                      text_width(line.title, 10, line.depth == 0) + 1.4 * std::min(line.depth + 1, 15));
  return std::clamp(widest + 2, 24.0, 52.0);
}

double text_column_width(const Grid& grid, std::size_t column, const Document& document) {
  double widest = text_width(grid.line_columns[column].title, 10, true) / 2;
  for (const Grid::Line& line : grid.lines) {
    if (column >= line.values.size()) continue;
    widest = std::max(widest, text_width(format_value(line.values[column], document), 9));
  }
  return std::clamp(widest + 3, 10.0, 24.0);
}

std::string full_title(const Grid::Head& head) {
  return head.alarm.empty() ? head.title : head.title + " (" + head.alarm + ")";
}

}  // namespace

Grid folded(const Grid& grid, const std::vector<std::string>& folds) {
  std::vector<std::size_t> kept;
  std::vector<std::uint32_t> place(grid.heads.size(), 0);  // among those kept
  std::map<std::pair<std::string, std::string>, std::uint32_t> seen;
  for (std::size_t i = 0; i < grid.heads.size(); ++i) {
    auto number = static_cast<std::uint32_t>(kept.size());
    if (!folds[i].empty()) number = seen.try_emplace({grid.heads[i].band, folds[i]}, number).first->second;
    place[i] = number;
    if (number == kept.size()) kept.push_back(i);
  }
  Grid out = grid;
  out.heads.clear();
  for (std::size_t i : kept) {
    out.heads.push_back(grid.heads[i]);
    if (folds[i].empty()) continue;
    out.heads.back().title = folds[i];
    out.heads.back().subtitle.clear();
  }
  for (Grid::Line& line : out.lines) {
    std::vector<std::uint8_t> cells;
    for (std::size_t i : kept)
      if (i < line.cells.size()) cells.push_back(line.cells[i]);
    line.cells = std::move(cells);
    for (std::uint32_t& head : line.changed) head = head < place.size() ? place[head] : head;
    std::sort(line.changed.begin(), line.changed.end());
    line.changed.erase(std::unique(line.changed.begin(), line.changed.end()), line.changed.end());
  }
  return out;
}

std::vector<std::uint32_t> page_starts(const std::vector<Grid::Head>& heads, std::size_t most) {
  std::vector<std::uint32_t> starts;
  if (heads.size() <= most) return starts;
  std::size_t first = 0;
  for (std::size_t i = 1; i < heads.size(); ++i) {
    if (heads[i].band == heads[i - 1].band && i - first < most) continue;
    starts.push_back(static_cast<std::uint32_t>(i));
    first = i;
  }
  return starts;
}

std::vector<LegendPlace> place_legend(const std::vector<std::string>& texts, int columns) {
  std::vector<LegendPlace> places;
  int row = 0, column = 0;
  for (const auto& text : texts) {
    int wide = std::max(1, static_cast<int>(std::ceil((text_width(text, 9) + 3.5) / kHeadWidth)));
    if (column > 0 && column + 1 + wide > columns) {
      ++row;
      column = 0;
    }
    places.push_back({row, column, wide});
    column += 1 + wide;
  }
  return places;
}

GridFrame::GridFrame(Sheet& sheet, const Grid& grid) : sheet_(sheet), grid_(grid) {
  left_.push_back({0, false, title_width(grid)});
  for (std::size_t i = 1; i < grid.line_columns.size(); ++i) {
    if (grid.line_columns[i].title.empty()) continue;
    bool narrow = all_small(grid, i);
    left_.push_back({i, narrow, narrow ? kNarrow : text_column_width(grid, i, sheet.document())});
  }
  for (std::size_t i = 0; i < grid.heads.size(); ++i)
    band_start_.push_back(i == 0 || grid.heads[i].band != grid.heads[i - 1].band);
  if (last_column() >= static_cast<int>(LXW_COL_MAX))
    throw WriteError("cannot write workbook: matrix " + in_quotes(grid.title) +
                         " has more columns than a sheet can hold (16384)",
                     "choose fewer accounts, or --format csv");
  for (int i = 0; i < lefts(); ++i)
    sheet.set_column(i, i, left_[static_cast<std::size_t>(i)].width);
  int last = std::min(lefts() + text_columns(), static_cast<int>(LXW_COL_MAX)) - 1;
  sheet.set_column(lefts(), last, kHeadWidth);
}

int GridFrame::text_columns() const { return std::max(heads(), kTextColumns); }

/// Where the heads are printed on several pages, words stay on the first.
int GridFrame::words_columns() const {
  std::vector<std::uint32_t> starts = page_starts(grid_.heads, kHeadsPerPage);
  return starts.empty() ? text_columns() : static_cast<int>(starts[0]);
}

double GridFrame::words_width() const {
  double width = kHeadWidth * words_columns();
  for (const Left& one : left_) width += one.width;
  return width;
}

int GridFrame::scale_for(const std::vector<std::uint32_t>& starts) const {
  std::uint32_t widest = 0, from = 0;
  for (std::uint32_t start : starts) {
    widest = std::max(widest, start - from);
    from = start;
  }
  widest = std::max(widest, static_cast<std::uint32_t>(grid_.heads.size()) - from);
  double pixels = widest * column_pixels(kHeadWidth);
  for (const Left& one : left_) pixels += column_pixels(one.width);
  return std::clamp(static_cast<int>(100 * kPagePixels / pixels), 25, 100);
}

/// The paint that shows a frame best: the first with a bold sign.
std::size_t GridFrame::strongest() const {
  auto bold = std::find_if(grid_.palette.begin(), grid_.palette.end(),
                           [](const Grid::Paint& paint) { return paint.bold; });
  return bold == grid_.palette.end() ? 0 : static_cast<std::size_t>(bold - grid_.palette.begin());
}

/// What a frame means, where the matrix says it.
const std::string* GridFrame::frame_note() const { return grid_.legend_notes.size() > 1 ? &grid_.legend_notes.back() : nullptr; }

int GridFrame::write_legend(int row) {
  std::vector<std::string> texts;
  for (const auto& paint : grid_.palette) texts.push_back(paint.mark.words);
  bool changes = std::any_of(grid_.lines.begin(), grid_.lines.end(),
                             [](const auto& line) { return !line.changed.empty(); });
  if (changes && !grid_.palette.empty())
    texts.push_back(frame_note() ? *frame_note() : std::string(word(Word::changed, sheet_.document().language)));
  // A page of few heads has no room beside a sign: there each stands on a row of its own, and further left.
  bool paged = !page_starts(grid_.heads, kHeadsPerPage).empty() && lefts() > 1;
  std::vector<LegendPlace> places = place_legend(texts, paged ? 1 : words_columns());
  int first = paged ? 1 : lefts();
  Style hint, words;
  hint.italic = true;
  hint.ink = palette::kQuiet;
  hint.size = words.size = 9;
  words.indent = 1;
  std::size_t note = 0, i = 0, notes = grid_.legend_notes.size() - (frame_note() ? 1 : 0);
  for (int line = 0; i < places.size() || note < notes; ++line, ++row) {
    sheet_.set_row(row, 16);
    if (note < notes) sheet_.text(row, 0, grid_.legend_notes[note++], hint);
    for (; i < places.size() && places[i].row == line; ++i) {
      bool frame = i == grid_.palette.size();
      int column = first + places[i].column;
      const Grid::Paint& paint = grid_.palette[frame ? strongest() : i];
      sheet_.text(row, column, paint.sign, cell_style(paint, false, frame));
      sheet_.text(row, column + 1, texts[i], words);
    }
  }
  return row;
}

int GridFrame::write_head(int row) {
  write_bands(row);
  write_names(row + 1);
  write_reach(row + 2);
  write_accounts(row + 3);
  return row + 4;
}

Style GridFrame::head_style(std::size_t i) const {
  Style style = body_style();
  style.wrap = false;
  style.fill = palette::kBand;
  style.align = Align::centre;
  style.heavy_left = band_start_[i];
  return style;
}

void GridFrame::write_bands(int row) {
  constexpr double kFlat = 16, kMost = 110, kLegible = 0.6;
  Style style = header_style();
  style.size = 9;
  style.wrap = false;
  style.heavy_left = style.shrink = true;
  struct Band {
    int first, last;
    const std::string& name;
    bool upright;  // nobody could read it shrunk into its columns
  };
  std::vector<Band> bands;
  double height = kFlat;
  for (int i = 0, end; i < heads(); i = end) {
    end = i + 1;
    while (end < heads() && !band_start_[static_cast<std::size_t>(end)]) ++end;
    const std::string& name = grid_.heads[static_cast<std::size_t>(i)].band;
    double width = text_width(name, style.size, true);
    bands.push_back({lefts() + i, lefts() + end - 1, name, width * kLegible > (end - i) * kHeadWidth});
    if (bands.back().upright) height = std::max(height, std::min(kMost, width * kPointsPerUnit + 8));
  }
  sheet_.set_row(row, height);
  write_left_header(row, true);
  for (const Band& band : bands) {
    style.rotation = band.upright ? 90 : 0;
    sheet_.wide(row, band.first, band.last, band.name, style);
  }
}

/// The titles of the left columns take two rows that look like one cell.
void GridFrame::write_left_header(int row, bool upper) {
  for (int i = 0; i < lefts(); ++i) {
    const Left& about = left_[static_cast<std::size_t>(i)];
    Style style = body_style();
    style.bold = true;
    style.size = 9;
    style.fill = palette::kBand;
    style.vertical = Style::Vertical::bottom;
    style.rotation = about.narrow ? 90 : 0;
    style.align = about.narrow ? Align::centre : Align::left;
    (upper ? style.open_bottom : style.open_top) = true;
    if (upper)
      sheet_.blank(row, i, style);
    else
      sheet_.text(row, i, i ? grid_.line_columns[about.column].title : grid_.line_title, style);
  }
}

double GridFrame::upright_height(const std::function<std::string(const Grid::Head&)>& text,
                                 double size, double least, double most) const {
  double widest = 0;
  for (const auto& head : grid_.heads)
    widest = std::max(widest, text_width(text(head), size, !head.alarm.empty()));
  return std::clamp(widest * kPointsPerUnit + 8, least, most);
}

double GridFrame::names_height() const {
  constexpr double kLeast = 60, kMost = 200;
  double height = upright_height(full_title, 9, kLeast, kMost);
  for (const Left& about : left_) {
    if (!about.narrow) continue;
    double needed = text_width(grid_.line_columns[about.column].title, 9, true) * kPointsPerUnit;
    height = std::max(height, std::min(kMost, needed + 8));
  }
  return height;
}

void GridFrame::write_names(int row) {
  sheet_.set_row(row, names_height());
  write_left_header(row, false);
  for (int i = 0; i < heads(); ++i) {
    const Grid::Head& head = grid_.heads[static_cast<std::size_t>(i)];
    Style style = head_style(static_cast<std::size_t>(i));
    style.size = 9;
    style.rotation = 90;
    style.vertical = Style::Vertical::bottom;
    if (!head.alarm.empty()) {
      style.bold = true;
      style.ink = palette::kWhite;
      style.fill = palette::kAlarm;
    }
    sheet_.text(row, lefts() + i, full_title(head), style);
  }
}

void GridFrame::write_left_hint(int row, const std::string& text) {
  Style style = body_style();
  style.wrap = false;
  style.size = 8;
  style.align = Align::right;
  style.vertical = Style::Vertical::bottom;
  style.ink = palette::kQuiet;
  sheet_.wide(row, 0, lefts() - 1, text.empty() ? "" : text + " →", style);
}

void GridFrame::write_reach(int row) {
  sheet_.set_row(row, 13);
  write_left_hint(row, grid_.reach_title);
  for (int i = 0; i < heads(); ++i) {
    Style style = head_style(static_cast<std::size_t>(i));
    style.size = 7;
    style.fill = kNoColour;
    double reach = static_cast<double>(grid_.heads[static_cast<std::size_t>(i)].reach);
    sheet_.number(row, lefts() + i, reach, style);
  }
}

void GridFrame::write_accounts(int row) {
  sheet_.set_row(row, upright_height([](const auto& head) { return head.subtitle; }, 8, 40, 130));
  write_left_hint(row, subtitle_title());
  for (int i = 0; i < heads(); ++i) {
    Style style = head_style(static_cast<std::size_t>(i));
    style.size = 8;
    style.rotation = 90;
    style.ink = palette::kQuiet;
    style.vertical = Style::Vertical::bottom;
    sheet_.text(row, lefts() + i, grid_.heads[static_cast<std::size_t>(i)].subtitle, style);
  }
}

std::string GridFrame::subtitle_title() const {
  for (const Column& column : grid_.head_columns)
    if (!column.key.empty() && column.key.back() == grid_.head_id_column) return column.title;
  return {};
}

}  // namespace outdesk
