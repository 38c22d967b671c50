#include "output/csv_cell.hpp"

#include "base/text.hpp"
#include "output/json_writer.hpp"

namespace outdesk {

namespace {

/// Starts a formula in one spreadsheet or another.
bool is_live(char32_t c) {
  return c == '=' || c == '+' || c == '-' || c == '@' || c == '\t' || c == '\r' || c == 0xFF1D || c == 0xFF0B ||
         c == 0xFF0D || c == 0xFF20;
}

/// May stand before it without making it harmless.
bool is_cover(char32_t c) {
  return c == ' ' || c == 0xA0 || c == 0x3000 || c == '"' || c == 0xFEFF || (c >= 0x2000 && c <= 0x200F) ||
         c == 0x202F || c == 0x2060;
}

bool starts_cell(char32_t c) { return c == '\n' || c == '\r' || c == '\t' || c == ';'; }

/// Turns the text around it, also that of the cells behind it (UAX 9): shown as everywhere else.  Other invisible
/// characters are data that programs read.
bool turns_direction(char32_t c) { return (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069); }

std::string without_turns(std::string text) {
  if (text.find("\xE2\x80") == text.npos && text.find("\xE2\x81") == text.npos) return text;
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    CodePoint c = code_point_at(text, at);
    std::size_t size = std::max<std::size_t>(c.size, 1);
    std::string_view character = std::string_view(text).substr(at, size);
    out += turns_direction(c.value) ? printable(character) : std::string(character);
    at += size;
  }
  return out;
}

struct CellWriter {
  std::string operator()(std::monostate) const { return {}; }
  std::string operator()(const std::string& text) const { return defused(without_turns(storable(text, true))); }
  std::string operator()(bool yes) const { return yes ? "true" : "false"; }
  std::string operator()(std::int64_t n) const { return std::to_string(n); }
  std::string operator()(Seconds s) const { return std::to_string(s.count); }
  std::string operator()(Instant t) const { return to_text(t); }
  std::string operator()(Date d) const { return to_text(d); }
  std::string operator()(Share s) const { return to_text(s); }
  std::string operator()(Decimal d) const { return to_text(d); }
  std::string operator()(Money m) const { return std::to_string(m.minor); }
  std::string operator()(const Mark& mark) const { return defused(storable(mark.code)); }
  std::string operator()(const std::vector<std::string>& list) const { return (*this)(join(list, "; ")); }
  std::string operator()(const std::shared_ptr<const InnerRows>& inner) const {
    if (!inner) return {};
    std::string text;
    const std::function<void(std::string_view)> sink = [&](std::string_view bytes) { text += bytes; };
    BufferedSink out(sink);
    JsonWriter(out, JsonWriter::Layout::one_line).value(inner);
    out.flush();
    return text;  // begins with a bracket
  }
};

}  // namespace

std::string defused(std::string_view text) {
  std::string out;
  bool at_start = true;
  std::size_t cell = 0;  // where in `out` the possible cell starts
  for (std::size_t at = 0; at < text.size();) {
    CodePoint c = code_point_at(text, at);
    if (at_start && is_live(c.value)) out.insert(cell, 1, '\'');
    std::size_t size = std::max<std::size_t>(c.size, 1);
    out += text.substr(at, size);
    at += size;
    if (starts_cell(c.value)) cell = out.size();
    at_start = starts_cell(c.value) || (at_start && is_cover(c.value));
  }
  return out;
}

std::string csv_quoted(std::string_view text) {
  bool plain = text.find_first_of("\",\r\n;\t'") == text.npos &&
               (text.empty() || (text.front() != ' ' && text.back() != ' '));
  if (plain) return std::string(text);
  return '"' + replaced(std::string(text), "\"", "\"\"") + '"';
}

std::string csv_cell(const Value& value) { return csv_quoted(std::visit(CellWriter{}, value)); }

}  // namespace outdesk
