// One cell of a CSV file (RFC 4180), harmless in a spreadsheet.
#pragma once

#include "output/document.hpp"

namespace outdesk {

/// Text that no spreadsheet runs as a formula: ' goes before = + - @ (and their full-width forms) and
/// before tab and CR, where such a character is the first of the cell, or the first after a line break,
/// a tab or a semicolon: a spreadsheet that takes ; for the separator, as the Russian ones do, starts a
/// new cell there.  Spaces and quotes before the character do not hide it.  reliability.md section 3.
std::string defused(std::string_view text);

/// Quoted where RFC 4180 wants it.
std::string csv_quoted(std::string_view text);

/// Values as in JSON; only text is defused: a typed number keeps its minus.  A list is joined by "; ".
std::string csv_cell(const Value& value);

}  // namespace outdesk
