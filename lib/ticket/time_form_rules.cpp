#include "ticket/time_form_rules.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>

#include "base/text.hpp"

namespace outdesk {

namespace {

constexpr std::string_view kLetters = "YymbdHMSpfz";

bool is_letter(char c) { return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z'); }

/// What a text says of a time.  `hour` counts as the text does until `pm` is known.
struct TimeParts {
  int year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0;
  int half = 0;                 ///< of the day: 1 AM, 2 PM, 0 where the text does not say
  std::optional<int> offset_s;  ///< from UTC
};

/// Takes digits from the front of `text`; `fewest` to `most` of them.
std::optional<int> take_digits(std::string_view& text, std::size_t fewest, std::size_t most) {
  std::size_t n = 0;
  while (n < text.size() && n < most && text[n] >= '0' && text[n] <= '9') ++n;
  if (n < fewest) return {};
  int number = static_cast<int>(parse_count(text.substr(0, n)).value_or(0));
  text.remove_prefix(n);
  return number;
}

bool into(std::optional<int> number, int& part) {
  if (number) part = *number;
  return number.has_value();
}

bool take_month_name(std::string_view& text, int& month) {
  static constexpr std::string_view kNames[][12] = {
      {"jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"},
      {"янв", "фев", "мар", "апр", "мая", "июн", "июл", "авг", "сен", "окт", "ноя", "дек"}};
  std::size_t end = 0;
  while (end < text.size() && (static_cast<unsigned char>(text[end]) >= 0x80 || (text[end] | 0x20) >= 'a')) ++end;
  std::string name = folded(text.substr(0, end));
  if (name == "май") name = "мая";
  for (const auto& names : kNames)
    for (int i = 0; i < 12; ++i)
      if (name.starts_with(names[i])) {
        month = i + 1;
        text.remove_prefix(end);
        if (text.starts_with(".")) text.remove_prefix(1);
        return true;
      }
  return false;
}

bool take_half(std::string_view& text, int& half) {
  std::string word = folded(text.substr(0, 2));
  if (word != "am" && word != "pm") return false;
  half = word == "am" ? 1 : 2;
  text.remove_prefix(2);
  return true;
}

/// "Z", "UTC", "GMT", "+03", "+0300", "+03:00".
bool take_offset(std::string_view& text, std::optional<int>& offset_s) {
  for (std::string_view word : {"Z", "UTC", "GMT"})
    if (text.starts_with(word)) {
      text.remove_prefix(word.size());
      offset_s = 0;
      return true;
    }
  if (!text.starts_with('+') && !text.starts_with('-')) return false;
  int sign = text[0] == '-' ? -1 : 1, hours = 0, minutes = 0;
  text.remove_prefix(1);
  if (!into(take_digits(text, 2, 2), hours)) return false;
  if (text.starts_with(':')) text.remove_prefix(1);
  if (!text.empty() && !into(take_digits(text, 2, 2), minutes)) return false;
  if (hours > 18 || minutes > 59) return false;
  offset_s = sign * (hours * 3600 + minutes * 60);
  return true;
}

bool take_part(std::string_view& text, char letter, TimeParts& parts) {
  int fraction = 0;
  switch (letter) {
    case 'Y': return into(take_digits(text, 4, 4), parts.year);
    case 'y':
      if (!into(take_digits(text, 2, 2), parts.year)) return false;
      parts.year += 2000;
      return true;
    case 'm': return into(take_digits(text, 1, 2), parts.month);
    case 'b': return take_month_name(text, parts.month);
    case 'd': return into(take_digits(text, 1, 2), parts.day);
    case 'H': return into(take_digits(text, 1, 2), parts.hour);
    case 'M': return into(take_digits(text, 1, 2), parts.minute);
    case 'S': return into(take_digits(text, 1, 2), parts.second);
    case 'p': return take_half(text, parts.half);
    case 'f': return into(take_digits(text, 1, 9), fraction);
    default: return take_offset(text, parts.offset_s);
  }
}

std::optional<Instant> instant_of(TimeParts parts, const Zone& zone) {
  if (parts.half && (parts.hour < 1 || parts.hour > 12)) return {};
  if (parts.half) parts.hour = parts.hour % 12 + (parts.half == 2 ? 12 : 0);
  Date date{std::chrono::year{parts.year}, std::chrono::month{static_cast<unsigned>(parts.month)},
            std::chrono::day{static_cast<unsigned>(parts.day)}};
  if (!date.ok() || parts.year < 1000 || parts.hour > 23 || parts.minute > 59 || parts.second > 59) return {};
  int second_of_day = parts.hour * 3600 + parts.minute * 60 + parts.second;
  if (parts.offset_s) return Instant{days_since_epoch(date) * kDay + second_of_day - *parts.offset_s};
  return zone.first_at_or_after(date, second_of_day);
}

std::optional<Instant> by_letters(std::string_view text, std::string_view form, const Zone& zone) {
  TimeParts parts;
  bool quoted = false;
  for (char c : form) {
    if (c == '\'') {
      quoted = !quoted;
    } else if (!quoted && kLetters.find(c) != kLetters.npos) {
      if (!take_part(text, c, parts)) return {};
    } else {
      if (!text.starts_with(c)) return {};
      text.remove_prefix(1);
    }
  }
  return text.empty() ? instant_of(parts, zone) : std::nullopt;
}

/// A date, then perhaps a time, seconds, a fraction and an offset (ISO 8601, extended format, with T or a space).
std::optional<Instant> by_iso(std::string_view text, const Zone& zone) {
  TimeParts parts;
  for (char c : std::string_view("Y-m-d")) {
    if (c != '-' ? !take_part(text, c, parts) : !text.starts_with('-')) return {};
    if (c == '-') text.remove_prefix(1);
  }
  if (text.empty()) return instant_of(parts, zone);
  if (text[0] != 'T' && text[0] != ' ') return {};
  text.remove_prefix(1);
  if (!take_part(text, 'H', parts) || !text.starts_with(':')) return {};
  text.remove_prefix(1);
  if (!take_part(text, 'M', parts)) return {};
  if (text.starts_with(':') && (text.remove_prefix(1), !take_part(text, 'S', parts))) return {};
  if (text.starts_with('.') && (text.remove_prefix(1), !take_part(text, 'f', parts))) return {};
  if (text.starts_with(' ')) text.remove_prefix(1);
  if (!text.empty() && !take_part(text, 'z', parts)) return {};
  return text.empty() ? instant_of(parts, zone) : std::nullopt;
}

constexpr std::int64_t kLastSecond = 253402300799;  // of year 9999

std::optional<Instant> by_unix(std::string_view text, std::int64_t per_second) {
  auto count = parse_count(text);
  if (!count || *count / per_second > kLastSecond) return {};
  return Instant{*count / per_second};
}

/// Days since 30 December 1899 as a spreadsheet counts them from March 1900 on, in `zone`.
std::optional<Instant> by_excel(std::string_view text, const Zone& zone) {
  double days = 0;
  auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), days);
  constexpr double kMarch1900 = 61, kYear10000 = 2958466;
  if (error != std::errc{} || end != text.data() + text.size() || !(days >= kMarch1900 && days < kYear10000)) return {};
  auto seconds = static_cast<std::int64_t>(std::llround(days * kDay));
  return zone.first_at_or_after(date_of_days(seconds / kDay - 25569), static_cast<int>(seconds % kDay));
}

}  // namespace

