#include "verify/copy.hpp"

#include "base/text.hpp"

namespace outdesk {

std::string end_of_log(std::string_view log) {
  constexpr std::size_t kLongest = 2048;
  if (log.size() > kLongest) log.remove_prefix(log.size() - kLongest);
  while (!log.empty() && (static_cast<unsigned char>(log.front()) & 0xC0) == 0x80) log.remove_prefix(1);  // half a letter
  return storable(log, true);
}

}  // namespace outdesk
