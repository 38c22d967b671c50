// How a cell looks, as a plain value; Book turns each distinct one into a format of the library
// once.
#pragma once

#include <compare>
#include <cstdint>
#include <string>

#include "output/document.hpp"

namespace outdesk {

/// A colour RRGGBB as a number; kNoColour leaves it to the program that shows the workbook.
using Colour = std::int32_t;
constexpr Colour kNoColour = -1;

/// "1B2A49" as a Colour; anything else is kNoColour.
Colour colour_of(std::string_view rrggbb);

namespace palette {
constexpr Colour kBrand = 0x1000000;  ///< stands for the provider's colour, kInk where there is none: titles and header rows
constexpr Colour kInk = 0x1B2A49;  ///< header bands, titles, "bad"
constexpr Colour kWhite = 0xFFFFFF;
constexpr Colour kLine = 0xC6CCD6;   ///< thin borders
constexpr Colour kRule = 0x4B5563;   ///< between departments
constexpr Colour kQuiet = 0x5B6780;  ///< subtitles, notes
constexpr Colour kBand = 0xEEF1F6;   ///< total rows, head cells of a matrix
constexpr Colour kTop = 0xE3E7EF;    ///< top-level rows of a matrix
constexpr Colour kGood = 0x14603F;
constexpr Colour kAttentionFill = 0xFDE7C6, kAttentionInk = 0x7A3E00;
constexpr Colour kNoDataFill = 0xECEFF3, kNoDataInk = 0x4B5563;
constexpr Colour kChanged = 0xC2185B;  ///< frame of a cell that changed
constexpr Colour kAlarm = 0x8B1A1A;    ///< people who should not be here any more
constexpr Colour kHeat[] = {0xE3EDF8, 0xBCD5EE, 0x8FB4DC, 0x4A7FB5, 0x1F4E83};  ///< few to many
constexpr Colour kBars = 0x8FB4DC, kTarget = 0xB4530A;
}  // namespace palette

enum class Border : std::uint8_t { none, thin, heavy };

struct Style {
  double size = 10;
  bool bold = false, italic = false, wrap = false, shrink = false;
  Align align = Align::left;
  enum class Vertical : std::uint8_t { top, middle, bottom } vertical = Vertical::middle;
  int indent = 0, rotation = 0;
  Colour ink = kNoColour, fill = kNoColour;
  Border border = Border::none;
  Colour border_colour = palette::kLine;
  bool heavy_left = false;                     ///< a rule between groups of columns
  bool open_top = false, open_bottom = false;  ///< no border there: two cells that look like one
  std::string number_format;                   ///< of Excel; empty for "General"
  auto operator<=>(const Style&) const = default;
};

/// `style` with the colours of `tone`.
Style toned(Style style, Tone tone);

}  // namespace outdesk
