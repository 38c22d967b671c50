// Blocks of a document as text; shared by the files of the text writer.
#pragma once

#include "output/text_layout.hpp"

namespace outdesk {

/// A value as people read it on a terminal: printable, marks with their sign.
TextCell text_cell(const Value& value, const Document& document);

void write_text_table(TextOut& out, const Table& table, const Document& document);
void write_text_chart(TextOut& out, const Chart& chart, const Document& document);
void write_text_tiles(TextOut& out, const Tiles& tiles);
void write_text_grid(TextOut& out, const Grid& grid, const Document& document);

}  // namespace outdesk
