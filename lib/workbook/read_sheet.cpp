#include "workbook/read_sheet.hpp"

#include <algorithm>
#include <charconv>

#include "base/text.hpp"

namespace outdesk {

namespace {

constexpr std::string_view kRowPath = "worksheet/sheetData/row", kCellPath = "worksheet/sheetData/row/c", kFormulaPath = "worksheet/sheetData/row/c/f",
                           kValuePath = "worksheet/sheetData/row/c/v", kInlinePath = "worksheet/sheetData/row/c/is/t",
                           kInlineRunPath = "worksheet/sheetData/row/c/is/r/t", kSheetDataPath = "worksheet/sheetData";

std::string shortly(std::string_view text) { return in_quotes(fitted(storable(text), 40)); }

class SheetVisitor : public XmlVisitor {
 public:
  SheetVisitor(const XlsxShared& shared, XlsxReading& reading, SheetTable& table) : shared_(shared), reading_(reading), table_(table) {}

  void open(std::string_view path, const XmlAttributes& attributes) override {
    if (path == kCellPath) begin_cell(attributes);
    else if (path == kValuePath) has_value_ = true;
    else if (path == kRowPath) begin_row(attributes);
    else if (path == kFormulaPath) has_formula_ = true;
    else if (path == kSheetDataPath) is_sheet_ = true;
  }

  void text(std::string_view path, std::string_view piece) override {
    bool wanted = type_ == "inlineStr" ? path == kInlinePath || path == kInlineRunPath : path == kValuePath;
    if (!wanted) return;
    if (text_.size() + piece.size() > reading_.limits.cell_bytes) refuse("holds a text of more than " + std::to_string(reading_.limits.cell_bytes) + " bytes");
    text_ += piece;
  }

  void close(std::string_view path) override {
    if (path == kCellPath) end_cell();
    else if (path == kRowPath) end_row();
  }

  bool is_sheet() const { return is_sheet_; }

 private:
  [[noreturn]] void refuse(const std::string& problem) const {
    reading_.refuse_damaged("sheet " + in_quotes(table_.name) + ", cell " + reference_of({next_row_ - 1, column_}) + ": " + problem);
  }
  [[noreturn]] void refuse_row(const std::string& problem) const { reading_.refuse_damaged("sheet " + in_quotes(table_.name) + ": " + problem); }

  void begin_row(const XmlAttributes& attributes) {
    std::size_t row = next_row_ + 1;
    if (attributes.has("r")) {
      auto number = attributes.number("r");
      if (!number || *number < 1 || *number > static_cast<std::int64_t>(kSheetRows)) refuse_row("there is no row " + shortly(attributes.value("r")));
      if (static_cast<std::size_t>(*number) < row) refuse_row("row " + std::to_string(*number) + " stands behind row " + std::to_string(next_row_));
      row = static_cast<std::size_t>(*number);
    }
    if (row > kSheetRows) refuse_row("there are more rows than a sheet has");
    next_row_ = row;
    next_column_ = 0;
  }

  void begin_cell(const XmlAttributes& attributes) {
    column_ = next_column_;
    if (attributes.has("r")) {
      auto place = cell_place(attributes.value("r"));
      if (!place) refuse_row("there is no cell " + shortly(attributes.value("r")));
      if (place->row + 1 != next_row_) refuse_row("cell " + reference_of(*place) + " stands in row " + std::to_string(next_row_));
      column_ = place->column;
    }
    if (column_ >= columns_) refuse_row("there are more than " + std::to_string(columns_) + " columns");
    next_column_ = column_ + 1;
    type_ = attributes.value("t");
    auto style = attributes.number("s");
    bool known = style && static_cast<std::uint64_t>(*style) < shared_.styles.size();
    shape_ = known ? shared_.styles[static_cast<std::size_t>(*style)] : DateShape::none;
    has_value_ = has_formula_ = false;
    text_.clear();
  }

  void end_cell() {
    if (has_formula_ && !has_value_ && type_ != "inlineStr" && table_.uncalculated.empty()) table_.uncalculated = reference_of({next_row_ - 1, column_});
    std::string value = shown_value();
    type_.clear();
    if (value.empty()) return;
    if (column_ >= row_.size()) {
      reading_.cells += column_ + 1 - row_.size();
      reading_.limit(reading_.cells, reading_.limits.cells, "cells");
      row_.resize(column_ + 1);
    }
    reading_.limit(reading_.text += value.size(), reading_.limits.text_bytes, "bytes of text");
    if (!row_[column_].empty()) refuse("stands there twice");
    row_[column_] = std::move(value);
  }

  void end_row() {
    if (row_.empty()) return;
    table_.rows.push_back(std::move(row_));
    table_.row_numbers.push_back(static_cast<long>(next_row_));
    row_.clear();
  }

  std::string shown_value() const {
    if (type_ == "s") return shared_string();
    if (type_ == "str" || type_ == "inlineStr") return unescaped(text_);
    if (type_.empty() || type_ == "n") return number();
    if (type_ == "b") return boolean();
    if (type_ == "e" || type_ == "d") return std::string(trimmed(text_));
    refuse("has the unknown type " + shortly(type_));
  }

  std::string shared_string() const {
    if (trimmed(text_).empty()) return "";
    auto place = parse_count(trimmed(text_));
    if (!place || static_cast<std::uint64_t>(*place) >= shared_.strings.size()) refuse("refers to a shared text that is not there");
    return shared_.strings[static_cast<std::size_t>(*place)];
  }

  std::string boolean() const {
    std::string_view value = trimmed(text_);
    if (value.empty()) return "";
    if (value == "1" || value == "true") return "TRUE";
    if (value == "0" || value == "false") return "FALSE";
    refuse("is no truth value");
  }

  std::string number() const {
    std::string_view written = trimmed(text_);
    if (written.empty()) return "";
    std::string shown = shown_number(written);
    if (shown.empty()) refuse("holds no number: " + shortly(written));
    if (shape_ == DateShape::none) return shown;
    double serial = 0;
    std::from_chars(written.data(), written.data() + written.size(), serial);
    std::string date = iso_of_serial(serial, shape_, shared_.from_1904);
    return date.empty() ? shown : date;
  }

  const XlsxShared& shared_;
  XlsxReading& reading_;
  SheetTable& table_;
  std::vector<std::string> row_;
  const std::size_t columns_ = std::min(reading_.limits.columns, kSheetColumns);
  std::size_t next_row_ = 0;                  ///< number of the row that is open, from 1
  std::size_t column_ = 0, next_column_ = 0;  ///< of the open cell, and of one behind it that does not say
  std::string type_, text_;
  DateShape shape_ = DateShape::none;
  bool has_value_ = false, has_formula_ = false, is_sheet_ = false;
};

}  // namespace

void read_sheet(WorkbookParts& parts, const std::string& part, const XlsxShared& shared, XlsxReading& reading, SheetTable& table) {
  SheetVisitor visitor(shared, reading, table);
  read_xml(parts, part, reading, visitor);
  if (!visitor.is_sheet()) reading.refuse_damaged("sheet " + in_quotes(table.name) + ": " + in_quotes(part) + " is no worksheet");
}

}  // namespace outdesk
