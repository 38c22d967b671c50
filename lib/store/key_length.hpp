// How long a text may be that rows are found by.
#pragma once

#include <string>
#include <string_view>

#include "base/error.hpp"
#include "base/text.hpp"

namespace outdesk {

/// Throws UsageError where texts that stand in one index are longer together than PostgreSQL's indexes take (2,704 bytes;
/// src/include/access/nbtree.h, BTMaxItemSize): a store in a file refuses them too, else it could not be moved to a server.
/// `what`: "the program's name".
template <class... Texts>
void refuse_long_key(const std::string& what, const Texts&... texts) {
  constexpr std::size_t kLongest = 2500;
  const std::size_t bytes = (std::string_view(texts).size() + ...);
  if (bytes > kLongest) throw UsageError(what + " has " + std::to_string(bytes) + " bytes, and at most " + std::to_string(kLongest) + " can be kept");
}

}  // namespace outdesk
