// How large a PNG picture is.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace outdesk {

struct PictureSize {
  std::uint32_t width = 0, height = 0;  ///< pixels
};

/// From the picture's head (PNG specification, 5.2 and 11.2.2); nothing where the bytes are no PNG, or it has no pixel.
std::optional<PictureSize> png_size(std::string_view bytes);

}  // namespace outdesk
