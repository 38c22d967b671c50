#include "workbook/table_block.hpp"

#include <charconv>
#include <xlsxwriter.h>

#include "base/error.hpp"
#include "base/text.hpp"
#include "output/format_value.hpp"
#include "output/words.hpp"
#include "workbook/formula_rules.hpp"
#include "workbook/plan_rules.hpp"

namespace outdesk {

namespace {

constexpr std::size_t kSample = 500;  // rows that decide the widths
constexpr double kNarrowest = 6, kWidest = 42, kWidestLone = 60;
constexpr int kHeightsUpTo = 2000;  // rows; past it the program that opens the file decides

struct Enough {};

/// What is seen of a value, for measuring.
std::string seen(const Value& value, const Document& document) {
  if (const Mark* mark = std::get_if<Mark>(&value)) return signed_words(*mark);
  if (std::holds_alternative<Instant>(value)) return "0000-00-00 00:00";
  return format_value(value, document);
}

double longest_word(std::string_view title) {
  double longest = 0;
  for (std::string_view word : split(title, ' '))
    longest = std::max(longest, text_width(word, 10, true));
  return longest;
}

double wished_width(const Table& table, std::size_t column, const TableScan& scan,
                    const Document& document) {
  const Column& about = table.columns[column];
  if (about.width > 0) return std::max<double>(about.width, longest_word(about.title) + 1);
  double content = 0;
  for (const Row& row : scan.first)
    if (column < row.size())
      content = std::max(content, text_width(seen(row[column], document), 10));
  double header = std::max(longest_word(about.title), text_width(about.title, 10, true) / 2);
  return std::clamp(std::max(content + 3.5, header + 3), kNarrowest,
                    about.wrap ? kWidest : kWidestLone);
}

/// What numbers and dates need, which no program wraps: it shows ### in their place.
double least_width(std::size_t column, const TableScan& scan, const Document& document) {
  constexpr double kMargin = 2;
  double needed = 0;
  for (const Row& row : scan.first) {
    if (column >= row.size()) continue;
    bool words = std::holds_alternative<std::string>(row[column]) || std::holds_alternative<Mark>(row[column]);
    if (!words) needed = std::max(needed, text_width(seen(row[column], document), 10) + kMargin);
  }
  return needed;
}

struct TableWriter {
  Sheet& sheet;
  const Table& table;
  const TablePlace& place;
  std::vector<std::size_t> shown = shown_columns(table.columns);
  std::vector<ColumnSum> sums = std::vector<ColumnSum>(shown.size());
  std::vector<bool> addable =
      std::vector<bool>(shown.size(), true);  ///< every number is a number in the sheet
  HeatScale heat{table};
  int row = place.row;
  int first_body_row = -1;

  int first(std::size_t i) const { return place.edges[i]; }
  int last(std::size_t i) const { return place.edges[i + 1] - 1; }
  double width(std::size_t i) const { return width_between(place.widths, first(i), last(i) + 1); }

  void write_title() {
    if (place.lone || table.title.empty()) return;
    sheet.wide(row++, 0, static_cast<int>(place.widths.size()) - 1, table.title, heading_style());
  }

  void write_header() {
    int lines = 1;
    for (std::size_t i = 0; i < shown.size(); ++i)
      lines = std::max(lines, wrapped_lines(table.columns[shown[i]].title, width(i), 10, true));
    sheet.set_row(row, row_height(lines) + 4);
    for (std::size_t i = 0; i < shown.size(); ++i)
      sheet.wide(row, first(i), last(i), table.columns[shown[i]].title, header_style());
    ++row;
  }

  /// Lines that the row takes where its texts are wrapped.
  int lines_of(const std::vector<CellContent>& cells) const {
    int lines = 1;
    for (std::size_t i = 0; i < cells.size(); ++i)
      if (cells[i].kind == CellContent::Kind::text)
        lines = std::max(lines, wrapped_lines(Sheet::shown(cells[i]), width(i), 10,
                                              cells[i].tone != Tone::neutral));
    constexpr int kMostLines = 14;  // a taller row would not fit a printed page
    return std::min(lines, kMostLines);
  }

