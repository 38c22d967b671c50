// What all writers for people need to know of a table before its first row goes out.
#pragma once

#include "output/document.hpp"

namespace outdesk {

/// Numbers of the columns that have a title.
std::vector<std::size_t> shown_columns(const std::vector<Column>& columns);

/// Numbers, money, shares and lengths of time stand at the right edge of their column.
bool is_numeric(const Value& value);

enum class ColumnKind { text, number, moment, mark };  ///< moment: instants, dates, yes or no
/// Kind of each column, judged by the first value that is known.
std::vector<ColumnKind> column_kinds(const std::vector<Column>& columns, const std::vector<Row>& sample);

/// Shades of counts in the columns that ask for them, by their size among the table's kept rows.
class HeatScale {
 public:
  explicit HeatScale(const Table& table);
  /// 1 to 5; 0 for what is not shaded.
  int step(std::size_t column, const Value& value) const;
  /// A zero in a shaded column, which is left blank.
  bool is_cold(std::size_t column, const Value& value) const;

 private:
  const Table& table_;
  std::int64_t hottest_ = 0;
};

/// How high each small bar stands, 0.08 to 1; from zero where zero is near, else from just below the
/// lowest, so that 94 % and 97 % can be told apart.  Empty for a value that is not known.
std::vector<std::optional<double>> bar_heights(const std::vector<std::optional<double>>& bars);

/// Calls `begin` once with the first rows (at most `sample`), then `each` for every row in order.  The
/// table is read once, in bounded memory.
void walk_table(const Table& table, std::size_t sample, const std::function<void(const std::vector<Row>&)>& begin,
                const RowVisitor& each);

/// Sums of the columns that may be added up.
class Totals {
 public:
  explicit Totals(const Table& table) : table_(table), sums_(table.columns.size()) {}
  void add(const Row& row);
  /// The table's own total row; else the sums of its `total` columns, where there are two rows or more.
  std::optional<Row> row(Language language) const;

 private:
  const Table& table_;
  std::vector<Value> sums_;
  std::size_t rows_ = 0;
};

}  // namespace outdesk
