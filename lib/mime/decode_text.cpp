#include "mime/decode_text.hpp"

#include <iconv.h>

#include <cerrno>

#include "base/text.hpp"
#include "mail/charset_rules.hpp"

namespace outdesk {

namespace {

constexpr std::string_view kUnknown = "\xEF\xBF\xBD";

class Converter {
 public:
  explicit Converter(const std::string& charset) : handle_(::iconv_open("UTF-8", charset.c_str())) {}
  Converter(const Converter&) = delete;
  ~Converter() { if (good()) ::iconv_close(handle_); }
  bool good() const { return handle_ != reinterpret_cast<iconv_t>(-1); }

  DecodedText convert(std::string_view bytes) {
    DecodedText result;
    char buffer[4096];
    char* in = const_cast<char*>(bytes.data());
    std::size_t left = bytes.size();
    while (left > 0) {
      char* out = buffer;
      std::size_t room = sizeof buffer;
      std::size_t done = ::iconv(handle_, &in, &left, &out, &room);
      int error = errno;
      result.text.append(buffer, static_cast<std::size_t>(out - buffer));
      if (done != static_cast<std::size_t>(-1) || error == E2BIG) continue;
      result.text += kUnknown;
      result.damaged = true;
      if (error == EINVAL) break;  // the end cut off
      ++in;
      --left;
    }
    char* out = buffer;
    std::size_t room = sizeof buffer;
    ::iconv(handle_, nullptr, nullptr, &out, &room);
    result.text.append(buffer, static_cast<std::size_t>(out - buffer));
    return result;
  }

 private:
  iconv_t handle_;
};

/// Multibyte characters, and bytes that belong to none.
struct Utf8Counts { long characters = 0, strays = 0; };
Utf8Counts utf8_counts(std::string_view bytes) {
  Utf8Counts counts;
  for (std::size_t at = 0; at < bytes.size();) {
    if (static_cast<unsigned char>(bytes[at]) < 0x80) { ++at; continue; }
    std::size_t size = code_point_at(bytes, at).size;
    ++(size ? counts.characters : counts.strays);
    at += size ? size : 1;
  }
  return counts;
}

DecodedText mended_utf8(std::string_view bytes) {
  DecodedText result;
  for (std::size_t at = 0; at < bytes.size();) {
    std::size_t size = static_cast<unsigned char>(bytes[at]) < 0x80 ? 1 : code_point_at(bytes, at).size;
    result.text += size ? bytes.substr(at, size) : kUnknown;
    result.damaged = result.damaged || !size;
    at += size ? size : 1;
  }
  return result;
}

DecodedText undeclared_text(std::string_view bytes) {
  bool japanese = bytes.find("\x1B$B") != bytes.npos || bytes.find("\x1B$@") != bytes.npos;
  Utf8Counts counts = utf8_counts(bytes);
  if (counts.strays == 0 && !japanese) return {std::string(bytes), false};
  if (!japanese && counts.characters > 4 * counts.strays) return mended_utf8(bytes);
  Converter converter(japanese && !counts.strays ? "ISO-2022-JP" : guessed_charset(bytes));
  return converter.good() ? converter.convert(bytes) : mended_utf8(bytes);
}

}  // namespace

DecodedText decoded_text(std::string_view bytes, std::string_view declared) {
  std::string name = charset_name(declared);
  if (name.empty() || name == "UTF-8" || name == "utf-8") return undeclared_text(bytes);
  Converter converter(name);
  if (!converter.good()) return undeclared_text(bytes);
  DecodedText result = converter.convert(bytes);
  if (invalid_utf8(result.text) != std::string_view::npos) result = mended_utf8(result.text);
  return result;
}

}  // namespace outdesk
