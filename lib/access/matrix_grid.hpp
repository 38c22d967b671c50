// The grid of a matrix, and what was counted while it was made.
#pragma once

#include "access/matrix_judgement.hpp"
#include "output/document.hpp"

namespace outdesk {

struct MatrixGrid {
  Grid grid;
  std::size_t folders = 0;  ///< in the selection, shown or not
  struct Hole {
    std::string path;
    Unread why;
  };
  std::vector<Hole> unread;
};

MatrixGrid matrix_grid(const MatrixJudgement& judgement, const MatrixSubject& subject, const MatrixOptions& options, const MatrixChanges& changes = {});

}  // namespace outdesk
