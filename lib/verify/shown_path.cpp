#include "verify/shown_path.hpp"

#include "base/text.hpp"

namespace outdesk {

std::string shown_path(std::string_view path) {
  constexpr std::size_t longest = 160;
  if (path.empty()) return "'.'";
  if (path.size() <= longest) return in_quotes(path);
  std::string_view end = path.substr(path.size() - longest);
  while (!end.empty() && (static_cast<unsigned char>(end.front()) & 0xC0) == 0x80) end.remove_prefix(1);
  return in_quotes("\u2026" + std::string(end));
}

}  // namespace outdesk