  Style cell_style(std::size_t i) const {
    Style style = body_style();
    style.wrap = !place.lone || table.columns[shown[i]].wrap;
    if (width(i) < kNarrowest) {
      style.align = Align::centre;
      style.indent = 0;
    }
    return style;
  }

  void write_cells(const std::vector<CellContent>& cells,
                   const std::function<Style(std::size_t)>& style, const Row& values = {}) {
    if (!sheet.in_order() && row - place.row <= kHeightsUpTo)
      sheet.set_row(row, row_height(lines_of(cells)) + (place.lone ? -1 : 3));
    for (std::size_t i = 0; i < cells.size(); ++i) {
      sheet.join(row, first(i), last(i), Sheet::styled(cells[i], style(i)));
      if (shown[i] < values.size() && write_link(i, values[shown[i]], style(i))) continue;
      sheet.content(row, first(i), cells[i], style(i));
    }
    ++row;
  }

  std::vector<CellContent> cells_of(const Row& values) const {
    std::vector<CellContent> cells;
    cells.reserve(shown.size());
    for (std::size_t column : shown)
      cells.push_back(column < values.size() ? cell_of(values[column], sheet.document())
                                             : CellContent{});
    return cells;
  }

  void write_row(const Row& values) {
    if (row >= static_cast<int>(LXW_ROW_MAX) - 3)
      throw WriteError("cannot write workbook: table " + in_quotes(table.title) +
                           " has more rows than a sheet can hold (1048576)",
                       "choose a shorter period, or --format csv");
    std::vector<CellContent> cells = cells_of(values);
    std::vector<int> steps(shown.size());
    for (std::size_t i = 0; i < shown.size(); ++i) {
      if (shown[i] < values.size()) steps[i] = heat.step(shown[i], values[shown[i]]);
      if (shown[i] < values.size() && heat.is_cold(shown[i], values[shown[i]])) cells[i] = {};
      if (!table.columns[shown[i]].total || shown[i] >= values.size()) continue;
      sums[i].add(values[shown[i]]);
      if (cells[i].kind == CellContent::Kind::text) addable[i] = false;
    }
    write_cells(cells, [&](std::size_t i) {
      Style style = cell_style(i);
      if (steps[i] > 0) style.fill = palette::kHeat[steps[i] - 1];
      if (steps[i] > 3) style.ink = palette::kWhite;
      return style;
    }, values);
    write_formulas(cells);
  }

  /// The sheet's column of the table's column whose key ends in `name`.
  std::optional<int> column_named(std::string_view name) const {
    for (std::size_t i = 0; i < shown.size(); ++i)
      if (const Key& key = table.columns[shown[i]].key; !key.empty() && key.back() == name)
        return first(i);
    return {};
  }

  /// Over the values of the row just written; the first row has none before it.
  void write_formulas(const std::vector<CellContent>& cells) {
    int at = row - 1;
    auto named = [&](std::string_view name, bool before) -> std::optional<std::string> {
      auto column = column_named(name);
      if (!column || (before && at == first_body_row)) return {};
      return cell_name(before ? at - 1 : at, *column);
    };
    for (std::size_t i = 0; i < cells.size(); ++i) {
      const std::string& wanted = table.columns[shown[i]].formula;
      if (wanted.empty() || is_by_row(wanted) || cells[i].kind != CellContent::Kind::number) continue;
      if (auto formula = formula_of(wanted, named))
        sheet.formula(at, first(i), *formula, cells[i].number, Sheet::styled(cells[i], cell_style(i)));
    }
  }

