// Instants and lengths of time.  Both are whole seconds; they do not mix with bare numbers.
#pragma once

#include <chrono>
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace outdesk {

/// Seconds of a civil day without a change of the clocks.
inline constexpr int kDay = 86400;

/// A length of time in seconds.  Negative lengths are legal values.
struct Seconds {
  std::int64_t count = 0;

  constexpr Seconds() = default;
  explicit constexpr Seconds(std::int64_t s) : count(s) {}
  constexpr auto operator<=>(const Seconds&) const = default;
  friend constexpr Seconds operator+(Seconds a, Seconds b) { return Seconds{a.count + b.count}; }
  friend constexpr Seconds operator-(Seconds a, Seconds b) { return Seconds{a.count - b.count}; }
  constexpr Seconds& operator+=(Seconds b) { count += b.count; return *this; }
};

/// A point in time: seconds since 1970-01-01T00:00:00Z, leap seconds not counted.
struct Instant {
  std::int64_t unix_s = 0;

  constexpr Instant() = default;
  explicit constexpr Instant(std::int64_t s) : unix_s(s) {}
  constexpr auto operator<=>(const Instant&) const = default;
  friend constexpr Instant operator+(Instant a, Seconds b) { return Instant{a.unix_s + b.count}; }
  friend constexpr Instant operator-(Instant a, Seconds b) { return Instant{a.unix_s - b.count}; }
  friend constexpr Seconds operator-(Instant a, Instant b) { return Seconds{a.unix_s - b.unix_s}; }
};

/// Half-open span of time [from, to).
struct Period {
  Instant from, to;
  constexpr bool contains(Instant t) const { return from <= t && t < to; }
  constexpr bool operator==(const Period&) const = default;
};

/// A day of the Gregorian calendar, in nobody's zone.
using Date = std::chrono::year_month_day;

/// A month of the Gregorian calendar.
using Month = std::chrono::year_month;

/// RFC 3339 with an offset or `Z`; a fraction of a second is cut off.  Years 1000 to 9999 of UTC.
/// Empty where the text is anything else (a time without zone included).
std::optional<Instant> parse_instant(std::string_view text);

/// `2026-10-31T20:59:59Z`.
std::string to_text(Instant t);

/// `YYYY-MM-DD`, a day that exists; empty otherwise.
std::optional<Date> parse_date(std::string_view text);
std::string to_text(Date d);

/// `YYYY-MM`; empty otherwise (`2026-13`).
std::optional<Month> parse_month(std::string_view text);
std::string to_text(Month m);

/// A length as in contracts and options: `90s`, `15m`, `4h`, `132h30m`.  Empty for anything else,
/// a negative length and one of more than 10^10 s included.
std::optional<Seconds> parse_duration(std::string_view text);

/// The same where calendar days are meant: `30d` also counts, as 30 times 24 hours.
std::optional<Seconds> parse_duration_with_days(std::string_view text);

/// The shortest form that parse_duration reads back: `132h30m`, `90s` is `1m30s`, zero is `0s`.
std::string to_duration_text(Seconds s);

/// Civil arithmetic, exact for all years that chrono knows.
std::int64_t days_since_epoch(Date d);
Date date_of_days(std::int64_t days);
/// 0 for Monday to 6 for Sunday.
std::size_t weekday_of(Date date);
/// "mon" for 0.
std::string_view weekday_code(std::size_t weekday);

}  // namespace outdesk
