#include "output/text_layout.hpp"

#include <numeric>
#include <utility>

#include "base/text.hpp"

namespace outdesk {

namespace {

constexpr std::string_view kGap = "  ";
constexpr std::size_t kNarrowest = 12;     ///< a paragraph is not made narrower than this
constexpr std::size_t kMoment = 10;        ///< a date without its time
constexpr std::size_t kComfortable = 20;   ///< columns that wrap give way to the others down to this

std::string_view code_of(Ink ink) {
  switch (ink) {
    case Ink::strong: return "\x1b[1m";
    case Ink::faint: return "\x1b[2m";
    case Ink::good: return "\x1b[32m";
    case Ink::attention: return "\x1b[33m";
    case Ink::bad: return "\x1b[1;31m";
    case Ink::changed: return "\x1b[7m";
    case Ink::plain: break;
  }
  return "";
}

std::size_t longest_word(std::string_view text) {
  std::size_t longest = 0;
  for (std::string_view part : split(text, ' ')) longest = std::max(longest, display_width(part));
  return longest;
}

/// The longest start of `text` of at most `width` columns; at least one code point.
std::string_view start_of(std::string_view text, std::size_t width) {
  std::size_t at = 0;
  while (at < text.size()) {
    std::size_t next = at + std::max<std::size_t>(code_point_at(text, at).size, 1);
    if (at && display_width(text.substr(0, next)) > width) break;
    at = next;
  }
  return text.substr(0, at);
}

}  // namespace

std::string padded(std::string_view text, std::size_t width, bool right) {
  std::size_t taken = display_width(text);
  std::string space(width > taken ? width - taken : 0, ' ');
  return right ? space + std::string(text) : std::string(text) + space;
}

std::vector<std::string> wrapped(std::string_view text, std::size_t width) {
  if (width == 0 || display_width(text) <= width) return {std::string(text)};
  std::vector<std::string> lines(1);
  std::size_t taken = 0;
  for (std::string_view part : split(text, ' ')) {
    std::size_t wide = display_width(part);
    if (taken && taken + 1 + wide <= width) {
      lines.back() += ' ';
      lines.back() += part;
      taken += 1 + wide;
      continue;
    }
    if (taken) lines.emplace_back();
    while (wide > width) {
      std::string_view piece = start_of(part, width);
      part.remove_prefix(piece.size());
      wide = display_width(part);
      if (part.empty()) { part = piece; break; }
      lines.back() = piece;
      lines.emplace_back();
    }
    lines.back() = part;
    taken = display_width(part);
  }
  return lines;
}

Ink ink_of(Tone tone) {
  switch (tone) {
    case Tone::good: return Ink::good;
    case Tone::attention: return Ink::attention;
    case Tone::bad: return Ink::bad;
    case Tone::no_data: return Ink::faint;
    case Tone::neutral: break;
  }
  return Ink::plain;
}

std::string TextOut::inked(std::string_view text, Ink ink) const {
  if (!style_.colour || ink == Ink::plain || text.empty()) return std::string(text);
  return std::string(code_of(ink)) + std::string(text) + "\x1b[0m";
}

void TextOut::line(std::string_view text) {
  out_.put(text.substr(0, text.find_last_not_of(' ') + 1)).put('\n');
}

void TextOut::paragraph(std::string_view text, Ink ink, std::string_view lead, std::string_view rest) {
  std::size_t used = std::max(display_width(lead), display_width(rest));
  std::size_t width = columns() > used + kNarrowest ? columns() - used : columns() ? kNarrowest : 0;
  bool first = true;
  for (const std::string& part : wrapped(text, width))
    line(std::string(std::exchange(first, false) ? lead : rest) + inked(part, ink));
}

bool TextTable::narrow(std::vector<std::size_t>& widths, const std::function<bool(std::size_t)>& may) const {
  std::size_t* widest = nullptr;
  for (std::size_t i = 0; i < widths.size(); ++i)
    if (may(i) && (!widest || widths[i] > *widest)) widest = &widths[i];
  if (widest) --*widest;
  return widest;
}

/// Makes columns narrower until the terminal is wide enough: first texts that may wrap, then all texts,
/// then dates with a time, which break between the two.  False where that is not enough.
bool TextTable::fit(std::vector<std::size_t>& widths) const {
  std::size_t gaps = kGap.size() * (widths.size() - 1);
  auto wraps = [&](std::size_t i) { return columns_[i].wrap && columns_[i].least > kMoment && widths[i] > kComfortable; };
  auto text = [&](std::size_t i) { return columns_[i].least > kMoment && widths[i] > columns_[i].least; };
  auto any = [&](std::size_t i) { return columns_[i].least && widths[i] > columns_[i].least; };
  while (std::accumulate(widths.begin(), widths.end(), gaps) > out_.columns())
    if (!narrow(widths, wraps) && !narrow(widths, text) && !narrow(widths, any)) return false;
  return true;
}

void TextTable::begin(const std::vector<std::vector<TextCell>>& sample) {
  std::vector<std::size_t> needed(columns_.size());
  for (const auto& cells : sample)
    for (std::size_t i = 0; i < needed.size(); ++i) needed[i] = std::max(needed[i], display_width(cells[i].text));
  widths_ = needed;
  std::size_t total = 0;
  for (std::size_t i = 0; i < widths_.size(); ++i)
    total += kGap.size() + (widths_[i] = std::max(needed[i], display_width(columns_[i].title)));
  cut_.assign(columns_.size(), false);
  if (out_.columns() && total > out_.columns() + kGap.size()) {
    for (std::size_t i = 0; i < widths_.size(); ++i)
      widths_[i] = std::max(needed[i], longest_word(columns_[i].title));
    if (!fit(widths_)) return widths_.clear();
    for (std::size_t i = 0; i < widths_.size(); ++i) cut_[i] = widths_[i] < needed[i];
  }
  header();
}

void TextTable::header() {
  std::vector<std::vector<std::string>> titles;
  std::size_t height = 1;
  for (std::size_t i = 0; i < columns_.size(); ++i) {
    titles.push_back(wrapped(columns_[i].title, widths_[i]));
    height = std::max(height, titles.back().size());
  }
  for (std::size_t y = 0; y < height; ++y) {
    std::string text;
    for (std::size_t i = 0; i < columns_.size(); ++i) {
      std::size_t above = height - titles[i].size();
      if (i) text += kGap;
      text += padded(y < above ? "" : titles[i][y - above], widths_[i], columns_[i].right);
    }
    text.erase(text.find_last_not_of(' ') + 1);  // inside the colour codes
    out_.line(out_.inked(text, Ink::strong));
  }
  rule();
}

void TextTable::rule() {
  std::string text;
  for (std::size_t i = 0; i < widths_.size(); ++i) {
    if (i) text += kGap;
    for (std::size_t n = 0; n < widths_[i]; ++n) text += "─";
  }
  out_.line(out_.inked(text, Ink::faint));
}

std::vector<std::string> TextTable::lines_of(const TextCell& cell, std::size_t column) const {
  if (!out_.columns() || !columns_[column].least) return {cell.text};
  if (columns_[column].wrap) return wrapped(cell.text, widths_[column]);
  return {cut_[column] ? fitted(cell.text, widths_[column]) : cell.text};
}

void TextTable::aligned(const std::vector<TextCell>& cells) {
  std::vector<std::vector<std::string>> parts;
  std::size_t height = 1;
  for (std::size_t i = 0; i < columns_.size(); ++i) {
    parts.push_back(lines_of(cells[i], i));
    height = std::max(height, parts.back().size());
  }
  for (std::size_t y = 0; y < height; ++y) {
    std::string text, space;
    for (std::size_t i = 0; i < columns_.size(); ++i) {
      std::string part = y < parts[i].size() ? parts[i][y] : "";
      std::string filler(widths_[i] - std::min(widths_[i], display_width(part)), ' ');
      std::string before = columns_[i].right ? filler : "", after = columns_[i].right ? "" : filler;
      if (part.empty()) {
        space += before + after;
      } else {
        text += space + before + out_.inked(part, cells[i].ink);
        space = after;
      }
      space += kGap;
    }
    out_.line(text);
  }
}

void TextTable::block(const std::vector<TextCell>& cells) {
  if (!std::exchange(first_block_, false)) out_.line();
  std::size_t widest = 0;
  for (const TextColumn& column : columns_) widest = std::max(widest, display_width(column.title));
  widest = std::min(widest, out_.columns() / 3);
  for (std::size_t i = 0; i < columns_.size(); ++i)
    if (!cells[i].text.empty())
      out_.paragraph(cells[i].text, i ? cells[i].ink : Ink::strong,
                     padded(fitted(columns_[i].title, widest), widest) + "  ", std::string(widest + 2, ' '));
}

void TextTable::row(const std::vector<TextCell>& cells) { widths_.empty() ? block(cells) : aligned(cells); }

void TextTable::total(const std::vector<TextCell>& cells) {
  std::vector<TextCell> strong = cells;
  for (TextCell& cell : strong)
    if (cell.ink == Ink::plain) cell.ink = Ink::strong;
  if (!widths_.empty()) rule();
  row(strong);
}

}  // namespace outdesk
