// What stands in a cell of a workbook for a value: real numbers where a spreadsheet can hold them
// exactly, text otherwise.
#pragma once

#include <string>
#include <string_view>

#include "output/document.hpp"

namespace outdesk {

/// Excel's limit for the text of one cell, in UTF-16 units.
constexpr std::size_t kCellLimit = 32767;

struct CellText {
  std::string text;
  bool cut = false;  ///< did not fit and ends in an ellipsis
};

/// Text fit for a cell: valid UTF-8 and XML, no control characters but newline and tab, invisible
/// and direction-turning characters shown by their code, at most `limit` UTF-16 units.
/// `_x0041_`, which Excel would read as an escape, is escaped itself.
CellText cell_text(std::string_view text, std::size_t limit = kCellLimit);

struct CellContent {
  enum class Kind { blank, text, number } kind = Kind::blank;
  std::string text;
  double number = 0;
  std::string number_format;
  Align align = Align::left;
  Tone tone = Tone::neutral;
  bool bare = false;  ///< the text is a sign itself
};

/// Counts and money as numbers that are exact, durations as days (so that they sort and add up),
/// instants as dates in the document's zone and the form of its language, shares rounded down to 0.1 %.  What a spreadsheet
/// cannot hold exactly (negative durations, years before 1900, more than 15 digits) is text.
CellContent cell_of(const Value& value, const Document& document);

/// Format of money as format_money writes it: `#,##0.00" ₽"`.
std::string money_number_format(const Document& document);

/// Format of durations to the second, as format_exact_duration writes `s`: `[h]" h "mm" min"`.
std::string duration_number_format(Seconds s, Language language);

/// Days since 1899-12-30 on the wall clock of `zone` (UTC where null).
double serial_of(Instant t, const Zone* zone);
double serial_of(Date d);

/// Sum of numeric cells of one column, exact for counts, durations and money; what is not a number
/// does not count.
class ColumnSum {
 public:
  void add(const Value& value);
  /// The sum as the same kind of value; nothing where no number was added, kinds were mixed, or the
  /// sum left the range of 64 bits.
  Value value() const;

 private:
  Value sum_;
  bool broken_ = false;
};

}  // namespace outdesk
