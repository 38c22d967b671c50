#include "workbook/style.hpp"

#include <charconv>

namespace outdesk {

Colour colour_of(std::string_view rrggbb) {
  Colour colour = kNoColour;
  auto [end, error] = std::from_chars(rrggbb.data(), rrggbb.data() + rrggbb.size(), colour, 16);
  bool whole = rrggbb.size() == 6 && error == std::errc{} && end == rrggbb.data() + rrggbb.size();
  return whole && colour >= 0 ? colour : kNoColour;
}

Style toned(Style style, Tone tone) {
  switch (tone) {
    case Tone::neutral:
      return style;
    case Tone::good:
      style.ink = palette::kGood;
      break;
    case Tone::attention:
      style.fill = palette::kAttentionFill;
      style.ink = palette::kAttentionInk;
      break;
    case Tone::bad:
      style.fill = palette::kInk;
      style.ink = palette::kWhite;
      break;
    case Tone::no_data:
      style.fill = palette::kNoDataFill;
      style.ink = palette::kNoDataInk;
      style.italic = true;
      return style;
  }
  style.bold = true;
  return style;
}

}  // namespace outdesk
