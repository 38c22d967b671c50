// Registers of equipment in tables: any CSV or XLSX, by a mapping that says which column is what.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "asset/device.hpp"
#include "input/cell_table.hpp"
#include "input/json.hpp"

namespace outdesk {

struct RegisterMapping {
  std::string title;
  std::map<std::string, std::vector<std::string>> columns;  ///< field of a register ("serial") to titles, any of which may stand there
  std::map<std::string, AssetKind> kinds;                   ///< words of the register, case aside
  std::map<std::string, AssetState> states;
  std::optional<AssetKind> kind;                            ///< where the table has no column for it
  bool agreed = true;                                       ///< false: a list of what was seen, not of what was agreed
};

/// Reads and checks a mapping; errors name the path.
RegisterMapping read_register_mapping(const JsonNode& file);
/// A shipped mapping by name ("standard"), else a file by path.  Throws NotFound with the known names.
RegisterMapping load_register_mapping(const std::string& name_or_path);

struct RegisterRows {
  std::vector<SeenDevice> devices;
  std::vector<std::string> notes;   ///< columns that are not read, rows left out: for the receipt
};

/// The rows of a register.  Throws InputError with file, sheet and row: no headings, no rows, a word that the mapping does not know,
/// a date that is none, two rows with one number.
RegisterRows devices_of(const CellTable& table, const RegisterMapping& mapping);

}  // namespace outdesk