std::optional<Instant> instant_by_form(std::string_view text, std::string_view form, const Zone& zone) {
  std::string plain;
  if (text.find('\xC2') != text.npos || text.find('\xE2') != text.npos) {
    plain = replaced(replaced(std::string(text), "\u00A0", " "), "\u202F", " ");
    text = plain;
  }
  if (form == "rfc3339") return parse_instant(text);
  if (form == "iso") return by_iso(text, zone);
  if (form == "unix") return by_unix(text, 1);
  if (form == "unix_ms") return by_unix(text, 1000);
  if (form == "excel") return by_excel(text, zone);
  return by_letters(text, form, zone);
}

std::string not_a_time_form(std::string_view form) {
  for (std::string_view word : {"rfc3339", "iso", "unix", "unix_ms", "excel"})
    if (form == word) return {};
  std::string letters;  // outside quotes
  bool quoted = false;
  for (char c : form) {
    if (c == '\'') quoted = !quoted;
    if (quoted) continue;
    letters += c;
    if (is_letter(c) && c != 'T' && kLetters.find(c) == kLetters.npos)
      return std::string("has the letter ") + c + ", which means nothing";
  }
  if (quoted) return "has a quote that does not end";
  auto count = [&](char letter) { return std::count(letters.begin(), letters.end(), letter); };
  if (count('Y') + count('y') != 1) return "needs one letter Y or y for the year";
  if (count('m') + count('b') != 1) return "needs one letter m or b for the month";
  if (count('d') != 1) return "needs one letter d for the day";
  return {};
}

}  // namespace outdesk
