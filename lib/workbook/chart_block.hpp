// Charts: native ones, over numbers that stand on a sheet of their own.
#pragma once

#include <vector>

#include "workbook/layout_rules.hpp"
#include "workbook/sheet.hpp"

namespace outdesk {

/// Numbers of one chart as a table: column 0 names the points.
struct ChartTable {
  struct Series {
    std::string title;
    std::vector<std::optional<double>> values;
    enum class Role { column, line, over, under, target } role;
    Tone tone;
  };
  std::vector<Series> series;
};

/// A line against a target becomes the line, its points at or over the target, those under it, and
/// the target: points of two shapes, so that nothing is told by colour alone.
ChartTable table_of(const Chart& chart, Language language);

struct ChartPlace {
  int row = 0, pixels_left = 0;   ///< of the upper left corner
  int width = 480, height = 240;  ///< pixels
};

/// Keeps the numbers of a book's charts until they are written as its last sheet.
class ChartShelf {
 public:
  explicit ChartShelf(std::string sheet_name) : sheet_name_(std::move(sheet_name)) {}
  void add(Sheet& sheet, const Chart& chart, const std::vector<double>& widths,
           const ChartPlace& place);
  bool empty() const { return kept_.empty(); }
  void write(Book& book, const Document& document, const std::string& footer);

 private:
  struct Kept {
    const Chart* chart;
    ChartTable table;
    int row;  ///< of its title
  };
  std::string sheet_name_;
  std::vector<Kept> kept_;
  int next_row_ = 0;
};

}  // namespace outdesk
