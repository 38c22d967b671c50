#include "workbook/layout_rules.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

#include "base/text.hpp"

namespace outdesk {

namespace {

/// Width of one code point in Arial 10, in column units; measured classes, not a font file.
double glyph_width(char32_t c) {
  constexpr std::u32string_view kNarrow = U"ijl.,:;'|!ftrI()[]/\\ \u00A0-";
  constexpr std::u32string_view kWide = U"mwMW@%ШЩЖЮФЫМшщжюфымОО";
  if (kNarrow.find(c) != kNarrow.npos) return 0.55;
  if (kWide.find(c) != kWide.npos) return 1.35;
  bool capital = (c >= 'A' && c <= 'Z') || (c >= U'А' && c <= U'Я') || c == U'Ё';
  if (capital) return 1.2;
  return c >= 0x2E80 ? 2.0 : 1.0;
}

double width_of(std::string_view text) {
  double width = 0;
  for (std::size_t at = 0; at < text.size();) {
    CodePoint c = code_point_at(text, at);
    width += c.size ? glyph_width(c.value) : 1;
    at += std::max<std::size_t>(c.size, 1);
  }
  return width;
}

int lines_of_paragraph(std::string_view paragraph, double width, double scale) {
  int lines = 1;
  double used = 0;
  for (std::string_view word : split(paragraph, ' ')) {
    double needed = width_of(word) * scale, space = used > 0 ? 0.55 * scale : 0;
    if (used > 0 && used + space + needed > width) {
      ++lines;
      used = 0;
      space = 0;
    }
    used += space + needed;
    // A word longer than the column is broken anywhere.
    for (; used > width; used -= width) ++lines;
  }
  return lines;
}

double scale_of(double size, bool bold) { return size / 10 * (bold ? 1.08 : 1.0); }

double sum(const Shape& shape) {
  return std::accumulate(shape.begin(), shape.end(), 0.0, [](double all, const Wish& wish) { return all + wish.width; });
}

/// How bad it is to give `got` to a column that wished for `wish`.
double cost(double wish, double got) {
  double share = (got - wish) / wish;
  return share < 0 ? 6 * share * share : 0.4 * share * share;
}

/// The cheapest edges of `shape` over columns of `widths`: one pass per column of the shape, over
/// all pairs (first, last) of sheet columns.
Edges snapped(const Shape& shape, const std::vector<double>& widths) {
  constexpr double kNever = std::numeric_limits<double>::infinity();
  std::size_t columns = shape.size(), base = widths.size();
  std::vector<double> position(base + 1, 0);
  std::partial_sum(widths.begin(), widths.end(), position.begin() + 1);
  std::vector<std::vector<double>> best(columns + 1, std::vector<double>(base + 1, kNever));
  std::vector<std::vector<std::size_t>> from(columns + 1, std::vector<std::size_t>(base + 1, 0));
  best[0][0] = 0;
  for (std::size_t column = 0; column < columns; ++column)
    for (std::size_t start = column; start < base; ++start) {
      if (best[column][start] == kNever) continue;
      for (std::size_t end = start + 1; end <= base; ++end) {
        double total = best[column][start] + cost(shape[column].width, position[end] - position[start]);
        if (total >= best[column + 1][end]) continue;
        best[column + 1][end] = total;
        from[column + 1][end] = start;
      }
    }
  std::size_t end = static_cast<std::size_t>(
      std::min_element(best[columns].begin(), best[columns].end()) - best[columns].begin());
  Edges edges(columns + 1);
  for (std::size_t column = columns; column > 0; end = from[column--][end])
    edges[column] = static_cast<int>(end);
  return edges;
}

/// What a column lacks goes to the last sheet column that it spans.
void grow(std::vector<double>& widths, const Shape& shape, const Edges& edges) {
  for (std::size_t column = 0; column < shape.size(); ++column) {
    double got = 0;
    for (int i = edges[column]; i < edges[column + 1]; ++i) got += widths[static_cast<std::size_t>(i)];
    if (got < shape[column].least) widths[static_cast<std::size_t>(edges[column + 1] - 1)] += shape[column].least - got;
  }
}

}  // namespace

double text_width(std::string_view text, double size, bool bold) {
  double widest = 0;
  for (std::string_view line : split(text, '\n')) widest = std::max(widest, width_of(line));
  return widest * scale_of(size, bold);
}

int wrapped_lines(std::string_view text, double width, double size, bool bold) {
  int lines = 0;
  for (std::string_view paragraph : split(text, '\n'))
    lines += lines_of_paragraph(paragraph, std::max(width - 2, 1.0), scale_of(size, bold));
  return lines;
}

double row_height(int lines, double size) {
  constexpr double kTallest = 409;  // of a row in Excel
  return std::min(kTallest, std::ceil(lines * size * 1.28 + 4));
}

int column_pixels(double width) { return static_cast<int>(std::lround(width * 7)) + 5; }

double SheetColumns::total() const { return std::accumulate(widths.begin(), widths.end(), 0.0); }

SheetColumns lay_out(const std::vector<Shape>& shapes, double minimum) {
  SheetColumns columns;
  auto base = std::max_element(shapes.begin(), shapes.end(),
                               [](const Shape& a, const Shape& b) { return a.size() < b.size(); });
  if (base != shapes.end())
    for (const Wish& wish : *base) columns.widths.push_back(wish.width);
  double widest = minimum;
  for (const Shape& shape : shapes) widest = std::max(widest, sum(shape));
  constexpr double kNegligible = 4;
  if (widest - columns.total() > kNegligible) columns.widths.push_back(widest - columns.total());
  for (const Shape& shape : shapes) {
    if (&shape != &*base) {
      columns.edges.push_back(snapped(shape, columns.widths));
      continue;
    }
    Edges one_to_one(shape.size() + 1);
    std::iota(one_to_one.begin(), one_to_one.end(), 0);
    columns.edges.push_back(std::move(one_to_one));
  }
  for (std::size_t i = 0; i < shapes.size(); ++i) grow(columns.widths, shapes[i], columns.edges[i]);
  return columns;
}

Axis axis_for(double low, double high, bool percent) {
  double span = std::max(high - low, std::max(std::abs(high), 1.0) * 1e-3);
  double rough = span / 4, magnitude = std::pow(10, std::floor(std::log10(rough)));
  double step = magnitude * 10;
  for (double factor : {1.0, 2.0, 5.0})
    if (factor * magnitude >= rough) {
      step = factor * magnitude;
      break;
    }
  Axis axis{std::floor(low / step) * step, std::ceil(high / step) * step, step};
  if (low - axis.min < step * 0.8 && (low > 0 || low < 0)) axis.min -= step;
  if (axis.max - high < step / 2) axis.max += step;
  if (low >= 0) axis.min = std::max(axis.min, 0.0);
  if (percent && high <= 100) axis.max = std::min(axis.max, 100.0);
  return axis;
}

}  // namespace outdesk
