#include "base/posix_zone.hpp"

#include "base/error.hpp"
#include "base/instant.hpp"

namespace outdesk {

namespace {

[[noreturn]] void bad() { throw UsageError("has a footer that is not a rule"); }

int read_number(std::string_view& text, int most) {
  int value = 0;
  std::size_t n = 0;
  while (n < text.size() && text[n] >= '0' && text[n] <= '9' && value <= most) value = value * 10 + (text[n++] - '0');
  if (n == 0 || value > most) bad();
  text.remove_prefix(n);
  return value;
}

bool eat(std::string_view& text, char c) {
  if (text.empty() || text[0] != c) return false;
  text.remove_prefix(1);
  return true;
}

/// [+-]h[:m[:s]]; RFC 8536 3.3.1: up to 24 hours of an offset, 167 of a change's time.
int read_time(std::string_view& text, int most_hours) {
  int sign = eat(text, '-') ? -1 : 1;
  if (sign > 0) eat(text, '+');
  int seconds = read_number(text, most_hours) * 3600;
  if (eat(text, ':')) seconds += read_number(text, 59) * 60;
  if (eat(text, ':')) seconds += read_number(text, 59);
  return sign * seconds;
}

void skip_name(std::string_view& text) {
  std::size_t n = 0;
  if (eat(text, '<')) {
    n = text.find('>');
    if (n == text.npos) bad();
    text.remove_prefix(n + 1);
    return;
  }
  while (n < text.size() && ((text[n] | 32) >= 'a' && (text[n] | 32) <= 'z')) ++n;
  if (n < 3) bad();
  text.remove_prefix(n);
}

bool is_leap(int year) { return std::chrono::year{year}.is_leap(); }

std::int64_t first_day(int year) {
  return days_since_epoch(Date{std::chrono::year{year}, std::chrono::January, std::chrono::day{1}});
}

}  // namespace

PosixZone::Day PosixZone::read_day(std::string_view& text) {
  Day day;
  if (eat(text, 'M')) {
    day.month = read_number(text, 12);
    if (!eat(text, '.')) bad();
    day.week = read_number(text, 5);
    if (!eat(text, '.') || day.month < 1 || day.week < 1) bad();
    day.weekday = read_number(text, 6);
  } else {
    day.kind = eat(text, 'J') ? Day::Kind::julian_without_leap : Day::Kind::julian;
    day.day = read_number(text, 365);
  }
  if (eat(text, '/')) day.second = read_time(text, 167);
  return day;
}

PosixZone::PosixZone(std::string_view text) {
  if (text.empty()) return;
  defined_ = true;
  skip_name(text);
  standard_ = -read_time(text, 24);
  if (text.empty()) return;
  summer_ = true;
  skip_name(text);
  daylight_ = standard_ + 3600;
  if (!text.empty() && text[0] != ',') daylight_ = -read_time(text, 24);
  if (!eat(text, ',')) bad();
  start_ = read_day(text);
  if (!eat(text, ',')) bad();
  end_ = read_day(text);
  if (!text.empty()) bad();
}

std::int64_t PosixZone::day_number(const Day& rule, int year) {
  if (rule.kind == Day::Kind::julian) return first_day(year) + rule.day;
  if (rule.kind == Day::Kind::julian_without_leap)
    return first_day(year) + rule.day - 1 + (is_leap(year) && rule.day >= 60 ? 1 : 0);
  using namespace std::chrono;
  std::chrono::month month{static_cast<unsigned>(rule.month)};
  weekday day{static_cast<unsigned>(rule.weekday)};
  if (rule.week == 5) return sys_days{std::chrono::year{year} / month / day[last]}.time_since_epoch().count();
  return sys_days{std::chrono::year{year} / month / day[static_cast<unsigned>(rule.week)]}.time_since_epoch().count();
}

int PosixZone::offset_at(std::int64_t t) const {
  if (!summer_) return standard_;
  std::int64_t day = (t + standard_) / kDay - ((t + standard_) % kDay < 0 ? 1 : 0);
  int year = int{date_of_days(day).year()};
  std::int64_t start = day_number(start_, year) * kDay + start_.second - standard_;
  std::int64_t end = day_number(end_, year) * kDay + end_.second - daylight_;
  bool summer = start < end ? t >= start && t < end : !(t >= end && t < start);
  return summer ? daylight_ : standard_;
}

}  // namespace outdesk
