// What SpreadsheetML means by its attributes and numbers (ECMA-376 part 1, chapter 18).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace outdesk {

inline constexpr std::size_t kSheetColumns = 16384, kSheetRows = 1048576;  ///< XFD1048576 is the last cell

struct CellPlace {
  std::size_t row = 0, column = 0;  ///< from 0
  bool operator==(const CellPlace&) const = default;
};

/// The place of "B7"; empty for all that is not within XFD1048576.
std::optional<CellPlace> cell_place(std::string_view reference);
std::string reference_of(CellPlace place);

/// What a number format shows of a date (18.8.30, 18.8.31).
enum class DateShape : std::uint8_t { none, date, time, date_and_time };
DateShape shape_of_format(std::string_view code);
/// Of the formats that are not written into files: 14 to 22, and 27 to 36 and 50 to 58 of East Asian languages.
DateShape shape_of_built_in(std::int64_t id);

/// The date that `serial` is: "2025-09-01", "2025-09-01T07:43:00", "07:43:00"; empty where it is none.  1900: day 1 is
/// 1900-01-01, day 60 never was (18.17.4.1).  `from_1904`: day 0 is 1904-01-01.
std::string iso_of_serial(double serial, DateShape shape, bool from_1904);

/// `number` as it is written, or with 15 digits where it is a fraction of more; empty where it is no number.
std::string shown_number(std::string_view number);

/// "_x000D_" as the character that it stands for, "_x005F_" as "_" (ST_Xstring, 22.9.2.19); surrogates stay.
std::string unescaped(std::string_view text);

/// The part that `target` names from the folder of the part `from`: without a leading slash, "." and ".." resolved.
std::string part_named(std::string_view target, std::string_view from);
/// "xl/_rels/workbook.xml.rels" of "xl/workbook.xml".
std::string relations_of(std::string_view part);

}  // namespace outdesk
