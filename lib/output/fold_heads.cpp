#include "output/fold_heads.hpp"

#include <map>

#include "output/format_value.hpp"

namespace outdesk {

namespace {

/// The cells of each column as bytes, so that two are compared at once.
std::vector<std::string> cells_by_head(const Grid& grid) {
  std::vector<std::string> columns(grid.heads.size(), std::string(grid.lines.size(), '\0'));
  for (std::size_t line = 0; line < grid.lines.size(); ++line)
    for (std::size_t i = 0; i < std::min(columns.size(), grid.lines[line].cells.size()); ++i)
      columns[i][line] = static_cast<char>(grid.lines[line].cells[i]);
  for (std::size_t line = 0; line < grid.lines.size(); ++line)
    for (std::uint32_t head : grid.lines[line].changed)
      if (head < columns.size()) columns[head] += std::to_string(line) + ",";
  return columns;
}

bool is_person(const Grid& grid, const Grid::Head& head) {
  for (std::size_t i = 0; i < std::min(grid.head_columns.size(), head.values.size()); ++i)
    if (grid.head_columns[i].key == key("kind")) return head.values[i] == Value(std::string("person"));
  return true;
}

std::string words_for(const Grid& grid, const Grid::Head& head, std::size_t count, Language language) {
  bool person = is_person(grid, head), russian = language == Language::ru;
  std::string unit = person ? (russian ? "чел." : "people") : (russian ? "уч. зап." : "accounts");
  return head.band + ", " + format_count(static_cast<std::int64_t>(count), language) + " " + unit;
}

}  // namespace

std::vector<std::string> fold_words(const Grid& grid, Language language) {
  std::vector<std::string> folds(grid.heads.size());
  if (grid.heads.size() <= kHeadsOnPage) return folds;
  std::vector<std::string> columns = cells_by_head(grid);
  std::map<std::pair<std::string, std::string>, std::vector<std::size_t>> alike;
  for (std::size_t i = 0; i < grid.heads.size(); ++i)
    if (grid.heads[i].alarm.empty()) alike[{grid.heads[i].band, std::move(columns[i])}].push_back(i);
  // In the order of the matrix, so that "(2)" stands right of its namesake.
  std::map<std::size_t, const std::vector<std::size_t>*> groups;
  for (const auto& entry : alike)
    if (entry.second.size() > 1) groups.emplace(entry.second.front(), &entry.second);
  std::map<std::string, int> used;
  for (const auto& entry : groups) {
    std::string words = words_for(grid, grid.heads[entry.first], entry.second->size(), language);
    if (int number = ++used[words]; number > 1) words += " (" + std::to_string(number) + ")";
    for (std::size_t i : *entry.second) folds[i] = words;
  }
  return folds;
}

}  // namespace outdesk
