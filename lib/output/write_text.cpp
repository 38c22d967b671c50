#include "output/write_text.hpp"

#include "base/text.hpp"
#include "output/format_value.hpp"
#include "output/words.hpp"

namespace outdesk {

namespace {

class TextWriter {
 public:
  TextWriter(TextOut& out, const Document& document) : out_(out), document_(document) {}

  void write() {
    if (!document_.title.empty()) out_.paragraph(printable(document_.title), Ink::strong);
    if (!document_.subtitle.empty()) out_.paragraph(printable(document_.subtitle), Ink::faint);
    if (!document_.confidential.empty()) out_.paragraph(printable(document_.confidential), Ink::attention);
    begun_ = !document_.title.empty() || !document_.subtitle.empty() || !document_.confidential.empty();
    for (const Section& section : document_.sections)
      if (!section.machine_only) write(section);
  }

 private:
  void write(const Section& section) {
    if (!section.title.empty()) {
      gap();
      out_.paragraph(printable(section.title), Ink::strong);
    }
    for (const Block& block : section.blocks)
      std::visit([&](const auto& b) { write(b); }, block);
  }

  /// An empty line between what is there and what comes.
  void gap() {
    if (begun_) out_.line();
    begun_ = true;
  }

  void title(const std::string& text) {
    gap();
    if (!text.empty()) out_.paragraph(printable(text), Ink::strong);
  }

  void note(const std::string& text) {
    if (!text.empty()) out_.paragraph(printable(text), Ink::faint);
  }

  void write(const Paragraph& paragraph) {
    std::string text;
    for (const Paragraph::Run& run : paragraph.runs) text += printable(run.text);
    if (text.empty()) return;
    gap();
    out_.paragraph(text);
  }

  void write(const Figures& figures) {
    std::size_t widest = 0;
    for (const Figure& figure : figures.figures) widest = std::max(widest, display_width(printable(figure.title)));
    if (out_.columns()) widest = std::min(widest, out_.columns() / 2);
    if (widest == 0) return;
    title(figures.title);
    for (const Figure& figure : figures.figures) {
      if (figure.title.empty()) continue;
      TextCell cell = text_cell(figure.value, document_);
      if (cell.text.empty()) cell.text = "–";
      if (!figure.note.empty()) cell.text += " (" + printable(figure.note) + ")";
      out_.paragraph(cell.text, cell.ink, padded(fitted(printable(figure.title), widest), widest) + "  ",
                     std::string(widest + 2, ' '));
    }
  }

  void write(const Points& points) {
    if (points.points.empty()) return;
    title(points.boxed ? "" : points.title);
    std::string bar = points.boxed ? "▌ " : "";
    if (points.boxed && !points.title.empty())
      out_.paragraph(printable(points.title), Ink::strong, bar, bar);
    std::size_t number = 0;
    for (const Points::Point& point : points.points) {
      std::string lead = bar + padded(std::to_string(++number) + ".", points.points.size() > 9 ? 4 : 3);
      std::string text = printable(point.lead);
      if (!text.empty() && !point.text.empty()) text += ' ';
      out_.paragraph(text + printable(point.text), Ink::plain, lead,
                     bar + std::string(points.points.size() > 9 ? 4 : 3, ' '));
    }
  }

  void write(const Table& table) {
    if (shown_nothing(table)) return;
    title(table.title);
    write_text_table(out_, table, document_);
    note(table.note);
  }
  void write(const Chart& chart) {
    title(chart.title);
    note(chart.description);
    write_text_chart(out_, chart, document_);
  }
  void write(const Tiles& tiles) {
    if (tiles.tiles.empty()) return;
    gap();
    write_text_tiles(out_, tiles);
  }
  void write(const Grid& grid) {
    title(grid.title);
    write_text_grid(out_, grid, document_);
    note(grid.note);
  }

  static bool shown_nothing(const Table& table) {
    return std::all_of(table.columns.begin(), table.columns.end(), [](const Column& c) { return c.title.empty(); });
  }

  TextOut& out_;
  const Document& document_;
  bool begun_ = false;
};

}  // namespace

TextCell text_cell(const Value& value, const Document& document) {
  if (auto* mark = std::get_if<Mark>(&value)) return {printable(signed_words(*mark)), ink_of(mark->tone)};
  return {printable(format_value(value, document)), Ink::plain};
}

void write_text(const Document& document, const TextStyle& style, const Sink& sink) {
  TextOut out(style, sink);
  TextWriter(out, document).write();
  out.finish();
}

}  // namespace outdesk
