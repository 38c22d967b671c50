// Live formulas: names of columns and figures become cells.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace outdesk {

/// What a name in brackets stands for: the cell's name ("C7"); nothing where there is none.
/// `before`: it was written "[^name]", the row before.
using CellOf = std::function<std::optional<std::string>(std::string_view name, bool before)>;

/// "=C7-D7" of "[in] - [out]"; nothing where a name stands for no cell, or a bracket is not closed.
std::optional<std::string> formula_of(std::string_view formula, const CellOf& cell_of);

}  // namespace outdesk
