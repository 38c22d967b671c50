// The provider's name, sign and colour on what clients read.
#pragma once

#include <string>

#include "input/json.hpp"

namespace outdesk {

/// All of it may be empty: then nothing is shown, and colours are the program's own.
struct Brand {
  std::string name;    ///< "IT service Perimeter"
  std::string logo;    ///< the bytes of a PNG picture
  std::string colour;  ///< RRGGBB of headings and header rows; dark enough for white text on it
  std::string sha256;  ///< hex, of name, colour and logo

  bool operator==(const Brand&) const = default;
};

/// Reads {"outdesk": "brand/1", "name": …, "logo": "logo.png", "colour": "1B2A49"}; a logo's path counts from the file's
/// folder.  A logo must be a PNG of at most 200 KB and 2,000 pixels a side; a colour must have a contrast of 4.5 to white
/// (WCAG 2.1, 1.4.3).  Throws InputError.
Brand read_brand(const std::string& path);

}  // namespace outdesk
