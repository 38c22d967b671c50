// What csv and jsonl write of a document: one table, or what stands for it.
#pragma once

#include "output/document.hpp"

namespace outdesk {

/// All keyed figures of a document as one row.
struct FigureRow {
  std::vector<Column> columns;
  Row values;
};

using RowSource = std::variant<const Table*, const Grid*, FigureRow>;

/// The first table with a key; else the first grid; else the figures.  Throws UsageError where the
/// document has none of them.
RowSource row_source(const Document& document);

}  // namespace outdesk
