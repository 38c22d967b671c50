// Which sheets a document becomes.
#pragma once

#include <string>
#include <vector>

#include "output/document.hpp"
#include "output/table_walk.hpp"

namespace outdesk {

struct SheetPlan {
  std::string name;  ///< valid for Excel and unique in the book
  const Section* section = nullptr;
  const Grid* grid = nullptr;         ///< a matrix has a sheet of its own
  std::vector<const Block*> blocks;   ///< what else stands on it, in order
  const Table* lone_table = nullptr;  ///< the only table among short texts: filter, frozen header
};

/// One sheet per section with a title that people read and that has something to show; matrices and long
/// tables that would share their sheet get one of their own.
std::vector<SheetPlan> plan_sheets(const Document& document);

/// Something people can see: a column, figure or chart with a title or content.
bool shows_something(const Block& block);

/// `title` as a sheet name: 31 characters, none of []:*?/\' , at most `bytes` bytes (the library
/// has fixed buffers), not among `taken` (compared without case), which gets the new name.
std::string sheet_name(std::string_view title, std::size_t bytes, std::vector<std::string>& taken);

}  // namespace outdesk
