#include "base/text.hpp"

#include <algorithm>
#include <charconv>

namespace outdesk {

namespace {

/// RFC 3629, table of section 4.
CodePoint decode(std::string_view text, std::size_t at) {
  auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[at + i]); };
  unsigned first = byte(0);
  if (first < 0x80) return {first, 1};
  std::size_t size = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2;
  if (first < 0xC2 || first > 0xF4 || at + size > text.size()) return {};
  char32_t value = first & (0x7Fu >> size);
  for (std::size_t i = 1; i < size; ++i) {
    if ((byte(i) & 0xC0) != 0x80) return {};
    value = value << 6 | (byte(i) & 0x3F);
  }
  bool overlong = (size == 3 && value < 0x800) || (size == 4 && value < 0x10000);
  if (overlong || (value >= 0xD800 && value <= 0xDFFF) || value > 0x10FFFF) return {};
  return {value, size};
}

void append_utf8(std::string& out, char32_t c) {
  auto put = [&](unsigned b) { out += static_cast<char>(b); };
  if (c < 0x80) return put(c);
  if (c < 0x800) { put(0xC0 | c >> 6); return put(0x80 | (c & 0x3F)); }
  if (c < 0x10000) put(0xE0 | c >> 12);
  else { put(0xF0 | c >> 18); put(0x80 | (c >> 12 & 0x3F)); }
  put(0x80 | (c >> 6 & 0x3F));
  put(0x80 | (c & 0x3F));
}

bool is_control(char32_t c) { return c < 0x20 || (c >= 0x7F && c < 0xA0); }

std::size_t column_width(char32_t c) {
  if ((c >= 0x300 && c <= 0x36F) || (c >= 0x483 && c <= 0x489) || (c >= 0x1AB0 && c <= 0x1AFF) ||
      (c >= 0x20D0 && c <= 0x20FF) || (c >= 0xFE00 && c <= 0xFE0F))
    return 0;
  bool wide = (c >= 0x1100 && c <= 0x115F) || (c >= 0x2E80 && c <= 0xA4CF) ||
              (c >= 0xAC00 && c <= 0xD7A3) || (c >= 0xF900 && c <= 0xFAFF) ||
              (c >= 0xFE30 && c <= 0xFE6F) || (c >= 0xFF00 && c <= 0xFF60) ||
              (c >= 0xFFE0 && c <= 0xFFE6) || (c >= 0x1F300 && c <= 0x1FAFF) ||
              (c >= 0x20000 && c <= 0x3FFFD);
  return wide ? 2 : 1;
}

char32_t lower(char32_t c) {
  if (c < 0x80) return c >= 'A' && c <= 'Z' ? c + 32 : c;
  if (c == 0x401 || c == 0x451) return 0x435;                      // Ё ё as е
  if (c >= 0x410 && c <= 0x42F) return c + 32;                     // А to Я
  if (c >= 0x400 && c <= 0x40F) return c + 80;                     // Ѐ to Џ
  if (c >= 0xC0 && c <= 0xDE && c != 0xD7) return c + 32;          // Latin-1
  if (c >= 0x391 && c <= 0x3A9) return c + 32;                     // Greek
  if ((c >= 0x100 && c <= 0x137) || (c >= 0x14A && c <= 0x177) || (c >= 0x460 && c <= 0x481) ||
      (c >= 0x48A && c <= 0x4BF) || (c >= 0x4D0 && c <= 0x52F))
    return c | 1;
  return c;
}

std::size_t edit_distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) row[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    std::size_t diagonal = row[0];
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      std::size_t above = row[j];
      row[j] = std::min({above + 1, row[j - 1] + 1, diagonal + (a[i - 1] != b[j - 1])});
      diagonal = above;
    }
  }
  return row[b.size()];
}

std::string code_name(std::string_view kind, unsigned long value) {
  char buffer[16];
  auto end = std::to_chars(buffer, buffer + sizeof buffer, value, 16).ptr;
  return "\\" + std::string(kind) + "{" + std::string(buffer, end) + "}";
}

}  // namespace

CodePoint code_point_at(std::string_view text, std::size_t at) { return decode(text, at); }

bool is_deceptive(char32_t c) {
  return is_control(c) || c == 0xAD || c == 0x61C || (c >= 0x200B && c <= 0x200F) ||
         (c >= 0x2028 && c <= 0x202E) || (c >= 0x2060 && c <= 0x206F) || c == 0xFEFF ||
         (c >= 0xFFF9 && c <= 0xFFFB) || (c >= 0xE0000 && c <= 0xE007F);
}

