#include "output/png_size.hpp"

namespace outdesk {

namespace {

std::uint32_t big_endian_at(std::string_view bytes, std::size_t at) {
  std::uint32_t number = 0;
  for (std::size_t i = 0; i < 4; ++i) number = number << 8 | static_cast<unsigned char>(bytes[at + i]);
  return number;
}

}  // namespace

std::optional<PictureSize> png_size(std::string_view bytes) {
  constexpr std::string_view kBegin("\x89PNG\r\n\x1a\n\0\0\0\rIHDR", 16);
  if (bytes.size() < 33 || !bytes.starts_with(kBegin)) return {};
  PictureSize size{big_endian_at(bytes, 16), big_endian_at(bytes, 20)};
  if (size.width == 0 || size.height == 0) return {};
  return size;
}

}  // namespace outdesk
