#include "backup/retention_period.hpp"

#include "base/text.hpp"

namespace outdesk {

namespace {

constexpr std::int64_t kHourSeconds = 3600;
constexpr std::int64_t kFirstMonday = -3;  // 1969-12-29, in days

std::int64_t floor_quotient(std::int64_t n, std::int64_t by) { return n / by - (n % by < 0 ? 1 : 0); }
std::int64_t floor_rest(std::int64_t n, std::int64_t by) { return n - floor_quotient(n, by) * by; }

/// Seconds by which the zone's full hours lie before those of UTC: 1800 for +05:30.
std::int64_t hour_shift(std::int64_t t, const Zone& zone) { return floor_rest(zone.offset_at(Instant{t}), kHourSeconds); }

/// First day of the period, and its length is up to the first day of the next.
Date first_day(RetentionClass retention, std::int64_t period) {
  using namespace std::chrono;
  switch (retention) {
    case RetentionClass::weekly: return date_of_days(period * 7 + kFirstMonday);
    case RetentionClass::monthly:
      return Date{year{static_cast<int>(floor_quotient(period, 12))}, month{static_cast<unsigned>(floor_rest(period, 12) + 1)}, day{1}};
    case RetentionClass::yearly: return Date{year{static_cast<int>(period)}, January, day{1}};
    default: return date_of_days(period);
  }
}

std::string week_name(std::int64_t period) {
  Date thursday = date_of_days(period * 7 + kFirstMonday + 3);  // an ISO week belongs to the year of its Thursday
  Date new_year{thursday.year(), std::chrono::January, std::chrono::day{1}};
  std::int64_t week = (days_since_epoch(thursday) - days_since_epoch(new_year)) / 7 + 1;
  return zero_padded(int{thursday.year()}, 4) + "-W" + zero_padded(week, 2);
}

std::string hour_name(Instant start, const Zone& zone) {
  LocalTime local = zone.local(start);
  int offset = local.utc_offset_s / 60;
  return to_text(local.date) + 'T' + zero_padded(local.second_of_day / 3600, 2) + ':' + zero_padded(local.second_of_day / 60 % 60, 2) + (offset < 0 ? '-' : '+') +
         zero_padded(std::abs(offset) / 60, 2) + ':' + zero_padded(std::abs(offset) % 60, 2);
}

}  // namespace

std::string_view name_of(RetentionClass retention) {
  constexpr std::string_view kNames[] = {"hourly", "daily", "weekly", "monthly", "yearly"};
  return kNames[static_cast<std::size_t>(retention)];
}

std::int64_t count_of(const KeepTerms& keep, RetentionClass retention) {
  switch (retention) {
    case RetentionClass::hourly: return keep.hourly;
    case RetentionClass::daily: return keep.daily;
    case RetentionClass::weekly: return keep.weekly;
    case RetentionClass::monthly: return keep.monthly;
    default: return keep.yearly;
  }
}

std::int64_t retention_period(RetentionClass retention, Instant t, const Zone& zone) {
  if (retention == RetentionClass::hourly) return floor_quotient(t.unix_s + hour_shift(t.unix_s, zone), kHourSeconds);
  Date date = zone.local(t).date;
  std::int64_t months = int{date.year()} * std::int64_t{12} + unsigned{date.month()} - 1;
  switch (retention) {
    case RetentionClass::weekly: return floor_quotient(days_since_epoch(date) - kFirstMonday, 7);
    case RetentionClass::monthly: return months;
    case RetentionClass::yearly: return int{date.year()};
    default: return days_since_epoch(date);
  }
}

Instant period_start(RetentionClass retention, std::int64_t period, const Zone& zone) {
  if (retention != RetentionClass::hourly) return zone.first_at_or_after(first_day(retention, period), 0);
  std::int64_t full = period * kHourSeconds;
  return Instant{full - hour_shift(full, zone)};
}

std::string period_name(RetentionClass retention, std::int64_t period, const Zone& zone) {
  switch (retention) {
    case RetentionClass::hourly: return hour_name(period_start(retention, period, zone), zone);
    case RetentionClass::weekly: return week_name(period);
    case RetentionClass::monthly: return to_text(first_day(retention, period)).substr(0, 7);
    case RetentionClass::yearly: return zero_padded(period, 4);
    default: return to_text(date_of_days(period));
  }
}

}  // namespace outdesk