std::size_t invalid_utf8(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    std::size_t size = static_cast<unsigned char>(text[at]) < 0x80 ? 1 : decode(text, at).size;
    if (!size) return at;
    at += size;
  }
  return text.npos;
}

std::size_t control_character(std::string_view text, bool multiline) {
  for (std::size_t at = 0; at < text.size(); ++at) {
    auto byte = static_cast<unsigned char>(text[at]);
    if (multiline && (byte == '\n' || byte == '\t')) continue;
    if (byte < 0x20 || byte == 0x7F) return at;
    bool c1 = byte == 0xC2 && at + 1 < text.size() && static_cast<unsigned char>(text[at + 1]) < 0xA0;
    if (c1) return at;
  }
  return text.npos;
}

std::string unstorable(std::string_view text, bool multiline) {
  if (std::size_t at = invalid_utf8(text); at != text.npos)
    return "not valid UTF-8 at byte " + std::to_string(at + 1);
  if (std::size_t at = control_character(text, multiline); at != text.npos) {
    std::string code = hex(std::string(1, static_cast<char>(decode(text, at).value)));
    return "control character U+00" + code + " at byte " + std::to_string(at + 1);
  }
  return {};
}

std::string storable(std::string_view text, bool multiline) {
  if (unstorable(text, multiline).empty()) return std::string(text);
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    CodePoint c = decode(text, at);
    bool keep = c.size && (!is_control(c.value) || (multiline && (c.value == '\n' || c.value == '\t')));
    append_utf8(out, keep ? c.value : 0xFFFD);
    at += std::max<std::size_t>(c.size, 1);
  }
  return out;
}

std::string printable(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    CodePoint c = decode(text, at);
    if (!c.size) out += code_name("x", static_cast<unsigned char>(text[at]));
    else if (is_deceptive(c.value)) out += code_name("u", c.value);
    else out += text.substr(at, c.size);
    at += std::max<std::size_t>(c.size, 1);
  }
  return out;
}

std::size_t display_width(std::string_view text) {
  std::size_t width = 0;
  for (std::size_t at = 0; at < text.size();) {
    CodePoint c = decode(text, at);
    width += c.size ? column_width(c.value) : 1;
    at += std::max<std::size_t>(c.size, 1);
  }
  return width;
}

std::string fitted(std::string_view text, std::size_t columns) {
  if (display_width(text) <= columns) return std::string(text);
  std::size_t width = 0, at = 0;
  while (at < text.size()) {
    CodePoint c = decode(text, at);
    std::size_t next = c.size ? column_width(c.value) : 1;
    if (width + next + 1 > columns) break;
    width += next;
    at += std::max<std::size_t>(c.size, 1);
  }
  return std::string(text.substr(0, at)) + (columns ? "…" : "");
}

std::size_t code_points(std::string_view text) {
  return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) {
    return (static_cast<unsigned char>(c) & 0xC0) != 0x80;
  }));
}

std::string folded(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    CodePoint c = decode(text, at);
    if (c.size) append_utf8(out, lower(c.value));
    at += std::max<std::size_t>(c.size, 1);
  }
  return out;
}

std::string without_case(std::string_view text) {
  constexpr char32_t kYo = 0x451;
  std::string out;
  out.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    CodePoint c = decode(text, at);
    if (c.size) append_utf8(out, c.value == 0x401 || c.value == kYo ? kYo : lower(c.value));
    at += std::max<std::size_t>(c.size, 1);
  }
  return out;
}

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view kSpace = " \t\r\n";
  std::size_t first = text.find_first_not_of(kSpace);
  if (first == text.npos) return {};
  return text.substr(first, text.find_last_not_of(kSpace) - first + 1);
}

std::vector<std::string_view> split(std::string_view text, char separator) {
  std::vector<std::string_view> parts;
  for (;;) {
    std::size_t at = text.find(separator);
    parts.push_back(text.substr(0, at));
    if (at == text.npos) return parts;
    text.remove_prefix(at + 1);
  }
}

std::string join(const std::vector<std::string>& parts, std::string_view separator) {
  std::string out;
  for (const auto& part : parts) {
    if (&part != &parts.front()) out += separator;
    out += part;
  }
  return out;
}

std::string replaced(std::string text, std::string_view what, std::string_view with) {
  for (std::size_t at = 0; (at = text.find(what, at)) != text.npos; at += with.size())
    text.replace(at, what.size(), with);
  return text;
}

