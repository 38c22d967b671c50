// Workbooks of other programs as plain tables of text (ECMA-376, transitional and strict): what Excel, LibreOffice,
// Google Sheets, openpyxl and libxlsxwriter write.
#pragma once

#include <string>
#include <vector>

namespace outdesk {

/// What a workbook may cost.  More is refused, never cut.
struct XlsxLimits {
  std::size_t entries = 4096;               ///< of the zip file
  std::size_t part_bytes = 256u << 20;      ///< unpacked, of one part
  std::size_t total_bytes = 512u << 20;     ///< unpacked, of all parts that are read
  std::size_t sheets = 512;
  std::size_t cells = 5'000'000;            ///< of all sheets, with the gaps before cells that hold something
  std::size_t columns = 16384;              ///< XFD, the last one that there is
  std::size_t shared_strings = 2'000'000;
  std::size_t styles = 65536;               ///< formats of cells and of numbers
  std::size_t cell_bytes = 1u << 18;        ///< one text: Excel's 32,767 characters, with room for other programs
  std::size_t text_bytes = 256u << 20;      ///< all texts of the tables, and all shared strings
  std::size_t depth = 64;                   ///< elements within elements
};

struct SheetTable {
  std::string name;
  bool hidden = false;                         ///< the workbook does not show this sheet
  std::vector<std::vector<std::string>> rows;  ///< as long as their last cell that holds something; empty rows are left out
  std::vector<long> row_numbers;               ///< of `rows`, from 1, as the sheet counts them
  std::string uncalculated;                    ///< the first cell with a formula whose value the file does not have ("B7")
};

/// The worksheets of the workbook `bytes`, hidden ones and hidden rows too, in their order; charts that have a sheet of
/// their own are passed over.  Texts are valid UTF-8 and may hold control characters.  Formulas are their values.
///
/// Numbers are as they are written, but with the 15 digits that a spreadsheet shows where a binary fraction has more
/// ("1.1000000000000001" is "1.1").  Where the cell's number format is a date, they are YYYY-MM-DD, with Thh:mm:ss where
/// the format or the number has a time of day, rounded to the second; hh:mm:ss where both have nothing else.  Numbers that are
/// no day of years 1900 to 9999, and lengths of time ([h]:mm), stay numbers.  Booleans are TRUE and FALSE, errors "#N/A".
///
/// `file` is the name for messages.  Throws InputError with part, sheet and cell: for what is no workbook, is protected
/// by a password, damaged or cut off, declares a document type or entities, is past `limits`, or says what cannot be.
std::vector<SheetTable> read_xlsx(const std::string& bytes, const std::string& file, const XlsxLimits& limits = {});

}  // namespace outdesk
