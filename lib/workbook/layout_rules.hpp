// Where things stand on a sheet: widths of text, lines it takes, and several tables of different
// columns laid over one set of sheet columns.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace outdesk {

/// Width of text in the unit of column widths (a digit of the 11-point standard font, 7 pixels), in
/// Arial of `size` points.  An estimate that errs on the wide side.
double text_width(std::string_view text, double size = 10, bool bold = false);

/// Lines that `text` takes when wrapped at words into `width` units; newlines count.
int wrapped_lines(std::string_view text, double width, double size = 10, bool bold = false);

/// Height in points of a row with `lines` lines of `size` points.
double row_height(int lines, double size = 10);

/// Pixels that a column of `width` units takes on the screen at 100 %.
int column_pixels(double width);

/// The width that a column wishes for, and the least that shows what cannot be wrapped (numbers, dates).
struct Wish {
  double width, least;
  Wish(double wished, double needed = 0) : width(wished), least(needed) {}  // NOLINT(google-explicit-constructor)
};
/// The columns of one block, left to right.
using Shape = std::vector<Wish>;

/// A block's columns over the sheet's: column i takes sheet columns [edges[i], edges[i + 1]).
using Edges = std::vector<int>;

struct SheetColumns {
  std::vector<double> widths;
  std::vector<Edges> edges;  ///< one per shape, in order
  double total() const;
};

/// Sheet columns for blocks of these shapes, at least `minimum` wide together.  The shape with the
/// most columns stands on the sheet's columns one to one; the others span them as near to their
/// wishes as they can; then columns grow until every one has the least that it needs.
SheetColumns lay_out(const std::vector<Shape>& shapes, double minimum);

/// Round limits and step for an axis that shows `low` to `high`.
struct Axis {
  double min = 0, max = 1, step = 1;
};
/// `percent`: never past 0 and 100.
Axis axis_for(double low, double high, bool percent);

}  // namespace outdesk