std::optional<std::int64_t> parse_count(std::string_view text) {
  std::int64_t value = 0;
  if (text.empty() || text[0] == '-' || text[0] == '+') return {};
  auto [end, err] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (err != std::errc{} || end != text.data() + text.size()) return {};
  return value;
}

std::optional<std::int64_t> parse_bytes(std::string_view text) {
  if (text.ends_with('B') || text.ends_with('b')) text.remove_suffix(1);
  bool binary = text.ends_with('i');
  if (binary) text.remove_suffix(1);
  constexpr std::string_view kUnits = "kMGT";
  std::int64_t unit = 1;
  std::size_t letter = text.empty() ? kUnits.npos : kUnits.find(text.back() == 'K' ? 'k' : text.back());
  if (letter != kUnits.npos) text.remove_suffix(1);
  else if (binary) return {};
  for (std::size_t i = 0; letter != kUnits.npos && i <= letter; ++i) unit *= binary ? 1024 : 1000;
  std::size_t point = text.find('.');
  auto whole = parse_count(text.substr(0, point));
  if (!whole || *whole > INT64_MAX / unit) return {};
  std::int64_t bytes = *whole * unit;
  if (point == text.npos) return bytes;
  std::string_view digits = text.substr(point + 1);
  auto part = parse_count(digits);
  if (!part || digits.size() > 6) return {};
  std::int64_t scale = 1;
  for (std::size_t i = 0; i < digits.size(); ++i) scale *= 10;
  return bytes + *part * unit / scale;
}

std::string zero_padded(std::int64_t value, int width) {
  std::string digits = std::to_string(value);
  auto missing = width - static_cast<int>(digits.size());
  return missing > 0 ? std::string(static_cast<std::size_t>(missing), '0') + digits : digits;
}

std::string nearest(std::string_view word, const std::vector<std::string>& known) {
  std::string best;
  std::size_t best_distance = word.size() > 4 ? 3 : 2;
  for (const auto& candidate : known) {
    std::size_t distance = edit_distance(word, candidate);
    if (distance < best_distance) { best = candidate; best_distance = distance; }
  }
  return best;
}

std::string file_name_of(std::string_view path) { return printable(path.substr(path.rfind('/') + 1)); }

std::string in_quotes(std::string_view text) { return "'" + printable(text) + "'"; }

std::string base64(std::string_view bytes) {
  constexpr char kDigits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string out;
  for (std::size_t at = 0; at < bytes.size(); at += 3) {
    std::size_t size = std::min<std::size_t>(3, bytes.size() - at);
    std::uint32_t group = 0;
    for (std::size_t i = 0; i < 3; ++i)
      group = group << 8 | (i < size ? static_cast<unsigned char>(bytes[at + i]) : 0u);
    for (std::size_t i = 0; i < 4; ++i)
      out += i <= size ? kDigits[group >> (18 - 6 * i) & 63] : '=';
  }
  return out;
}

std::optional<std::string> from_base64(std::string_view text) {
  if (text.size() % 4) return {};
  std::string bytes;
  std::uint32_t bits = 0;
  std::size_t padding = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    char c = text[i];
    std::uint32_t value = 0;
    if (c >= 'A' && c <= 'Z') value = static_cast<std::uint32_t>(c - 'A');
    else if (c >= 'a' && c <= 'z') value = static_cast<std::uint32_t>(c - 'a' + 26);
    else if (c >= '0' && c <= '9') value = static_cast<std::uint32_t>(c - '0' + 52);
    else if (c == '+') value = 62;
    else if (c == '/') value = 63;
    else if (c == '=' && i + 2 >= text.size()) ++padding;
    else return {};
    if (padding && c != '=') return {};
    bits = bits << 6 | value;
    if (i % 4 != 3) continue;
    if (bits & (padding == 2 ? 0xFFFFu : padding == 1 ? 0xFFu : 0u)) return {};  // what no encoder writes (RFC 4648 3.5)
    for (int shift = 16; shift >= 0; shift -= 8) bytes += static_cast<char>(bits >> shift & 0xFF);
    bits = 0;
  }
  bytes.resize(bytes.size() - padding);
  return bytes;
}

std::string hex(std::string_view bytes) {
  constexpr char kDigits[] = "0123456789abcdef";
  std::string out;
  for (unsigned char byte : bytes) { out += kDigits[byte >> 4]; out += kDigits[byte & 15]; }
  return out;
}

std::string folder_of(const std::string& path) {
  std::size_t slash = path.rfind('/');
  if (slash == path.npos) return ".";
  return slash ? path.substr(0, slash) : "/";
}

}  // namespace outdesk