  /// Columns with a formula for each row; the body's rows stand from `first_row` on, the total at `total_row`.
  void write_row_formulas(int first_row, int total_row) {
    if (sheet.in_order()) return;
    auto named = [&](std::string_view name, bool) -> std::optional<std::string> {
      std::size_t column = 0, line = 0;
      const char* end = name.data() + name.size();
      auto [at, error] = std::from_chars(name.data(), end, column);
      if (error != std::errc() || at == end || *at != '@' || std::from_chars(at + 1, end, line).ec != std::errc()) return {};
      auto found = std::find(shown.begin(), shown.end(), column);
      if (found == shown.end() || line > table.rows.size()) return {};
      return cell_name(first_row + static_cast<int>(line), first(static_cast<std::size_t>(found - shown.begin())));
    };
    for (std::size_t i = 0; i < shown.size(); ++i) {
      const std::string& all = table.columns[shown[i]].formula;
      if (!is_by_row(all)) continue;
      std::size_t line = 0;
      for (std::string_view one : split(all, '\n')) {
        bool total = line == table.rows.size();
        const Row* values = line < table.rows.size() ? &table.rows[line] : total && table.total ? &*table.total : nullptr;
        int at = total ? total_row : first_row + static_cast<int>(line);
        ++line;
        if (one.empty() || !values || shown[i] >= values->size()) continue;
        CellContent content = cell_of((*values)[shown[i]], sheet.document());
        auto formula = formula_of(one, named);
        if (!formula || content.kind != CellContent::Kind::number) continue;
        sheet.formula(at, first(i), *formula, content.number, Sheet::styled(content, total ? total_style() : cell_style(i)));
      }
    }
  }

  static bool is_by_row(const std::string& formula) { return formula.find('\n') != formula.npos; }

  /// Words that lead to the sheet of a section.
  bool write_link(std::size_t i, const Value& value, const Style& style) {
    constexpr std::string_view kLink = "section:";
    const Mark* mark = std::get_if<Mark>(&value);
    if (!mark || !mark->code.starts_with(kLink) || !place.sheet_of) return false;
    std::string target = place.sheet_of(mark->code.substr(kLink.size()));
    if (target.empty()) return false;
    sheet.link(row, first(i), target, mark->words, style);
    return true;
  }

  Style total_style() const {
    Style style = body_style();
    style.bold = true;
    style.wrap = !place.lone;
    style.fill = palette::kBand;
    return style;
  }

  bool has_total() const {
    return table.total || std::any_of(table.columns.begin(), table.columns.end(),
                                      [](const Column& c) { return c.total && !c.title.empty(); });
  }

  Row total_values() const {
    if (table.total) return *table.total;
    Row values(table.columns.size());
    for (std::size_t i = 0; i < shown.size(); ++i)
      if (table.columns[shown[i]].total) values[shown[i]] = sums[i].value();
    if (!shown.empty() && std::holds_alternative<std::monostate>(values[shown[0]]))
      values[shown[0]] = std::string(word(Word::total, sheet.document().language));
    return values;
  }

  void write_total(int first_row) {
    Row values = total_values();
    std::vector<CellContent> cells = cells_of(values);
    Style style = total_style();
    int total_row = row;
    write_cells(cells, [&](std::size_t) { return style; });
    for (std::size_t i = 0; i < shown.size(); ++i) {
      // A formula only where it gives what the report says.  Live cells are added up before they are
      // rounded, so their sum need not be that of the values shown.
      bool same = values[shown[i]] == sums[i].value() || !table.columns[shown[i]].formula.empty();
      bool live = table.columns[shown[i]].total && addable[i] &&
                  cells[i].kind == CellContent::Kind::number && same;
      if (!live || total_row == first_row) continue;
      std::string range = cell_name(first_row, first(i)) + ":" + cell_name(total_row - 1, first(i));
      sheet.formula(total_row, first(i), "=SUM(" + range + ")", cells[i].number,
                    Sheet::styled(cells[i], style));
    }
  }

  void write_nothing() {
    Style style = body_style();
    style.ink = palette::kQuiet;
    style.italic = true;
    sheet.wide(row++, first(0), last(shown.size() - 1), sheet.words().nothing, style);
  }

