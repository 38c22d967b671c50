// The provider's logo on a sheet.
#pragma once

#include "workbook/sheet.hpp"

namespace outdesk {

/// Puts the document's logo, a line and a half high, at the right edge of a sheet with columns of these widths, in its
/// first rows.  Does nothing where the document has none.
void place_logo(Sheet& sheet, const std::vector<double>& widths);

}  // namespace outdesk
