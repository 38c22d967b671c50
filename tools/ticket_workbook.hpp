// What ticket import needs of outdesk-full.
#pragma once

#include <string>
#include <vector>

#include "input/cell_table.hpp"

namespace outdesk {

/// The sheets of a workbook, those that are hidden last.  Throws InputError.
std::vector<CellTable> read_workbook_tables(const std::string& bytes, const std::string& file);

/// Whether `bytes` begin as a workbook does: a zip file, or the older format, which the reader refuses in words.
bool begins_as_workbook(std::string_view bytes);

}  // namespace outdesk
