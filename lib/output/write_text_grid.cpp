#include "base/text.hpp"
#include "output/format_value.hpp"
#include "output/table_walk.hpp"
#include "output/words.hpp"
#include "output/write_text.hpp"

namespace outdesk {

namespace {

constexpr std::string_view kIndent = "  ";

/// A matrix with numbered columns, and a key below that says who stands behind each number: rotated
/// names cannot be read on a terminal.  What is too wide is shown in blocks of columns.
class TextGrid {
 public:
  TextGrid(TextOut& out, const Grid& grid, const Document& document)
      : out_(out), grid_(grid), document_(document), language_(document.language) {
    measure_names();
    measure_cells();
  }

  void write() {
    if (!grid_.heads.empty() && !grid_.lines.empty())
      for (std::size_t first = 0; first < grid_.heads.size();) {
        if (first) out_.line();
        first = write_block(first);
      }
    out_.line();
    write_legend();
    write_key();
  }

 private:
  void measure_names() {
    for (std::size_t i = 0; i < grid_.line_columns.size(); ++i)
      if (i && !grid_.line_columns[i].title.empty()) (is_flag(i) ? flags_ : extras_).push_back(i);
    name_width_ = display_width(printable(grid_.line_title));
    for (const Grid::Line& line : grid_.lines) name_width_ = std::max(name_width_, display_width(name_of(line)));
    if (out_.columns()) name_width_ = std::min(name_width_, std::max<std::size_t>(24, out_.columns() * 2 / 5));
    for (std::size_t i : extras_) extra_widths_.push_back(extra_width(i));
    std::size_t extra = 0;
    for (std::size_t width : extra_widths_) extra += width + 2;
    if (out_.columns() && extra > out_.columns() / 6) { extras_.clear(); extra_widths_.clear(); }
  }

  void measure_cells() {
    for (const Grid::Paint& paint : grid_.palette)
      sign_width_ = std::max(sign_width_, display_width(printable(paint.sign)));
    if (sign_width_ > 1) ++sign_width_;  // signs of several letters need a gap
    any_changed_ = std::any_of(grid_.lines.begin(), grid_.lines.end(),
                               [](const Grid::Line& line) { return !line.changed.empty(); });
    starred_ = any_changed_ && !out_.colour();
    cell_width_ = sign_width_ + (starred_ ? 1 : 0);
    number_rows_ = std::to_string(grid_.heads.size()).size();
  }

  bool is_flag(std::size_t column) const {
    return std::any_of(grid_.lines.begin(), grid_.lines.end(), [&](const Grid::Line& line) {
      return column < line.values.size() && std::holds_alternative<bool>(line.values[column]);
    });
  }

  std::size_t extra_width(std::size_t column) const {
    std::size_t width = display_width(printable(grid_.line_columns[column].title));
    for (const Grid::Line& line : grid_.lines) width = std::max(width, display_width(extra_of(line, column).text));
    return width;
  }

  TextCell extra_of(const Grid::Line& line, std::size_t column) const {
    return column < line.values.size() ? text_cell(line.values[column], document_) : TextCell{};
  }

  std::string name_of(const Grid::Line& line) const {
    std::string name(static_cast<std::size_t>(std::clamp(line.depth, 0, 20)) * 2, ' ');
    name += printable(line.title.empty() ? line.path : line.title);
    for (std::size_t n = 0; n < flags_.size(); ++n)
      if (flags_[n] < line.values.size() && line.values[flags_[n]] == Value(true)) name += " " + std::string(flag_sign(n));
    return name;
  }

  /// Writes the columns that fit from `first` on; gives the first that did not.
  std::size_t write_block(std::size_t first) {
    std::size_t used = name_width_ + 1, last = first;
    for (std::size_t width : extra_widths_) used += width + 2;
    for (; last < grid_.heads.size(); ++last) {
      used += cell_width_ + (starts_band(first, last) ? 1 : 0);
      if (out_.columns() && used > out_.columns() && last > first) break;
    }
    write_heads(first, last);
    for (const Grid::Line& line : grid_.lines) write_line(line, first, last);
    return last;
  }

  bool starts_band(std::size_t first, std::size_t at) const {
    return at == first || grid_.heads[at].band != grid_.heads[at - 1].band;
  }

  void write_heads(std::size_t first, std::size_t last) {
    for (std::size_t y = 0; y < number_rows_; ++y) {
      bool bottom = y + 1 == number_rows_;
      std::string text = padded(bottom ? printable(grid_.line_title) : "", name_width_ + 1);
      for (std::size_t n = 0; n < extras_.size(); ++n)
        text += padded(bottom ? printable(grid_.line_columns[extras_[n]].title) : "", extra_widths_[n]) + "  ";
      for (std::size_t i = first; i < last; ++i) {
        std::string number = padded(std::to_string(i + 1), number_rows_, true);
        if (starts_band(first, i)) text += "│";
        text += padded(number.substr(y, 1), cell_width_);
      }
      out_.line(out_.inked(text, Ink::strong));
    }
  }

