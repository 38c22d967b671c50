// Patterns of LIKE that take their text literally.
#pragma once

#include <string>
#include <string_view>

#include "base/error.hpp"

namespace outdesk {

/// Finds `text` anywhere, with `ESCAPE '!'`.  Throws UsageError where it is longer than a pattern may be (50,000 bytes in SQLite).
inline std::string like_anywhere(std::string_view text) {
  constexpr std::size_t kLongest = 10'000;
  if (text.size() > kLongest) throw UsageError("a text of " + std::to_string(text.size()) + " bytes is too long to be looked for", "give at most " + std::to_string(kLongest));
  std::string pattern = "%";
  for (char c : text) {
    if (c == '%' || c == '_' || c == '!') pattern += '!';
    pattern += c;
  }
  return pattern + '%';
}

}  // namespace outdesk
