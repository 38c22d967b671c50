#include "package/text_repairs.hpp"

#include <algorithm>
#include <array>

#include "base/text.hpp"

namespace outdesk {

namespace {

using What = TextRepair::What;
constexpr std::size_t kCellUnits = 32767;  // as lib/workbook cuts

struct RepairsOfText {
  std::size_t units = 0;
  bool replaced = false, shown = false;
};

RepairsOfText look_at(std::string_view text) {
  RepairsOfText found;
  for (std::size_t at = 0; at < text.size();) {
    auto byte = static_cast<unsigned char>(text[at]);
    if (byte >= 0x20 && byte < 0x7F) {
      ++at, ++found.units;
      continue;
    }
    CodePoint c = code_point_at(text, at);
    found.units += c.value > 0xFFFF ? 2 : 1;
    found.replaced |= c.size == 0;
    found.shown |= c.size && c.value != '\n' && c.value != '\t' && is_deceptive(c.value);
    at += std::max<std::size_t>(c.size, 1);
  }
  return found;
}

/// Counts of one column.
struct RepairsOfColumn {
  bool for_people = true;
  std::array<std::int64_t, 3> counts{};

  void add(std::string_view text) {
    RepairsOfText found = look_at(text);
    counts[static_cast<std::size_t>(What::cut)] += for_people && found.units > kCellUnits;
    counts[static_cast<std::size_t>(What::replaced)] += found.replaced;
    counts[static_cast<std::size_t>(What::shown)] += found.shown;
  }
  void add(const Value& value) {
    if (const auto* text = std::get_if<std::string>(&value)) add(std::string_view(*text));
    if (const auto* list = std::get_if<std::vector<std::string>>(&value))
      for (const std::string& text : *list) add(std::string_view(text));
  }
};

class RepairCollector {
 public:
  void add(const Section& section) {
    section_ = &section;
    for (const Block& block : section.blocks) {
      if (const auto* table = std::get_if<Table>(&block)) add_table(*table);
      if (const auto* grid = std::get_if<Grid>(&block)) add_grid(*grid);
    }
  }
  std::vector<TextRepair> found;

 private:
  static std::string name_of(const Column& column) { return column.title.empty() ? join(column.key, ".") : column.title; }

  static std::vector<RepairsOfColumn> ready(const std::vector<Column>& columns) {
    std::vector<RepairsOfColumn> counts;
    for (const Column& column : columns) counts.push_back({!column.title.empty(), {}});
    return counts;
  }
  static void add_row(const Row& row, std::vector<RepairsOfColumn>& counts) {
    for (std::size_t i = 0; i < std::min(row.size(), counts.size()); ++i) counts[i].add(row[i]);
  }

  void add_table(const Table& table) {
    std::vector<RepairsOfColumn> counts = ready(table.columns);
    table.for_each_row([&](const Row& row) { add_row(row, counts); });
    tell(table.columns, counts);
  }

  /// Titles of folders and people are among the values.
  void add_grid(const Grid& grid) {
    std::vector<RepairsOfColumn> heads = ready(grid.head_columns), lines = ready(grid.line_columns);
    for (const Grid::Head& head : grid.heads) add_row(head.values, heads);
    for (const Grid::Line& line : grid.lines) add_row(line.values, lines);
    tell(grid.head_columns, heads);
    tell(grid.line_columns, lines);
  }

  void tell(const std::vector<Column>& columns, const std::vector<RepairsOfColumn>& counts) {
    for (std::size_t i = 0; i < columns.size(); ++i)
      for (What what : {What::cut, What::replaced, What::shown})
        if (std::int64_t count = counts[i].counts[static_cast<std::size_t>(what)]) tell(columns[i], what, count);
  }

  /// Tables of a section that name a column alike are one to the reader.
  void tell(const Column& of, What what, std::int64_t count) {
    std::string column = name_of(of);
    for (TextRepair& known : found)
      if (known.section == section_ && known.column == column && known.what == what) {
        known.count += count;
        return;
      }
    found.push_back({section_, std::move(column), !of.title.empty(), what, count});
  }

  const Section* section_ = nullptr;
};

}  // namespace

std::vector<TextRepair> text_repairs(const std::vector<Section>& sections) {
  RepairCollector collector;
  for (const Section& section : sections) collector.add(section);
  return std::move(collector.found);
}

}  // namespace outdesk
