#include "input/encoding.hpp"

#include <cstdint>

#include "base/text.hpp"

namespace outdesk {

namespace {

void append(std::string& text, char32_t c) {
  auto byte = [&](char32_t value) { text += static_cast<char>(value); };
  if (c < 0x80) return byte(c);
  if (c < 0x800) byte(0xC0 | c >> 6);
  else if (c < 0x10000) byte(0xE0 | c >> 12);
  else byte(0xF0 | c >> 18);
  if (c >= 0x10000) byte(0x80 | (c >> 12 & 0x3F));
  if (c >= 0x800) byte(0x80 | (c >> 6 & 0x3F));
  byte(0x80 | (c & 0x3F));
}

std::string from_utf16(std::string_view bytes, bool big) {
  auto unit = [&](std::size_t at) {
    auto first = static_cast<std::uint8_t>(bytes[at]), second = static_cast<std::uint8_t>(bytes[at + 1]);
    return static_cast<char32_t>(big ? first << 8 | second : second << 8 | first);
  };
  std::string text;
  text.reserve(bytes.size());
  for (std::size_t at = 0; at + 1 < bytes.size(); at += 2) {
    char32_t c = unit(at);
    bool high = c >= 0xD800 && c < 0xDC00, low = c >= 0xDC00 && c < 0xE000;
    char32_t next = high && at + 3 < bytes.size() ? unit(at + 2) : 0;
    if (high && next >= 0xDC00 && next < 0xE000) {
      append(text, 0x10000 + ((c - 0xD800) << 10) + (next - 0xDC00));
      at += 2;
    } else if (high || low) {
      std::string value{static_cast<char>(c >> 8), static_cast<char>(c & 0xFF)};
      text += "\\u{" + hex(value) + "}";
    } else {
      append(text, c);
    }
  }
  return text;
}

bool looks_like_utf16(std::string_view bytes) {
  constexpr std::size_t kSample = 8;
  if (bytes.size() < 2) return false;
  for (std::size_t at = 0; at + 1 < std::min(bytes.size(), kSample); at += 2)
    if (bytes[at] == 0 || bytes[at + 1] != 0) return false;
  return true;
}

}  // namespace

std::string utf8_of(std::string_view bytes) {
  if (bytes.starts_with("\xFF\xFE")) return from_utf16(bytes.substr(2), false);
  if (bytes.starts_with("\xFE\xFF")) return from_utf16(bytes.substr(2), true);
  if (bytes.starts_with("\xEF\xBB\xBF")) return std::string(bytes.substr(3));
  return looks_like_utf16(bytes) ? from_utf16(bytes, false) : std::string(bytes);
}

}  // namespace outdesk
