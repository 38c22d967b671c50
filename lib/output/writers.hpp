// The five writers.  Each takes a Document and gives bytes to a sink in bounded memory.
#pragma once

#include <functional>
#include <string_view>

#include "output/document.hpp"

namespace outdesk {

/// Takes the next bytes; throws WriteError where they cannot be written.
using Sink = std::function<void(std::string_view)>;

struct TextStyle {
  bool colour = false;
  std::size_t columns = 0;  ///< width of the terminal; 0: not a terminal, nothing is fitted or cut
};

/// For people: titles, aligned tables, signs beside colour.  Everything from outside is made printable.
void write_text(const Document& document, const TextStyle& style, const Sink& sink);

/// One JSON document: {"outdesk": schema, head…, then every figure and table at its key}.  Indented
/// by two; keys in the Document's order; instants RFC 3339 UTC, durations integer seconds, money
/// integer minor units, shares decimal strings rounded down, marks their code.  Keys that share their
/// first names share an object, where the first of them stands; tables of one key make one list.
void write_json(const Document& document, const Sink& sink);

/// RFC 4180 (CRLF, UTF-8) of the document's first table with a key; else of its grid, one row a line and
/// one column a head; else of its figures, as one row.  One header row of dotted keys, values as in
/// JSON.  A cell that a spreadsheet would run as a formula gets a leading '.  Throws UsageError where
/// the document has no rows to give.
void write_csv(const Document& document, const Sink& sink);

/// The same rows, one JSON object a line.
void write_jsonl(const Document& document, const Sink& sink);

/// One self-contained page: no request leaves it, strict CSP with hashes, readable without scripts.
void write_html(const Document& document, const Sink& sink);

/// A workbook.  Only in outdesk-full (links libxlsxwriter): room workbook/.
struct WorkbookStyle {
  Instant created;           ///< document date; the same input gives the same bytes
  std::string footer;        ///< left part of the printed footer
};
void write_xlsx(const Document& document, const WorkbookStyle& style, const std::string& path);

}  // namespace outdesk
