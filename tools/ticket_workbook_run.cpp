// Workbooks as tables, for ticket import.
#include <algorithm>

#include "ticket_workbook.hpp"
#include "workbook/read_xlsx.hpp"

namespace outdesk {

std::vector<CellTable> read_workbook_tables(const std::string& bytes, const std::string& file) {
  std::vector<SheetTable> sheets = read_xlsx(bytes, file);
  std::stable_partition(sheets.begin(), sheets.end(), [](const SheetTable& sheet) { return !sheet.hidden; });
  std::vector<CellTable> tables;
  for (SheetTable& sheet : sheets)
    tables.push_back({file, std::move(sheet.name), std::move(sheet.rows), std::move(sheet.row_numbers)});
  return tables;
}

}  // namespace outdesk
