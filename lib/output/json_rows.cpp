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
  for (bool inner : {false, true})
    for (bool details : {false, true}) {
      KeyTree& tree = trees_[inner][details];
      tree = tree_of(grid.line_columns);
      tree.add(grid.cells_key, cells_leaf());
      if (inner) tree.add(grid.inner_key, cells_leaf() + 1);
      if (details) tree.add(grid.details_key, cells_leaf() + 2);
    }
}

const std::string& GridLineWriter::inner_of(const Grid::Line& line, std::size_t head) const { return grid_.palette.at(line.cells[head]).inner; }

void GridLineWriter::write(JsonWriter& json, const Grid::Line& line) const {
  bool inner = false;
  for (std::size_t i = 0; i < line.cells.size() && !grid_.inner_key.empty(); ++i) inner = inner || !inner_of(line, i).empty();
  write_node(json, trees_[inner][!line.details.empty()], line);
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
  for (std::size_t i = 0; i < ids_.size(); ++i)
    if (const std::string* text = text_at(leaf - cells_leaf(), line, i)) {
      json.member(ids_[i]);
      json.text(*text);
    }
  json.end_object();
}

const std::string* GridLineWriter::text_at(std::size_t part, const Grid::Line& line, std::size_t head) const {
  if (part == 2) return head < line.details.size() && !line.details[head].empty() ? &line.details[head] : nullptr;
  if (head >= line.cells.size()) return nullptr;
  if (part == 0) return &grid_.palette.at(line.cells[head]).mark.code;
  return inner_of(line, head).empty() ? nullptr : &inner_of(line, head);
}

}  // namespace outdesk
