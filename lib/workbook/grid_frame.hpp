// The frame of a matrix: its columns, its legend and its head rows.
#pragma once

#include "output/fold_heads.hpp"
#include "workbook/layout_rules.hpp"
#include "workbook/sheet.hpp"

namespace outdesk {

constexpr double kHeadWidth = 2.9;  ///< of one person's column
constexpr std::size_t kHeadsPerPage = kHeadsOnPage;

/// Columns (counted among the heads) that start a printed page where there are more than `most`
/// heads: every band, and a band that is longer by itself.  Nothing where all heads fit one page.
std::vector<std::uint32_t> page_starts(const std::vector<Grid::Head>& heads, std::size_t most);

/// One head for all of a band that have the same words in `folds` (see fold_words); those without stay.
Grid folded(const Grid& grid, const std::vector<std::string>& folds);

/// Where the signs of a legend stand, in rows of `columns` narrow columns.
struct LegendPlace {
  int row = 0, column = 0, text_columns = 1;
};
std::vector<LegendPlace> place_legend(const std::vector<std::string>& texts, int columns);

class GridFrame {
 public:
  /// Sets the widths of the sheet's columns.  Throws WriteError where there are too many.
  GridFrame(Sheet& sheet, const Grid& grid);

  /// The column that is left of the heads; index into line_columns, 0 for the row's own name.
  struct Left {
    std::size_t column;
    bool narrow;
    double width;
  };

  const std::vector<Left>& left() const { return left_; }
  const std::vector<bool>& band_start() const { return band_start_; }
  int lefts() const { return static_cast<int>(left_.size()); }
  int heads() const { return static_cast<int>(grid_.heads.size()); }
  int last_column() const { return lefts() + std::max(heads(), 1) - 1; }
  /// Columns that words above and below the matrix may take.
  int text_columns() const;
  int words_columns() const;
  double words_width() const;
  /// Per cent at which the widest block of heads fits one page.
  int scale_for(const std::vector<std::uint32_t>& starts) const;

  /// Writes from `row` on; the row below.  The last of several notes tells what a frame means.
  int write_legend(int row);
  /// Departments, names, how many folders each can open, accounts: four rows.
  int write_head(int row);

 private:
  const std::string* frame_note() const;
  std::size_t strongest() const;
  Style head_style(std::size_t i) const;
  void write_bands(int row);
  void write_left_header(int row, bool upper);
  double upright_height(const std::function<std::string(const Grid::Head&)>& text, double size,
                        double least, double most) const;
  double names_height() const;
  void write_names(int row);
  void write_left_hint(int row, const std::string& text);
  void write_reach(int row);
  void write_accounts(int row);
  std::string subtitle_title() const;

  Sheet& sheet_;
  const Grid& grid_;
  std::vector<Left> left_;
  std::vector<bool> band_start_;
};

}  // namespace outdesk
