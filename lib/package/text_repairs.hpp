// What files cannot hold as it is: texts too long for a cell, bytes that are no UTF-8, characters that nobody sees.
#pragma once

#include <string>
#include <vector>

#include "output/document.hpp"

namespace outdesk {

struct TextRepair {
  enum class What {
    cut,       ///< longer than a cell of a workbook holds (32,767 UTF-16 units): cut there
    replaced,  ///< bytes that are no UTF-8: replaced everywhere
    shown,     ///< control characters, and those that are invisible or turn the direction: shown by their code
  };
  const Section* section;
  std::string column;  ///< its title; the key of a column that only machines read
  bool for_people;     ///< it has a title
  What what;
  std::int64_t count;  ///< texts
};

/// Of all tables and matrices, in their order; nothing for a column whose texts stand as they are.  Points into `sections`.
std::vector<TextRepair> text_repairs(const std::vector<Section>& sections);

}  // namespace outdesk