  /// A list to choose from in each cell of a column that the reader fills in.
  void offer_choices(int from, int to) {
    for (std::size_t i = 0; i < shown.size() && to >= from; ++i) {
      std::vector<std::string> choices = table.columns[shown[i]].choices;
      if (choices.empty()) continue;
      std::vector<char*> list;  // the library wants them without const, and leaves them alone
      for (std::string& choice : choices) list.push_back(choice.data());
      list.push_back(nullptr);
      lxw_data_validation validation = {};
      validation.validate = LXW_VALIDATION_TYPE_LIST;
      validation.value_list = list.data();
      sheet.book().check(worksheet_data_validation_range(sheet.raw(), static_cast<lxw_row_t>(from), static_cast<lxw_col_t>(first(i)), static_cast<lxw_row_t>(to),
                                                         static_cast<lxw_col_t>(last(i)), &validation));
    }
  }

  void filter(int header, int end) {
    lxw_worksheet* raw = sheet.raw();
    worksheet_freeze_panes(raw, static_cast<lxw_row_t>(header + 1), 0);
    if (end == header) return;
    sheet.book().check(worksheet_autofilter(
        raw, static_cast<lxw_row_t>(header), static_cast<lxw_col_t>(first(0)),
        static_cast<lxw_row_t>(end), static_cast<lxw_col_t>(last(shown.size() - 1))));
  }

  int write() {
    write_title();
    int header = row;
    write_header();
    int first_row = first_body_row = row;
    table.for_each_row([this](const Row& values) { write_row(values); });
    offer_choices(first_row, row - 1);
    // Before the total: in constant memory the library takes ranges of the current row only.
    if (place.lone) filter(header, row - 1);
    if (row == first_row)
      write_nothing();
    else if (has_total())
      write_total(first_row);
    write_row_formulas(first_row, has_total() ? row - 1 : row);
    if (!table.note.empty()) {
      double all = width_between(place.widths, 0, static_cast<int>(place.widths.size()));
      sheet.set_row(row, row_height(wrapped_lines(table.note, all, 8.5), 8.5));
      sheet.wide(row++, 0, static_cast<int>(place.widths.size()) - 1, table.note, note_style());
    }
    return row;
  }
};

}  // namespace

std::string cell_name(int row, int column) {
  char name[LXW_MAX_CELL_NAME_LENGTH];
  lxw_rowcol_to_cell(name, static_cast<lxw_row_t>(row), static_cast<lxw_col_t>(column));
  return name;
}

TableScan scan_table(const Table& table, std::size_t most_cells) {
  TableScan scan;
  std::size_t columns = std::max<std::size_t>(shown_columns(table.columns).size(), 1);
  try {
    table.for_each_row([&](const Row& row) {
      if (scan.first.size() < kSample) scan.first.push_back(row);
      if (++scan.rows * columns > most_cells) throw Enough{};
    });
  } catch (const Enough&) { scan.counted = false; }
  return scan;
}

Shape shape_of(const Table& table, const TableScan& scan, const Document& document) {
  Shape shape;
  for (std::size_t column : shown_columns(table.columns))
    shape.emplace_back(wished_width(table, column, scan, document), least_width(column, scan, document));
  return shape;
}

int write_table(Sheet& sheet, const Table& table, const TablePlace& place) {
  return TableWriter{sheet, table, place}.write();
}

Style header_style() {
  Style style;
  style.bold = style.wrap = true;
  style.align = Align::centre;
  style.ink = palette::kWhite;
  style.fill = palette::kBrand;
  style.border = Border::thin;
  return style;
}

Style body_style() {
  Style style;
  style.border = Border::thin;
  style.wrap = true;
  style.indent = 1;
  return style;
}

Style heading_style() {
  Style style;
  style.size = 12;
  style.bold = true;
  style.ink = palette::kBrand;
  return style;
}

Style note_style() {
  Style style;
  style.size = 8.5;
  style.wrap = true;
  style.ink = palette::kQuiet;
  style.vertical = Style::Vertical::top;
  return style;
}

double width_between(const std::vector<double>& widths, int first, int last) {
  double width = 0;
  for (int column = first; column < last; ++column)
    width += widths[static_cast<std::size_t>(column)];
  return width;
}

}  // namespace outdesk
