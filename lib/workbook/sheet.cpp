#include "workbook/sheet.hpp"

#include <xlsxwriter.h>

#include "base/text.hpp"
#include "output/words.hpp"

namespace outdesk {

namespace {

constexpr std::size_t kRichLimit = 4000;  // the library counts the markup of runs as text
constexpr std::int64_t kCutsNamed = 5;     // of the cells whose texts were cut
constexpr std::size_t kLinkLimit = 200;   // and keeps link texts in 2,080 bytes

lxw_row_t row_of(int row) { return static_cast<lxw_row_t>(row); }
lxw_col_t column_of(int column) { return static_cast<lxw_col_t>(column); }

/// Text inside a printed header or footer: `&` starts a code there.  The library takes 255
/// characters for the parts of one line together.
std::string footer_text(std::string_view text) {
  constexpr std::size_t kPart = 110;
  auto escaped = [&](std::size_t limit) {
    return replaced(replaced(cell_text(text, limit).text, "\n", " "), "&", "&&");
  };
  std::string fit = escaped(kPart);
  if (code_points(fit) > kPart) fit = escaped(kPart / 2);
  // A digit right after the font size would be read as part of it.
  return fit.empty() || fit[0] < '0' || fit[0] > '9' ? fit : " " + fit;
}

/// A mark that is no word but a sign itself: "✓", "2".
bool is_sign(const CellContent& content) {
  return content.tone != Tone::neutral && !content.text.empty() &&
         code_points(cell_text(content.text).text) <= 2;
}

std::string whole_text(const Paragraph& paragraph) {
  std::string text;
  for (const auto& run : paragraph.runs) text += run.text;
  return text;
}

}  // namespace

Sheet::Sheet(Book& book, const Document& document, std::string name)
    : book_(book), document_(document), name_(std::move(name)), sheet_(book.add_sheet(name_)) {
  worksheet_gridlines(sheet_, LXW_HIDE_ALL_GRIDLINES);
}

lxw_format* Sheet::format(const Style& style) {
  // Neighbours mostly look alike: one comparison instead of a search.
  if (!last_format_ || style != last_style_) {
    last_format_ = book_.format(style);
    last_style_ = style;
  }
  return last_format_;
}

std::string Sheet::fit(int row, int column, std::string_view text) {
  CellText cell = cell_text(text);
  if (cell.cut && ++cut_ <= kCutsNamed) {
    char name[LXW_MAX_CELL_NAME_LENGTH];
    lxw_rowcol_to_cell(name, row_of(row), column_of(column));
    cut_cells_ += (cut_cells_.empty() ? "" : ", ") + std::string(name);
  }
  return std::move(cell.text);
}

void Sheet::set_column(int first, int last, double width) {
  book_.check(worksheet_set_column(sheet_, column_of(first), column_of(last), width, nullptr));
}

void Sheet::set_row(int row, double height, int level) {
  if (row > last_set_) {
    height_ += height > 0 ? height : LXW_DEF_ROW_HEIGHT;
    ++rows_set_;
    last_set_ = row;
  }
  last_row_ = std::max(last_row_, row);
  lxw_row_col_options options{};
  options.level = static_cast<std::uint8_t>(std::min(level, 7));
  book_.check(worksheet_set_row_opt(sheet_, row_of(row), height > 0 ? height : LXW_DEF_ROW_HEIGHT,
                                    nullptr, &options));
}

void Sheet::text(int row, int column, std::string_view text, const Style& style) {
  last_row_ = std::max(last_row_, row);
  book_.check(worksheet_write_string(sheet_, row_of(row), column_of(column), fit(row, column, text).c_str(),
                                     format(style)));
}

void Sheet::put(int row, int column, const char* fitted, lxw_format* format) {
  book_.check(worksheet_write_string(sheet_, row_of(row), column_of(column), fitted, format));
}

void Sheet::number(int row, int column, double number, const Style& style) {
  book_.check(
      worksheet_write_number(sheet_, row_of(row), column_of(column), number, format(style)));
}

void Sheet::formula(int row, int column, const std::string& formula, double value,
                    const Style& style) {
  book_.check(worksheet_write_formula_num(sheet_, row_of(row), column_of(column), formula.c_str(),
                                          format(style), value));
}

void Sheet::blank(int row, int column, const Style& style) {
  book_.check(worksheet_write_blank(sheet_, row_of(row), column_of(column), format(style)));
}

Style Sheet::styled(const CellContent& content, Style style) {
  if (content.kind != CellContent::Kind::blank && content.align != Align::left)
    style.align = content.align;
  if (is_sign(content)) style.align = Align::centre;
  if (style.align == Align::centre) style.indent = 0;
  style.number_format = content.number_format;
  return toned(std::move(style), content.tone);
}

std::string Sheet::shown(const CellContent& content) {
  if (is_sign(content)) return content.text;
  return signed_words({{}, content.text, content.tone, content.bare});
}

void Sheet::content(int row, int column, const CellContent& content, const Style& style) {
  Style own = styled(content, style);
  switch (content.kind) {
    case CellContent::Kind::blank:
      return blank(row, column, own);
    case CellContent::Kind::number:
      return number(row, column, content.number, own);
    case CellContent::Kind::text:
      return text(row, column, shown(content), own);
  }
}

void Sheet::join(int row, int first, int last, const Style& style) {
  if (last <= first) return;
  // merge_range writes the first cell too, so it comes before the content: see wide() and rich().
  book_.check(worksheet_merge_range(sheet_, row_of(row), column_of(first), row_of(row),
                                    column_of(last), "", format(style)));
}

void Sheet::wide(int row, int first, int last, std::string_view what, const Style& style) {
  join(row, first, last, style);
  text(row, first, what, style);
}

void Sheet::rich(int row, int first, int last, const Paragraph& paragraph, const Style& style) {
  std::vector<const Paragraph::Run*> runs;
  for (const auto& run : paragraph.runs)
    if (!run.text.empty()) runs.push_back(&run);
  std::string whole = whole_text(paragraph);
  if (runs.size() < 2 || whole.size() > kRichLimit) {
    Style plain = style;
    plain.bold = style.bold || (runs.size() == 1 && runs[0]->strong);
    return wide(row, first, last, whole, plain);
  }
  join(row, first, last, style);
  Style strong = style;
  strong.bold = true;
  std::vector<std::string> texts;
  for (const auto* run : runs) texts.push_back(fit(row, first, run->text));
  std::vector<lxw_rich_string_tuple> parts(runs.size());
  std::vector<lxw_rich_string_tuple*> list;
  for (std::size_t i = 0; i < runs.size(); ++i) {
    parts[i] = {book_.format(runs[i]->strong ? strong : style), texts[i].data()};
    list.push_back(&parts[i]);
  }
  list.push_back(nullptr);
  book_.check(worksheet_write_rich_string(sheet_, row_of(row), column_of(first), list.data(),
                                          format(style)));
}

void Sheet::link(int row, int column, const std::string& sheet, std::string_view what,
                 const Style& style) {
  // The library splits an address at '#'.
  if (sheet.find('#') != sheet.npos) return text(row, column, what, style);
  std::string address = "internal:'" + sheet + "'!A1", label = cell_text(what, kLinkLimit).text;
  if (label.empty()) return blank(row, column, style);
  book_.check(worksheet_write_url_opt(sheet_, row_of(row), column_of(column), address.c_str(),
                                      format(style), label.c_str(), nullptr));
}

void Sheet::note_cuts(int row) {
  if (!cut_) return;
  Style note;
  note.size = 8.5;
  note.ink = palette::kAttentionInk;
  std::string cells = " (" + cut_cells_ + (cut_ > kCutsNamed ? ", …)" : ")");
  text(row, 0, words().cut + std::to_string(cut_) + cells, note);
}

void set_up_print(Sheet& sheet, const PrintSetup& setup) {
  lxw_worksheet* raw = sheet.raw();
  const Document& document = sheet.document();
  const WorkbookWords& words = sheet.words();
  worksheet_set_paper(raw, setup.a3 ? 8 : 9);
  worksheet_set_landscape(raw);
  worksheet_set_margins(raw, 0.4, 0.4, 0.6, 0.6);
  if (setup.pages_wide)
    worksheet_fit_to_pages(raw, static_cast<std::uint16_t>(setup.pages_wide),
                           static_cast<std::uint16_t>(setup.pages_tall));
  else
    worksheet_set_print_scale(raw, static_cast<std::uint16_t>(setup.scale));
  if (setup.repeat_first_row >= 0)
    sheet.book().check(
        worksheet_repeat_rows(raw, row_of(setup.repeat_first_row), row_of(setup.repeat_last_row)));
  if (setup.repeat_last_column >= 0)
    sheet.book().check(worksheet_repeat_columns(raw, 0, column_of(setup.repeat_last_column)));
  if (!setup.breaks_before.empty()) {
    std::vector<lxw_col_t> breaks(setup.breaks_before.begin(), setup.breaks_before.end());
    breaks.push_back(0);
    sheet.book().check(worksheet_set_v_pagebreaks(raw, breaks.data()));
  }
  std::string header =
      "&L&8" + footer_text(document.title) + "&R&8" + footer_text(document.confidential);
  std::string footer = "&L&8" + footer_text(setup.footer) + "&C&8" +
                       footer_text(words.sheet + " «" + sheet.name() + "»") + "&R&8" + words.page +
                       " &P " + words.of + " &N";
  sheet.book().check(worksheet_set_header(raw, header.c_str()));
  sheet.book().check(worksheet_set_footer(raw, footer.c_str()));
}

}  // namespace outdesk
