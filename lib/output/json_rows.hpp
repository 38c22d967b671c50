// Rows of tables and lines of grids as JSON objects; shared by json and jsonl.
#pragma once

#include "output/json_writer.hpp"
#include "output/key_tree.hpp"

namespace outdesk {

/// The members of `tree` out of `row`, without the outer braces.  A row shorter than its columns ends
/// in nulls.
void write_members(JsonWriter& json, const KeyTree& tree, const Row& row);
void write_row(JsonWriter& json, const KeyTree& tree, const Row& row);

/// What names each head in JSON: its value in the column `head_id_column`.
std::vector<std::string> head_ids(const Grid& grid);

/// Writes the lines of one grid.
class GridLineWriter {
 public:
  explicit GridLineWriter(const Grid& grid);
  void write(JsonWriter& json, const Grid::Line& line) const;

 private:
  void write_node(JsonWriter& json, const KeyTree& node, const Grid::Line& line) const;
  void write_leaf(JsonWriter& json, std::size_t leaf, const Grid::Line& line) const;

  std::size_t cells_leaf() const { return grid_.line_columns.size(); }
  /// Of cells (0), inner codes (1) and details (2); null where there is nothing to say.
  const std::string* text_at(std::size_t part, const Grid::Line& line, std::size_t head) const;
  const std::string& inner_of(const Grid::Line& line, std::size_t head) const;

  const Grid& grid_;
  std::vector<std::string> ids_;
  KeyTree trees_[2][2];  ///< with inner codes; with details
};

}  // namespace outdesk
