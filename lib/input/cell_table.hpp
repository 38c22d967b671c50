// A table of texts from a spreadsheet or a CSV file, with a heading row that says which column is which.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace outdesk {

struct CellTable {
  std::string file, sheet;                     ///< `sheet` is empty for CSV
  std::vector<std::vector<std::string>> rows;
  std::vector<long> numbers;                   ///< of the rows, as the file counts them, from 1

  /// Throws InputError that names the file, the sheet and the row.
  [[noreturn]] void fail(std::size_t row, const std::string& problem, const std::string& next_step = "") const;
  /// The cell, trimmed; empty past the end of its row.
  std::string cell(std::size_t row, std::size_t column) const;
};

/// Delimited as delimiter_of says; any encoding of utf8_of.  Throws InputError.
CellTable read_csv_table(std::string_view bytes, const std::string& file);

/// A heading: the names under which a column may go, case aside.
struct Heading {
  std::vector<std::string_view> names;
  bool required = true;
};

/// Finds the first row (of the first 20) that has all required headings, and gives the column of each heading; kNoColumn
/// for an optional one that is not there.  Throws InputError that lists what is missing.
constexpr std::size_t kNoColumn = static_cast<std::size_t>(-1);
struct HeadingRow {
  std::size_t row = 0;
  std::vector<std::size_t> columns;
};
HeadingRow find_headings(const CellTable& table, const std::vector<Heading>& headings);
/// True where there is such a row.
bool has_headings(const CellTable& table, const std::vector<Heading>& headings);

}  // namespace outdesk
