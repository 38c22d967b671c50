#include "workbook/grid_sheet.hpp"

#include <xlsxwriter.h>

#include "workbook/grid_cells.hpp"
#include "workbook/grid_frame.hpp"

namespace outdesk {

namespace {

std::string words_of_block(const Block& block) {
  std::string text;
  if (auto* paragraph = std::get_if<Paragraph>(&block))
    for (const auto& run : paragraph->runs) text += run.text;
  if (auto* points = std::get_if<Points>(&block))
    for (const auto& point : points->points)
      text +=
          (text.empty() ? "" : "\n") + point.lead + (point.lead.empty() ? "" : " ") + point.text;
  return text;
}

struct GridWriter {
  Sheet& sheet;
  const Grid& grid;
  const SheetPlan& plan;
  const FlowContext& context;
  GridFrame frame{sheet, grid};
  int row = 0, head_row = 0, first_row = 0;

  /// Words of the section: in front of the matrix where short, else below it.
  void write_words(bool above) {
    constexpr int kShort = 2;
    Style style;
    style.wrap = true;
    style.vertical = Style::Vertical::top;
    for (const Block* block : plan.blocks) {
      std::string text = words_of_block(*block);
      int lines = wrapped_lines(text, frame.words_width());
      bool is_short = lines <= kShort && std::holds_alternative<Paragraph>(*block);
      if (is_short != above) continue;
      sheet.set_row(row, row_height(lines));
      sheet.wide(row++, 0, frame.lefts() + frame.words_columns() - 1, text, style);
    }
  }

  void write_lines() {
    GridCells cells(sheet, grid, frame.band_start(), frame.lefts());
    for (const Grid::Line& line : grid.lines) {
      sheet.set_row(row, line.depth == 0 ? 16 : 13.5, std::min(line.depth, 7));
      write_left(line);
      cells.write(row, line);
      ++row;
    }
  }

  void write_left(const Grid::Line& line) {
    constexpr Colour kDeep = 0x374151;
    Style style = body_style();
    style.wrap = false;
    style.size = line.depth == 0 ? 10.5 : 9.5;
    style.bold = line.depth == 0;
    if (line.depth == 0) style.fill = palette::kTop;
    if (line.depth > 2) style.ink = kDeep;
    style.indent = line.depth + 1;
    sheet.text(row, 0, line.title, style);
    style.size = 9;
    style.indent = 1;
    for (int i = 1; i < frame.lefts(); ++i) {
      const auto& about = frame.left()[static_cast<std::size_t>(i)];
      style.align = about.narrow ? Align::centre : Align::left;
      if (about.column >= line.values.size())
        sheet.blank(row, i, style);
      else
        write_value(i, line.values[about.column], style);
    }
  }

  void write_value(int column, const Value& value, const Style& style) {
    if (const bool* yes = std::get_if<bool>(&value))
      return sheet.text(row, column, *yes ? sheet.words().own : "", style);
    CellContent content = cell_of(value, sheet.document());
    if (style.align == Align::centre) content.align = Align::centre;
    sheet.content(row, column, content, style);
  }

  void set_filter() {
    if (grid.lines.empty() || grid.heads.empty()) return;
    sheet.book().check(worksheet_autofilter(sheet.raw(), static_cast<lxw_row_t>(first_row - 1), 0,
                                            static_cast<lxw_row_t>(row - 1),
                                            static_cast<lxw_col_t>(frame.last_column())));
  }

  void set_up() {
    lxw_worksheet* raw = sheet.raw();
    worksheet_outline_settings(raw, LXW_TRUE, LXW_FALSE, LXW_TRUE, LXW_FALSE);
    worksheet_freeze_panes(raw, static_cast<lxw_row_t>(first_row),
                           static_cast<lxw_col_t>(frame.lefts()));
    worksheet_set_zoom(raw, 90);
    PrintSetup print;
    print.a3 = true;
    print.footer = context.footer;
    print.repeat_first_row = head_row;
    print.repeat_last_row = first_row - 1;
    print.repeat_last_column = frame.lefts() - 1;
    std::vector<std::uint32_t> starts = page_starts(grid.heads, kHeadsPerPage);
    if (!starts.empty()) {
      print.pages_wide = 0;
      print.scale = frame.scale_for(starts);
      for (std::uint32_t start : starts)
        print.breaks_before.push_back(static_cast<std::uint32_t>(frame.lefts()) + start);
    }
    set_up_print(sheet, print);
  }

  void write() {
    std::string title = grid.title.empty() ? plan.section->title : grid.title;
    if (title.empty()) title = sheet.document().title;
    row = write_sheet_title(sheet, title, frame.lefts() + frame.text_columns() - 1);
    write_words(true);
    head_row = frame.write_legend(row);
    first_row = row = frame.write_head(head_row);
    write_lines();
    set_filter();
    ++row;
    write_words(false);
    Style note = note_style();
    note.wrap = false;
    if (!grid.note.empty()) sheet.text(row++, 0, grid.note, note);
    sheet.note_cuts(row);
    set_up();
  }
};

}  // namespace

void write_grid_sheet(Book& book, const Document& document, const SheetPlan& plan,
                      const FlowContext& context) {
  Sheet sheet(book, document, plan.name);
  std::vector<std::string> folds = fold_words(*plan.grid, document.language);
  if (std::any_of(folds.begin(), folds.end(), [](const auto& words) { return !words.empty(); })) {
    Grid short_grid = folded(*plan.grid, folds);
    return GridWriter{sheet, short_grid, plan, context}.write();
  }
  GridWriter{sheet, *plan.grid, plan, context}.write();
}

}  // namespace outdesk
