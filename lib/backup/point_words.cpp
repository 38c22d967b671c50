#include "backup/point_words.hpp"

#include <algorithm>

#include "base/text.hpp"

namespace outdesk {

namespace {
constexpr std::int64_t kHour = 3600;
constexpr Instant kLastShown{253402214400 - 1};  // a day before the year 10000, so that every zone can show it
constexpr std::size_t kWidestId = 100;
}  // namespace

std::string age_words(Seconds age) {
  if (age.count < 0) return "-" + age_words(Seconds{-std::max(age.count, -kLastShown.unix_s)});
  std::int64_t s = age.count;
  if (s >= 2 * kDay) return std::to_string(s / kDay) + 'd' + (s % kDay >= kHour ? std::to_string(s % kDay / kHour) + 'h' : "");
  return to_duration_text(Seconds{s >= kHour ? s - s % 60 : s});
}

std::string local_words(Instant t, const Zone& zone) {
  t = std::clamp(t, Instant{kDay}, kLastShown);
  LocalTime local = zone.local(t);
  int minute = local.second_of_day / 60, offset = local.utc_offset_s / 60;
  std::string sign = offset < 0 ? "-" : "+";
  offset = std::abs(offset);
  return to_text(local.date) + ' ' + zero_padded(minute / 60, 2) + ':' + zero_padded(minute % 60, 2) + ' ' + sign + zero_padded(offset / 60, 2) + ':' +
         zero_padded(offset % 60, 2);
}

std::string point_words(const RestorePoint& point) {
  // restic's own short form of its names.
  constexpr std::size_t kLongName = 64, kShortName = 8;
  if (point.id.size() == kLongName && point.id.find_first_not_of("0123456789abcdef") == std::string::npos) return "'" + point.id.substr(0, kShortName) + "'";
  return "'" + fitted(printable(std::string_view(point.id).substr(0, 4 * kWidestId)), kWidestId) + "'";
}

std::string number_words(std::int64_t count, std::string_view one, std::string_view many) {
  return std::to_string(count) + ' ' + (count == 1 ? std::string(one) : many.empty() ? std::string(one) + "s" : std::string(many));
}

}  // namespace outdesk
