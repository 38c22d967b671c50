// The cells of one worksheet (ECMA-376 part 1, 18.3.1).
#pragma once

#include <string>
#include <vector>

#include "workbook/read_xml.hpp"
#include "workbook/xlsx_rules.hpp"

namespace outdesk {

/// What the cells of all sheets refer to.
struct XlsxShared {
  std::vector<std::string> strings;
  std::vector<DateShape> styles;  ///< by the number in a cell's attribute s; others show no date
  bool from_1904 = false;
};

/// Reads the part `part` into the rows of `table`, which has its name; counts cells and text in `reading`.  Throws InputError with
/// sheet and cell.
void read_sheet(WorkbookParts& parts, const std::string& part, const XlsxShared& shared, XlsxReading& reading, SheetTable& table);

}  // namespace outdesk
