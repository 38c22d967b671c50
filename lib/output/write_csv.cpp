#include <utility>

#include "base/text.hpp"
#include "output/buffered_sink.hpp"
#include "output/csv_cell.hpp"
#include "output/json_rows.hpp"
#include "output/row_source.hpp"
#include "output/writers.hpp"

namespace outdesk {

namespace {

/// Puts the cells of one row, then CRLF.
class CsvRow {
 public:
  explicit CsvRow(BufferedSink& out) : out_(out) {}
  void cell(const Value& value) { raw(csv_cell(value)); }
  void name(const std::string& text) { raw(csv_quoted(defused(storable(text)))); }
  void end() { out_.put("\r\n"); }

 private:
  void raw(std::string_view text) {
    if (!std::exchange(first_, false)) out_.put(',');
    out_.put(text);
  }
  BufferedSink& out_;
  bool first_ = true;
};

/// "read", or "read/change" where what lies inside differs.
Value code_of(const Grid::Paint& paint) { return paint.inner.empty() ? paint.mark.code : paint.mark.code + "/" + paint.inner; }

std::vector<std::size_t> keyed(const std::vector<Column>& columns) {
  std::vector<std::size_t> numbers;
  for (std::size_t i = 0; i < columns.size(); ++i)
    if (!columns[i].key.empty()) numbers.push_back(i);
  return numbers;
}

void put_names(CsvRow& row, const std::vector<Column>& columns, const std::vector<std::size_t>& numbers) {
  for (std::size_t i : numbers) row.name(join(columns[i].key, "."));
}

void put_values(CsvRow& row, const Row& values, const std::vector<std::size_t>& numbers) {
  for (std::size_t i : numbers) row.cell(i < values.size() ? values[i] : Value{});
}

struct CsvWriter {
  BufferedSink& out;

  void operator()(const Table* table) const {
    std::vector<std::size_t> numbers = keyed(table->columns);
    header(table->columns, numbers);
    table->for_each_row([&](const Row& values) { line(values, numbers); });
  }

  void operator()(const FigureRow& figures) const {
    std::vector<std::size_t> numbers = keyed(figures.columns);
    header(figures.columns, numbers);
    line(figures.values, numbers);
  }

  void operator()(const Grid* grid) const {
    std::vector<std::size_t> numbers = keyed(grid->line_columns);
    CsvRow names(out);
    put_names(names, grid->line_columns, numbers);
    for (const std::string& id : head_ids(*grid)) names.name(id);
    names.end();
    for (const Grid::Line& line : grid->lines) {
      CsvRow row(out);
      put_values(row, line.values, numbers);
      for (std::size_t i = 0; i < grid->heads.size(); ++i)
        row.cell(i < line.cells.size() ? code_of(grid->palette.at(line.cells[i])) : Value{});
      row.end();
    }
  }

  void header(const std::vector<Column>& columns, const std::vector<std::size_t>& numbers) const {
    CsvRow row(out);
    put_names(row, columns, numbers);
    row.end();
  }

  void line(const Row& values, const std::vector<std::size_t>& numbers) const {
    CsvRow row(out);
    put_values(row, values, numbers);
    row.end();
  }
};

struct JsonLinesWriter {
  BufferedSink& out;

  void operator()(const Table* table) const {
    KeyTree tree = tree_of(table->columns);
    table->for_each_row([&](const Row& values) { row(tree, values); });
  }
  void operator()(const FigureRow& figures) const { row(tree_of(figures.columns), figures.values); }
  void operator()(const Grid* grid) const {
    GridLineWriter writer(*grid);
    for (const Grid::Line& line : grid->lines) {
      JsonWriter json(out, JsonWriter::Layout::one_line);
      writer.write(json, line);
      out.put('\n');
    }
  }

  void row(const KeyTree& tree, const Row& values) const {
    JsonWriter json(out, JsonWriter::Layout::one_line);
    write_row(json, tree, values);
    out.put('\n');
  }
};

}  // namespace

void write_csv(const Document& document, const Sink& sink) {
  BufferedSink out(sink);
  std::visit(CsvWriter{out}, row_source(document));
  out.flush();
}

void write_jsonl(const Document& document, const Sink& sink) {
  BufferedSink out(sink);
  std::visit(JsonLinesWriter{out}, row_source(document));
  out.flush();
}

}  // namespace outdesk
