// One sheet being written, top to bottom: every text made fit for a cell, every return code
// checked.
#pragma once

#include <string>
#include <vector>

#include "workbook/book.hpp"
#include "workbook/cell_rules.hpp"
#include "workbook/words.hpp"

namespace outdesk {

class Sheet {
 public:
  Sheet(Book& book, const Document& document, std::string name);

  Book& book() { return book_; }
  const Document& document() const { return document_; }
  const WorkbookWords& words() const { return words_of(document_.language); }
  const std::string& name() const { return name_; }
  lxw_worksheet* raw() { return sheet_; }
  bool in_order() const { return book_.mode() == Book::Mode::constant_memory; }

  void set_column(int first, int last, double width);
  /// Height in points (0: the program's default) and outline level (0 to 7); before the row's
  /// cells.
  void set_row(int row, double height, int level = 0);

  void text(int row, int column, std::string_view text, const Style& style);
  void number(int row, int column, double number, const Style& style);
  /// `formula` with the value it has now, for programs that do not calculate.
  void formula(int row, int column, const std::string& formula, double value, const Style& style);
  void blank(int row, int column, const Style& style);
  /// The same for many cells that look alike: `fitted` is already fit for a cell, the format found.
  void put(int row, int column, const char* fitted, lxw_format* format);
  lxw_format* format(const Style& style);
  /// Content with the alignment, number format and tone that it brings; a tone adds its sign.
  void content(int row, int column, const CellContent& content, const Style& style);
  /// Text over columns [first, last]; one column is not merged.
  void wide(int row, int first, int last, std::string_view text, const Style& style);
  /// Runs, the strong ones bold.
  void rich(int row, int first, int last, const Paragraph& paragraph, const Style& style);
  /// Joins columns of a row; what the first of them shows is written afterwards.
  void join(int row, int first, int last, const Style& style);
  /// `text` that leads to the first cell of another sheet of the book.
  void link(int row, int column, const std::string& sheet, std::string_view text,
            const Style& style);

  /// Style of a cell with this content: what content() writes.
  static Style styled(const CellContent& content, Style style);
  /// The words of a cell with this content: sign and word of a mark.
  static std::string shown(const CellContent& content);

  /// Points from the top to the end of the last row that was given a height or a text.
  double height() const { return height_ + (last_row_ + 1 - rows_set_) * 15.0; }

  std::int64_t cut() const { return cut_; }
  /// Says below `row` how many texts were cut, and the first cells of them; nothing where none was.
  void note_cuts(int row);

 private:
  std::string fit(int row, int column, std::string_view text);

  Book& book_;
  const Document& document_;
  std::string name_;
  lxw_worksheet* sheet_;
  std::int64_t cut_ = 0;
  std::string cut_cells_;  ///< "C7, C9": the first of them
  double height_ = 0;
  int last_row_ = -1, rows_set_ = 0, last_set_ = -1;
  Style last_style_;
  lxw_format* last_format_ = nullptr;
};

/// Paper and print set-up.
struct PrintSetup {
  bool a3 = false;
  int pages_wide = 1;  ///< 0: scale is given instead
  int pages_tall = 0;  ///< 0: as many as it takes
  int scale = 100;
  int repeat_first_row = -1, repeat_last_row = -1;  ///< -1: none
  int repeat_last_column = -1;
  std::vector<std::uint32_t> breaks_before;  ///< columns that start a page
  std::string footer;
};
void set_up_print(Sheet& sheet, const PrintSetup& setup);

}  // namespace outdesk
