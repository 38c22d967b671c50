// The rule at the end of zone data, for the time after its last transition (POSIX TZ, RFC 8536 3.3).
#pragma once

#include <cstdint>
#include <string_view>

namespace outdesk {

class PosixZone {
 public:
  PosixZone() = default;
  /// "CET-1CEST,M3.5.0,M10.5.0/3"; an empty text gives a rule that is not defined.  Throws UsageError.
  explicit PosixZone(std::string_view text);
  bool defined() const { return defined_; }
  /// Offset from UTC in seconds at `t` seconds since 1970.
  int offset_at(std::int64_t t) const;

 private:
  struct Day {
    enum class Kind { month_week, julian_without_leap, julian } kind = Kind::month_week;
    int month = 0, week = 0, weekday = 0, day = 0, second = 7200;
  };
  static Day read_day(std::string_view& text);
  static std::int64_t day_number(const Day& day, int year);
  bool defined_ = false, summer_ = false;
  int standard_ = 0, daylight_ = 0;
  Day start_, end_;
};

}  // namespace outdesk
