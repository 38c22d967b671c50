// Bytes of a message as UTF-8.
#pragma once

#include <string>
#include <string_view>

namespace outdesk {

struct DecodedText {
  std::string text;     ///< valid UTF-8; may hold control characters
  bool damaged = false; ///< bytes that mean nothing became U+FFFD
};

/// By the declared charset; where it is none, or is UTF-8 or ASCII and the bytes are not: UTF-8 where they are nearly that,
/// ISO-2022-JP by its escapes, else a guess of an 8-bit charset.
DecodedText decoded_text(std::string_view bytes, std::string_view declared);

}  // namespace outdesk
