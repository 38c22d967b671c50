#include "workbook/formula_rules.hpp"

namespace outdesk {

std::optional<std::string> formula_of(std::string_view formula, const CellOf& cell_of) {
  std::string out = "=";
  while (!formula.empty()) {
    std::size_t open = formula.find('[');
    out += formula.substr(0, open);
    if (open == formula.npos) break;
    std::size_t close = formula.find(']', open);
    if (close == formula.npos) return {};
    std::string_view name = formula.substr(open + 1, close - open - 1);
    bool before = name.substr(0, 1) == "^";
    auto cell = cell_of(before ? name.substr(1) : name, before);
    if (!cell) return {};
    out += *cell;
    formula.remove_prefix(close + 1);
  }
  return out;
}

}  // namespace outdesk
