// What stands beside a matrix in its workbook: the people, and the folders with rights of their own.
#pragma once

#include "access/matrix_grid.hpp"
#include "output/document.hpp"

namespace outdesk {

/// Everybody over the matrix: state, how many folders open, the strongest right.  For people: it has no keys.
Section people_section(const Grid& grid, Language language);

/// The folders whose rights differ from those of the folder above, and whose.  `grid` must hold every folder.
Section own_section(const Grid& grid, Language language);

}  // namespace outdesk
