// Patterns of LIKE that take their text literally.
#pragma once

#include <string>
#include <string_view>

namespace outdesk {

/// Finds `text` anywhere, with `ESCAPE '!'`.
inline std::string like_anywhere(std::string_view text) {
  std::string pattern = "%";
  for (char c : text) {
    if (c == '%' || c == '_' || c == '!') pattern += '!';
    pattern += c;
  }
  return pattern + '%';
}

}  // namespace outdesk
