// The cells of a matrix: millions of them alike, so every format and sign is found once.
#pragma once

#include <vector>

#include "workbook/sheet.hpp"

namespace outdesk {

/// A cell of this kind; `rule`: a heavy line on its left; `framed`: it changed.
Style cell_style(const Grid::Paint& paint, bool rule, bool framed);

class GridCells {
 public:
  GridCells(Sheet& sheet, const Grid& grid, const std::vector<bool>& band_start, int first_column);
  void write(int row, const Grid::Line& line);

 private:
  struct Kind {
    std::string sign, framed_sign;
    lxw_format* formats[2][2];  ///< [rule][framed]
  };
  Sheet& sheet_;
  const std::vector<bool>& band_start_;
  int first_column_;
  std::vector<Kind> kinds_;
  std::vector<bool> framed_;
};

}  // namespace outdesk
