#include "workbook/xlsx_rules.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <vector>

#include "base/instant.hpp"
#include "base/text.hpp"

namespace outdesk {

namespace {

constexpr std::int64_t kNever = 60;  // 1900-02-29, which Excel counts
constexpr std::size_t kSheetDigits = 15;

char in_lower_case(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

/// "[h]", "[mm]": hours, minutes or seconds that are not wrapped into days.
bool is_length_of_time(std::string_view bracketed) {
  if (bracketed.empty()) return false;
  char first = in_lower_case(bracketed[0]);
  auto same = [first](char c) { return in_lower_case(c) == first; };
  return (first == 'h' || first == 'm' || first == 's') && std::all_of(bracketed.begin(), bracketed.end(), same);
}

/// The letters of a number format that mean something: quoted, escaped and filling ones are left out; none where it is a
/// length of time.
std::string format_letters(std::string_view code) {
  std::string letters;
  for (std::size_t at = 0; at < code.size(); ++at) {
    char c = in_lower_case(code[at]);
    if (c == '\\' || c == '_' || c == '*') {
      ++at;
    } else if (c == '"' || c == '[') {
      std::size_t end = code.find(c == '"' ? '"' : ']', at + 1);
      if (end == code.npos) return letters;
      if (c == '[' && is_length_of_time(code.substr(at + 1, end - at - 1))) return "";
      at = end;
    } else {
      letters += c;
    }
  }
  return letters;
}

std::string clock_text(std::int64_t second) {
  return zero_padded(second / 3600, 2) + ":" + zero_padded(second / 60 % 60, 2) + ":" + zero_padded(second % 60, 2);
}

/// Days since 1970-01-01 of a day that is in the calendar.
std::optional<std::int64_t> day_of_serial(std::int64_t serial, bool from_1904) {
  using namespace std::chrono;
  const std::int64_t last = days_since_epoch(Date(year(9999), December, day(31)));
  if (!from_1904 && (serial < 1 || serial == kNever)) return {};
  Date first = from_1904 ? Date(year(1904), January, day(1)) : Date(year(1899), December, day(serial < kNever ? 31 : 30));
  std::int64_t found = days_since_epoch(first) + serial;
  if (serial < 0 || found > last) return {};
  return found;
}

std::optional<unsigned> code_unit(std::string_view escape) {
  unsigned unit = 0;
  if (escape.size() < 7 || !escape.starts_with("_x") || escape[6] != '_') return {};
  auto [end, error] = std::from_chars(escape.data() + 2, escape.data() + 6, unit, 16);
  if (error != std::errc() || end != escape.data() + 6 || (unit >= 0xD800 && unit < 0xE000)) return {};
  return unit;
}

void append_utf8(std::string& out, unsigned unit) {
  if (unit < 0x80) {
    out += static_cast<char>(unit);
  } else {
    if (unit < 0x800) {
      out += static_cast<char>(0xC0 | unit >> 6);
    } else {
      out += static_cast<char>(0xE0 | unit >> 12);
      out += static_cast<char>(0x80 | (unit >> 6 & 0x3F));
    }
    out += static_cast<char>(0x80 | (unit & 0x3F));
  }
}

}  // namespace

std::optional<CellPlace> cell_place(std::string_view reference) {
  CellPlace place;
  std::size_t at = 0;
  for (; at < reference.size() && at < 4 && reference[at] >= 'A' && reference[at] <= 'Z'; ++at)
    place.column = place.column * 26 + static_cast<std::size_t>(reference[at] - 'A') + 1;
  auto row = parse_count(reference.substr(at));
  if (at == 0 || place.column > kSheetColumns || !row || *row < 1 || *row > static_cast<std::int64_t>(kSheetRows)) return {};
  return CellPlace{static_cast<std::size_t>(*row) - 1, place.column - 1};
}

std::string reference_of(CellPlace place) {
  std::string letters;
  for (std::size_t rest = place.column + 1; rest > 0; rest = (rest - 1) / 26) letters.insert(letters.begin(), static_cast<char>('A' + (rest - 1) % 26));
  return letters + std::to_string(place.row + 1);
}

DateShape shape_of_format(std::string_view code) {
  std::string letters = format_letters(code);
  bool clock = letters.find_first_of("hs") != letters.npos;
  bool day = letters.find_first_of(clock ? "yd" : "ydm") != letters.npos;
  return day ? clock ? DateShape::date_and_time : DateShape::date : clock ? DateShape::time : DateShape::none;
}

DateShape shape_of_built_in(std::int64_t id) {
  if (id >= 18 && id <= 21) return DateShape::time;
  if (id == 22) return DateShape::date_and_time;
  bool east_asian_time = (id >= 32 && id <= 35) || id == 55 || id == 56;
  if (east_asian_time) return DateShape::time;
  return (id >= 14 && id <= 17) || (id >= 27 && id <= 36) || (id >= 50 && id <= 58) ? DateShape::date : DateShape::none;
}

std::string iso_of_serial(double serial, DateShape shape, bool from_1904) {
  constexpr double kLast = 2958466;  // 9999-12-31 has ended
  if (shape == DateShape::none || !(serial >= 0 && serial < kLast)) return "";
  std::int64_t seconds = std::llround(serial * kDay), days = seconds / kDay, second = seconds % kDay;
  if (serial < 1 && (shape == DateShape::time || (second && !from_1904))) return days ? "" : clock_text(second);
  auto day = day_of_serial(days, from_1904);
  if (!day) return "";
  std::string text = to_text(date_of_days(*day));
  return second || shape != DateShape::date ? text + "T" + clock_text(second) : text;
}

std::string shown_number(std::string_view number) {
  double value = 0;
  const char* last = number.data() + number.size();
  auto [end, error] = std::from_chars(number.data(), last, value);
  if (error != std::errc() || end != last || !std::isfinite(value)) return "";
  std::string_view mantissa = number.substr(0, number.find_first_of("eE"));
  bool fraction = mantissa.size() < number.size() || mantissa.find('.') != mantissa.npos;
  std::size_t digits = 0;
  for (char c : mantissa) digits += c >= '0' && c <= '9' && (digits || c != '0');
  if (!fraction || digits <= kSheetDigits) return std::string(number);
  char shown[32];
  return {shown, std::to_chars(shown, shown + sizeof shown, value, std::chars_format::general, kSheetDigits).ptr};
}

std::string unescaped(std::string_view text) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    std::size_t escape = text.find("_x", at);
    out += text.substr(at, escape - at);
    if (escape == text.npos) break;
    auto unit = code_unit(text.substr(escape));
    if (unit) append_utf8(out, *unit);
    else out += '_';
    at = escape + (unit ? 7 : 1);
  }
  return out;
}

std::string part_named(std::string_view target, std::string_view from) {
  std::string path(target);
  if (!path.starts_with('/')) path = std::string(from.substr(0, from.rfind('/') + 1)) + path;
  std::vector<std::string> steps;
  for (std::string_view step : split(path, '/')) {
    if (step == ".." && !steps.empty()) steps.pop_back();
    if (!step.empty() && step != "." && step != "..") steps.emplace_back(step);
  }
  return join(steps, "/");
}

std::string relations_of(std::string_view part) {
  std::size_t name = part.rfind('/') + 1;
  return std::string(part.substr(0, name)) + "_rels/" + std::string(part.substr(name)) + ".rels";
}

}  // namespace outdesk
