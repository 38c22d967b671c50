// Text for a terminal: styles, wrapping, tables of aligned columns.  All text that comes in here must
// have been through printable().
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "output/buffered_sink.hpp"
#include "output/writers.hpp"

namespace outdesk {

/// Filled up with spaces to `width` columns, on the left or on the right.
std::string padded(std::string_view text, std::size_t width, bool right = false);

/// Lines of at most `width` columns, broken at spaces; a longer word is cut into pieces.  A width of 0
/// gives one line.
std::vector<std::string> wrapped(std::string_view text, std::size_t width);

enum class Ink { plain, strong, faint, good, attention, bad, changed };
Ink ink_of(Tone tone);

/// Lines to a sink, coloured where the style says so.
class TextOut {
 public:
  TextOut(const TextStyle& style, const Sink& sink) : style_(style), out_(sink) {}

  std::size_t columns() const { return style_.columns; }
  bool colour() const { return style_.colour; }
  std::string inked(std::string_view text, Ink ink) const;
  void line(std::string_view text = {});
  /// Wrapped text.  The first line starts with `lead`, the others with `rest`.
  void paragraph(std::string_view text, Ink ink = Ink::plain, std::string_view lead = {}, std::string_view rest = {});
  void finish() { out_.flush(); }

 private:
  TextStyle style_;
  BufferedSink out_;
};

struct TextCell {
  std::string text;
  Ink ink = Ink::plain;
};
struct TextColumn {
  std::string title;
  bool right = false;
  bool wrap = false;      ///< may take several lines
  std::size_t least = 12; ///< not made narrower than this; 0: never cut, never broken
};

/// A table whose widths are set by the rows that are given first.  Where even narrow columns do not fit
/// the terminal, each row becomes a block of "title  value" lines: nothing is left out.
class TextTable {
 public:
  TextTable(TextOut& out, std::vector<TextColumn> columns) : out_(out), columns_(std::move(columns)) {}
  void begin(const std::vector<std::vector<TextCell>>& sample);
  void row(const std::vector<TextCell>& cells);
  void total(const std::vector<TextCell>& cells);

 private:
  bool fit(std::vector<std::size_t>& widths) const;
  /// Takes one from the widest of the columns that `may` give way; false where none may.
  bool narrow(std::vector<std::size_t>& widths, const std::function<bool(std::size_t)>& may) const;
  void header();
  void rule();
  void block(const std::vector<TextCell>& cells);
  void aligned(const std::vector<TextCell>& cells);
  std::vector<std::string> lines_of(const TextCell& cell, std::size_t column) const;

  TextOut& out_;
  std::vector<TextColumn> columns_;
  std::vector<std::size_t> widths_;  ///< empty: blocks
  std::vector<bool> cut_;            ///< columns that were made narrower than their text
  bool first_block_ = true;
};

}  // namespace outdesk
