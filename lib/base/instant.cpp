#include "base/instant.hpp"

#include <charconv>
#include <limits>

#include "base/text.hpp"

namespace outdesk {

using namespace std::chrono;

namespace {

constexpr Instant kFirst{-30610224000};  // 1000-01-01T00:00:00Z
constexpr Instant kLast{253402300799};   // 9999-12-31T23:59:59Z

/// Reads exactly `width` ASCII digits at `at`; -1 where there are none.
int digits(std::string_view text, std::size_t at, std::size_t width) {
  if (at + width > text.size()) return -1;
  int value = 0;
  for (std::size_t i = at; i < at + width; ++i) {
    if (text[i] < '0' || text[i] > '9') return -1;
    value = value * 10 + (text[i] - '0');
  }
  return value;
}

std::optional<Date> date_at_start(std::string_view text) {
  if (text.size() < 10 || text[4] != '-' || text[7] != '-') return {};
  int y = digits(text, 0, 4), m = digits(text, 5, 2), d = digits(text, 8, 2);
  if (y < 1000 || m < 0 || d < 0) return {};
  Date date{year{y}, month{static_cast<unsigned>(m)}, day{static_cast<unsigned>(d)}};
  if (!date.ok()) return {};
  return date;
}

/// Offset from UTC in seconds: `Z`, `+03:00`, `-11:30`.
std::optional<std::int64_t> parse_offset(std::string_view text) {
  if (text == "Z" || text == "z") return 0;
  if (text.size() != 6 || (text[0] != '+' && text[0] != '-') || text[3] != ':') return {};
  int h = digits(text, 1, 2), m = digits(text, 4, 2);
  if (h < 0 || h > 23 || m < 0 || m > 59) return {};
  std::int64_t s = h * 3600 + m * 60;
  return text[0] == '-' ? -s : s;
}

std::optional<std::int64_t> unit_seconds(char unit, bool with_days) {
  switch (unit) {
    case 's': return 1;
    case 'm': return 60;
    case 'h': return 3600;
    case 'd': return with_days ? std::optional<std::int64_t>(kDay) : std::nullopt;
    default: return {};
  }
}

/// Nobody means 300 years, and sums and thousands of what is shorter fit into 64 bits.
constexpr std::int64_t kLongest = 10'000'000'000;

std::optional<Seconds> parse_length(std::string_view text, bool with_days) {
  if (text.empty()) return {};
  std::int64_t total = 0, last_unit = std::numeric_limits<std::int64_t>::max();
  const char* p = text.data();
  const char* end = p + text.size();
  while (p != end) {
    std::int64_t n = 0;
    if (*p < '0' || *p > '9') return {};
    auto [after, err] = std::from_chars(p, end, n);
    if (err != std::errc{} || after == end) return {};
    auto unit = unit_seconds(*after, with_days);
    if (!unit || *unit >= last_unit) return {};
    std::int64_t part = 0;
    if (__builtin_mul_overflow(n, *unit, &part) || __builtin_add_overflow(total, part, &total) || total > kLongest)
      return {};
    last_unit = *unit;
    p = after + 1;
  }
  return Seconds{total};
}

}  // namespace

std::int64_t days_since_epoch(Date d) { return sys_days{d}.time_since_epoch().count(); }

std::string_view weekday_code(std::size_t weekday) {
  constexpr std::string_view kCodes[] = {"mon", "tue", "wed", "thu", "fri", "sat", "sun"};
  return kCodes[weekday];
}

std::size_t weekday_of(Date date) { return std::chrono::weekday{std::chrono::sys_days{date}}.iso_encoding() - 1; }

Date date_of_days(std::int64_t n) {
  return Date{sys_days{days{static_cast<days::rep>(n)}}};
}

std::optional<Instant> parse_instant(std::string_view text) {
  auto date = date_at_start(text);
  if (!date || text.size() < 20 || (text[10] != 'T' && text[10] != 't' && text[10] != ' '))
    return {};
  int h = digits(text, 11, 2), m = digits(text, 14, 2), s = digits(text, 17, 2);
  if (text[13] != ':' || text[16] != ':' || h < 0 || h > 23 || m < 0 || m > 59 || s < 0 || s > 60)
    return {};
  std::size_t zone = 19;
  if (text[zone] == '.') {
    std::size_t first = ++zone;
    while (zone < text.size() && text[zone] >= '0' && text[zone] <= '9') ++zone;
    if (zone == first) return {};
  }
  auto offset = parse_offset(text.substr(zone));
  if (!offset) return {};
  Instant instant{days_since_epoch(*date) * kDay + h * 3600 + m * 60 + s - *offset};
  if (instant < kFirst || instant > kLast) return {};  // an offset can lead out of the years
  return instant;
}

std::string to_text(Instant t) {
  std::int64_t day = t.unix_s / kDay, rest = t.unix_s % kDay;
  if (rest < 0) { rest += kDay; --day; }
  return to_text(date_of_days(day)) + 'T' + zero_padded(rest / 3600, 2) + ':' +
         zero_padded(rest / 60 % 60, 2) + ':' + zero_padded(rest % 60, 2) + 'Z';
}

std::optional<Date> parse_date(std::string_view text) {
  return text.size() == 10 ? date_at_start(text) : std::nullopt;
}

std::string to_text(Date d) {
  return zero_padded(int{d.year()}, 4) + '-' + zero_padded(unsigned{d.month()}, 2) + '-' +
         zero_padded(unsigned{d.day()}, 2);
}

std::optional<Month> parse_month(std::string_view text) {
  if (text.size() != 7) return {};
  auto date = date_at_start(std::string(text) + "-01");
  if (!date) return {};
  return Month{date->year(), date->month()};
}

std::string to_text(Month m) {
  return zero_padded(int{m.year()}, 4) + '-' + zero_padded(unsigned{m.month()}, 2);
}

std::optional<Seconds> parse_duration(std::string_view text) { return parse_length(text, false); }

std::optional<Seconds> parse_duration_with_days(std::string_view text) {
  return parse_length(text, true);
}

std::string to_duration_text(Seconds s) {
  if (s.count < 0) return "-" + to_duration_text(Seconds{-s.count});
  std::string out;
  if (s.count >= 3600) out += std::to_string(s.count / 3600) + 'h';
  if (s.count / 60 % 60) out += std::to_string(s.count / 60 % 60) + 'm';
  if (s.count % 60 || out.empty()) out += std::to_string(s.count % 60) + 's';
  return out;
}

}  // namespace outdesk
