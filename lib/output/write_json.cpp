#include <stdexcept>

#include "output/json_rows.hpp"
#include "output/writers.hpp"

namespace outdesk {

namespace {

/// One thing that the document puts at a key.
struct Heads { const Grid* grid; };
struct Lines { const Grid* grid; };
using Leaf = std::variant<const Figure*, const Table*, Heads, Lines>;

/// All keys of a document as one tree, and what stands at its leaves.
class Members {
 public:
  explicit Members(const Document& document) {
    for (const Figure& figure : document.head) add(figure.key, &figure);
    for (const Section& section : document.sections)
      for (const Block& block : section.blocks) add_block(block);
  }

  void write(JsonWriter& json) const { write_members_of(json, tree_); }

 private:
  void add(const Key& path, Leaf leaf) {
    if (path.size() == 1 && path[0] == "outdesk") throw std::logic_error("the key 'outdesk' is the schema's");
    tree_.add(path, leaves_.size(), !std::holds_alternative<const Figure*>(leaf));
    leaves_.push_back(leaf);
  }

  void add_block(const Block& block) {
    if (auto* figures = std::get_if<Figures>(&block))
      for (const Figure& figure : figures->figures) add(figure.key, &figure);
    if (auto* table = std::get_if<Table>(&block)) add(table->key, table);
    if (auto* grid = std::get_if<Grid>(&block)) {
      add(grid->heads_key, Heads{grid});
      add(grid->lines_key, Lines{grid});
    }
  }

  void write_members_of(JsonWriter& json, const KeyTree& node) const {
    for (const KeyTree& member : node.members) {
      json.member(member.name);
      if (!member.leaves.empty()) {
        write_leaves(json, member.leaves);
        continue;
      }
      json.begin_object();
      write_members_of(json, member);
      json.end_object();
    }
  }

  /// A figure is a value; tables and grids that share a key make one list.
  void write_leaves(JsonWriter& json, const std::vector<std::size_t>& numbers) const {
    if (auto* figure = std::get_if<const Figure*>(&leaves_[numbers[0]])) return json.value((*figure)->value);
    json.begin_list();
    for (std::size_t number : numbers) std::visit([&](auto leaf) { write_items(json, leaf); }, leaves_[number]);
    json.end_list();
  }

  static void write_items(JsonWriter&, const Figure*) {}
  static void write_items(JsonWriter& json, const Table* table) {
    KeyTree tree = tree_of(table->columns);
    table->for_each_row([&](const Row& row) { write_row(json, tree, row); });
  }
  static void write_items(JsonWriter& json, Heads heads) {
    KeyTree tree = tree_of(heads.grid->head_columns);
    for (const Grid::Head& head : heads.grid->heads) write_row(json, tree, head.values);
  }
  static void write_items(JsonWriter& json, Lines lines) {
    GridLineWriter writer(*lines.grid);
    for (const Grid::Line& line : lines.grid->lines) writer.write(json, line);
  }

  KeyTree tree_;
  std::vector<Leaf> leaves_;
};

}  // namespace

void write_json(const Document& document, const Sink& sink) {
  Members members(document);
  BufferedSink out(sink);
  JsonWriter json(out, JsonWriter::Layout::indented);
  json.begin_object();
  json.member("outdesk");
  json.text(document.schema);
  members.write(json);
  json.end_object();
  out.put('\n');
  out.flush();
}

}  // namespace outdesk
