#include "output/json_rows.hpp"

#include <stdexcept>

#include "base/text.hpp"

namespace outdesk {

void write_members(JsonWriter& json, const KeyTree& tree, const Row& row) {
  for (const KeyTree& member : tree.members) {
    json.member(member.name);
    if (member.leaves.empty()) write_row(json, member, row);
    else if (member.leaves[0] < row.size()) json.value(row[member.leaves[0]]);
    else json.null();
  }
}

void write_row(JsonWriter& json, const KeyTree& tree, const Row& row) {
  json.begin_object();
  write_members(json, tree, row);
  json.end_object();
}

std::vector<std::string> head_ids(const Grid& grid) {
  auto named = [&](const Column& column) { return join(column.key, ".") == grid.head_id_column; };
  auto column = std::find_if(grid.head_columns.begin(), grid.head_columns.end(), named);
  if (column == grid.head_columns.end())
    throw std::logic_error("the grid has no column '" + grid.head_id_column + "' to name its heads by");
  auto at = static_cast<std::size_t>(column - grid.head_columns.begin());
  std::vector<std::string> ids;
  for (const Grid::Head& head : grid.heads) {
    const std::string* id = at < head.values.size() ? std::get_if<std::string>(&head.values[at]) : nullptr;
    ids.push_back(id ? *id : head.title);
  }
  return ids;
}

GridLineWriter::GridLineWriter(const Grid& grid) : grid_(grid), ids_(head_ids(grid)) {
  without_details_ = tree_of(grid.line_columns);
  without_details_.add(grid.cells_key, grid.line_columns.size());
  with_details_ = without_details_;
  with_details_.add(grid.details_key, grid.line_columns.size() + 1);
}

void GridLineWriter::write(JsonWriter& json, const Grid::Line& line) const {
  write_node(json, line.details.empty() ? without_details_ : with_details_, line);
}

void GridLineWriter::write_node(JsonWriter& json, const KeyTree& node, const Grid::Line& line) const {
  json.begin_object();
  for (const KeyTree& member : node.members) {
    json.member(member.name);
    if (member.leaves.empty()) write_node(json, member, line);
    else write_leaf(json, member.leaves[0], line);
  }
  json.end_object();
}

void GridLineWriter::write_leaf(JsonWriter& json, std::size_t leaf, const Grid::Line& line) const {
  if (leaf < grid_.line_columns.size())
    return leaf < line.values.size() ? json.value(line.values[leaf]) : json.null();
  json.begin_object();
  for (std::size_t i = 0; i < ids_.size(); ++i) {
    bool cell = leaf == grid_.line_columns.size();
    if (cell ? i >= line.cells.size() : i >= line.details.size() || line.details[i].empty()) continue;
    json.member(ids_[i]);
    json.text(cell ? grid_.palette.at(line.cells[i]).mark.code : line.details[i]);
  }
  json.end_object();
}

}  // namespace outdesk
