#include "input/cell_table.hpp"

#include <algorithm>

#include "base/error.hpp"
#include "base/text.hpp"
#include "input/csv.hpp"
#include "input/encoding.hpp"

namespace outdesk {

namespace {

constexpr std::size_t kHeadingRows = 20;

std::size_t column_of(const CellTable& table, std::size_t row, const Heading& heading) {
  for (std::size_t column = 0; column < table.rows[row].size(); ++column) {
    std::string title = folded(table.cell(row, column));
    if (std::any_of(heading.names.begin(), heading.names.end(), [&](std::string_view name) { return folded(name) == title; })) return column;
  }
  return kNoColumn;
}

std::size_t heading_row(const CellTable& table, const std::vector<Heading>& headings) {
  for (std::size_t row = 0; row < std::min(table.rows.size(), kHeadingRows); ++row)
    if (std::all_of(headings.begin(), headings.end(), [&](const Heading& heading) { return !heading.required || column_of(table, row, heading) != kNoColumn; })) return row;
  return kNoColumn;
}

}  // namespace

void CellTable::fail(std::size_t row, const std::string& problem, const std::string& next_step) const {
  long number = row < numbers.size() ? numbers[row] : 1;
  throw InputError(file + (sheet.empty() ? "" : ", sheet " + in_quotes(sheet)), number, problem, next_step);
}

std::string CellTable::cell(std::size_t row, std::size_t column) const {
  return column < rows[row].size() ? std::string(trimmed(rows[row][column])) : "";
}

CellTable read_csv_table(std::string_view bytes, const std::string& file) {
  std::string text = utf8_of(bytes);
  CellTable table{file, "", {}, {}};
  CsvReader csv(text, delimiter_of(text), file);
  for (std::vector<std::string_view> cells; csv.next(cells);) {
    table.rows.emplace_back();
    for (std::string_view cell : cells) table.rows.back().push_back(storable(cell));
    table.numbers.push_back(csv.line());
  }
  return table;
}

bool has_headings(const CellTable& table, const std::vector<Heading>& headings) { return heading_row(table, headings) != kNoColumn; }

HeadingRow find_headings(const CellTable& table, const std::vector<Heading>& headings) {
  std::size_t row = heading_row(table, headings);
  if (row == kNoColumn) {
    std::vector<std::string> wanted;
    for (const Heading& heading : headings)
      if (heading.required) wanted.push_back(in_quotes(std::string(heading.names.front())));
    table.fail(0, "no row of headings with " + join(wanted, ", "), "name the columns in the first row");
  }
  HeadingRow found{row, {}};
  for (const Heading& heading : headings) found.columns.push_back(column_of(table, row, heading));
  return found;
}

}  // namespace outdesk
