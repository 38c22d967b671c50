#include "output/row_source.hpp"

#include "base/error.hpp"

namespace outdesk {

namespace {

template <class Kind, class Wanted>
const Kind* first_block(const Document& document, Wanted wanted) {
  for (const Section& section : document.sections)
    for (const Block& block : section.blocks)
      if (auto* found = std::get_if<Kind>(&block); found && wanted(*found)) return found;
  return nullptr;
}

FigureRow all_figures(const Document& document) {
  FigureRow row;
  auto add = [&](const Figure& figure) {
    if (figure.key.empty()) return;
    row.columns.push_back({figure.key, figure.title});
    row.values.push_back(figure.value);
  };
  for (const Figure& figure : document.head) add(figure);
  for (const Section& section : document.sections)
    for (const Block& block : section.blocks)
      if (auto* figures = std::get_if<Figures>(&block))
        for (const Figure& figure : figures->figures) add(figure);
  return row;
}

}  // namespace

RowSource row_source(const Document& document) {
  if (document.rows.empty())  // a matrix is what it is about, whatever tables stand beside it
    if (auto* grid = first_block<Grid>(document, [](const Grid& g) { return !g.lines_key.empty(); })) return grid;
  if (auto* table = first_block<Table>(document, [&](const Table& t) { return !t.key.empty() && (document.rows.empty() || t.key == document.rows); })) return table;
  FigureRow figures = all_figures(document);
  if (figures.columns.empty())
    throw UsageError("this answer has no table to write as rows", "use --format json or --format text");
  return figures;
}

}  // namespace outdesk
