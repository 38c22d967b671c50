// Documents as agents send them.
#pragma once

#include <doctest/doctest.h>
#include <zlib.h>

#include <string>

namespace outdesk {

/// `text` as a zlib stream.
inline std::string packed(const std::string& text) {
  uLongf size = compressBound(text.size());
  std::string bytes(size, '\0');
  REQUIRE(compress2(reinterpret_cast<Bytef*>(bytes.data()), &size, reinterpret_cast<const Bytef*>(text.data()), text.size(), Z_BEST_SPEED) == Z_OK);
  bytes.resize(size);
  return bytes;
}

}  // namespace outdesk
