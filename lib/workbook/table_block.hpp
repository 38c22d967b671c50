// Tables on a sheet: header band, typed cells, live totals.
#pragma once

#include <functional>
#include <map>

#include "workbook/layout_rules.hpp"
#include "workbook/sheet.hpp"

namespace outdesk {

/// The first rows of a table, and how many there are as far as was counted.
struct TableScan {
  std::vector<Row> first;
  std::size_t rows = 0;
  bool counted = true;  ///< false: there are more than were counted
};

/// Looks at a table; a stream is stopped once it has given more than `most_cells` cells.
TableScan scan_table(const Table& table, std::size_t most_cells);

/// Widths that its visible columns would like.
Shape shape_of(const Table& table, const TableScan& scan, const Document& document);

struct TablePlace {
  int row = 0;
  Edges edges;                 ///< sheet columns of its visible columns
  std::vector<double> widths;  ///< of the sheet's columns
  bool lone = false;           ///< filter and frozen header; ISO dates; no heights set
  /// The sheet that shows a section; empty for none.  A mark with the code "section:tickets" leads there.
  std::function<std::string(const std::string& section_id)> sheet_of = {};
};

/// Where a column's `formula` has several lines they are those of its rows, the total's behind the last row's; they name
/// cells by their places among the table's columns and rows, "ROUND([3@0]*[2@1]/100,2)".
///
/// Writes title (not for a lone table), header, rows, total and note; the row below them.
int write_table(Sheet& sheet, const Table& table, const TablePlace& place);

/// "C7" of row 6, column 2.
std::string cell_name(int row, int column);

/// A row of header cells in the dark band.
Style header_style();
/// A bordered cell of a table.
Style body_style();
/// "1. Title" above a block.
Style heading_style();
/// Small grey words under a block.
Style note_style();

/// Width of the columns [edges[i], edges[i + 1]) together.
double width_between(const std::vector<double>& widths, int first, int last);

}  // namespace outdesk