  void write_line(const Grid::Line& line, std::size_t first, std::size_t last) {
    std::string text = padded(fitted(name_of(line), name_width_), name_width_ + 1);
    for (std::size_t n = 0; n < extras_.size(); ++n) {
      TextCell cell = extra_of(line, extras_[n]);
      bool right = extras_[n] < line.values.size() && is_numeric(line.values[extras_[n]]);
      text += padded(cell.text, extra_widths_[n], right) + "  ";
    }
    for (std::size_t i = first; i < last; ++i) {
      if (starts_band(first, i)) text += "│";
      bool changed = std::find(line.changed.begin(), line.changed.end(), i) != line.changed.end();
      text += cell(i < line.cells.size() ? grid_.palette.at(line.cells[i]) : Grid::Paint{}, changed);
    }
    out_.line(text);
  }

  std::string cell(const Grid::Paint& paint, bool changed) const {
    // A right that was taken away must be seen too.
    std::string_view none = changed ? "\u2212" : "·";
    std::string sign = padded(paint.sign.empty() ? none : printable(paint.sign), sign_width_);
    Ink ink = changed ? Ink::changed : paint.sign.empty() ? Ink::faint : paint.bold ? Ink::strong : ink_of(paint.mark.tone);
    return out_.inked(sign, ink) + (starred_ ? changed ? "*" : " " : "");
  }

  void write_legend() {
    std::vector<std::string> items;
    for (const Grid::Paint& paint : grid_.palette)
      items.push_back((paint.sign.empty() ? "·" : printable(paint.sign)) + " " + printable(paint.mark.words));
    if (any_changed_) items.push_back(out_.inked(starred_ ? "*" : " ", Ink::changed) + " " + std::string(word(Word::changed, language_)));
    for (std::size_t n = 0; n < flags_.size(); ++n)
      items.push_back(std::string(flag_sign(n)) + " " + printable(grid_.line_columns[flags_[n]].title));
    flow(items, "");
    for (const std::string& note : grid_.legend_notes) out_.paragraph(printable(note), Ink::faint);
  }

  void write_key() {
    if (grid_.heads.empty()) return;
    out_.line();
    std::string title(word(Word::columns_key, language_));
    if (!grid_.reach_title.empty())
      title += std::string(word(Word::after_colon, language_)) + printable(grid_.reach_title);
    out_.paragraph(title, Ink::strong);
    std::vector<std::string> items;
    for (std::size_t i = 0; i < grid_.heads.size(); ++i) {
      items.push_back(key_item(i));
      if (i + 1 < grid_.heads.size() && grid_.heads[i + 1].band == grid_.heads[i].band) continue;
      flow(items, grid_.heads[i].band.empty() ? "" : printable(grid_.heads[i].band) + ": ");
      items.clear();
    }
  }

  std::string key_item(std::size_t i) const {
    const Grid::Head& head = grid_.heads[i];
    std::string item = std::to_string(i + 1) + " " + printable(head.title);
    if (!head.subtitle.empty()) item += " (" + printable(head.subtitle) + ")";
    if (!grid_.reach_title.empty()) item += ": " + format_count(head.reach, language_);
    if (!head.alarm.empty()) item += " ✖ " + out_.inked(printable(head.alarm), Ink::bad);
    return item;
  }

  /// Items one after another, each kept whole; one a line where the answer is not for a terminal.
  void flow(const std::vector<std::string>& items, const std::string& lead) {
    std::string text = lead;
    bool empty = true;  // nothing to part the next item from
    for (const std::string& item : items) {
      bool full = !empty && !out_.columns();
      if (out_.columns()) full = display_width(text) + (empty ? 0 : 3) + display_width(item) > out_.columns();
      if (full && text != kIndent) {
        out_.line(text);
        text = kIndent;
        empty = true;
      }
      text += (empty ? "" : "   ") + item;
      empty = false;
    }
    if (!items.empty()) out_.line(text);
  }

  TextOut& out_;
  const Grid& grid_;
  const Document& document_;
  Language language_;
  std::vector<std::size_t> flags_, extras_, extra_widths_;
  std::size_t name_width_ = 0, sign_width_ = 1, cell_width_ = 1, number_rows_ = 1;
  bool any_changed_ = false;
  bool starred_ = false;  ///< changed cells carry a star; in colour they stand in reverse
};

}  // namespace

void write_text_grid(TextOut& out, const Grid& grid, const Document& document) { TextGrid(out, grid, document).write(); }

}  // namespace outdesk
