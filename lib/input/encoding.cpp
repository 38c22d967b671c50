#include "input/encoding.hpp"

#include <iconv.h>

#include <cerrno>
#include <cstdint>

#include "base/error.hpp"
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

namespace {

/// An iconv descriptor to UTF-8 that is closed.
class Decoder {
 public:
  explicit Decoder(const std::string& encoding) : handle_(::iconv_open("UTF-8", encoding.c_str())) {}
  Decoder(const Decoder&) = delete;
  ~Decoder() { if (*this) ::iconv_close(handle_); }
  explicit operator bool() const { return handle_ != reinterpret_cast<iconv_t>(-1); }

  /// Decodes what can be of the front of `bytes`; false where a byte there means nothing.
  bool decode(std::string_view& bytes, std::string& text) {
    char buffer[1 << 14];
    while (!bytes.empty()) {
      char* from = const_cast<char*>(bytes.data());
      char* to = buffer;
      std::size_t left = bytes.size(), room = sizeof buffer;
      std::size_t result = ::iconv(handle_, &from, &left, &to, &room);
      int error = errno;
      text.append(buffer, sizeof buffer - room);
      bytes.remove_prefix(bytes.size() - left);
      if (result == static_cast<std::size_t>(-1) && error != E2BIG) return false;
    }
    return true;
  }

 private:
  iconv_t handle_;
};

}  // namespace

bool is_encoding(const std::string& encoding) { return !encoding.empty() && encoding.find('/') == encoding.npos && static_cast<bool>(Decoder(encoding)); }

std::string decoded(std::string_view bytes, const std::string& encoding) {
  Decoder decoder(encoding);
  if (!decoder) throw InputError("encoding " + in_quotes(encoding), 0, "is not known here", "give one that 'iconv -l' lists");
  std::string text;
  text.reserve(bytes.size() + bytes.size() / 2);
  while (!decoder.decode(bytes, text)) {
    text += "\uFFFD";
    bytes.remove_prefix(1);
  }
  return text;
}

}  // namespace outdesk
