#include "calendar/calendar.hpp"

#include <nlohmann/json.hpp>

#include "base/error.hpp"
#include "base/text.hpp"
#include "base/zone.hpp"
#include "calendar/national_calendar.hpp"

namespace outdesk {

namespace {

constexpr std::string_view kDays[] = {"mon", "tue", "wed", "thu", "fri", "sat", "sun"};

/// "09:00" to "24:00" as seconds of the day.
int clock_time(const JsonNode& node) {
  std::string text = node.text();
  auto hours = parse_count(text.substr(0, 2));
  auto minutes = text.size() == 5 && text[2] == ':' ? parse_count(text.substr(3)) : std::nullopt;
  bool ok = hours && minutes && *minutes < 60 && (*hours < 24 || (*hours == 24 && *minutes == 0));
  if (!ok) node.fail("must be a time of day such as \"09:00\" or \"24:00\", not " + in_quotes(text));
  return static_cast<int>(*hours * 3600 + *minutes * 60);
}

DayInterval read_interval(const JsonNode& node) {
  auto ends = node.items();
  if (ends.size() != 2) node.fail("must be an opening and a closing time");
  DayInterval interval{clock_time(ends[0]), clock_time(ends[1])};
  if (interval.from == kDay) ends[0].fail("a day cannot open at its end");
  if (interval.from == interval.to) node.fail("opens and closes at the same time", "write \"00:00\" to \"24:00\" for the whole day");
  if (interval.to < interval.from) interval.to += kDay;
  return interval;
}

DayHours read_hours(const JsonNode& node) {
  DayHours hours;
  for (const auto& item : node.items()) {
    DayInterval interval = read_interval(item);
    for (const auto& other : hours)
      if (interval.from < other.to && other.from < interval.to) 
        item.fail("overlaps another interval of the same day", "make one interval of the two, or change a time");
    hours.push_back(interval);
  }
  std::sort(hours.begin(), hours.end(), [](auto& a, auto& b) { return a.from < b.from; });
  return hours;
}

/// An interval that runs past midnight must not meet the next day's first one.
void check_tails(const JsonNode& node, const Calendar& calendar) {
  for (std::size_t day = 0; day < 7; ++day) {
    const DayHours& next = calendar.weekly[(day + 1) % 7];
    for (const auto& interval : calendar.weekly[day])
      if (!next.empty() && interval.to - kDay > next.front().from)
        node.at(kDays[day]).fail("runs past midnight and overlaps the hours of the next day", "close earlier, or open later on the next day");
  }
}

void read_weekly(const JsonNode& node, Calendar& calendar) {
  if (node.is_text()) {
    node.one_of({"24x7"});
    calendar.always = true;
    calendar.follow_short_days = false;
    return;
  }
  node.only({"mon", "tue", "wed", "thu", "fri", "sat", "sun"});
  for (std::size_t day = 0; day < 7; ++day)
    if (auto hours = node.find(kDays[day])) calendar.weekly[day] = read_hours(*hours);
  check_tails(node, calendar);
}

void read_follow(const JsonNode& node, Calendar& calendar) {
  calendar.follow = node.text();
  if (calendar.follow.empty()) node.fail("must name a national calendar");
  try {
    NationalCalendar::named(calendar.follow);
  } catch (const Error& error) {
    node.fail(error.what(), error.next_step());
  }
}

}  // namespace

Calendar read_calendar(const JsonNode& node) {
  node.only({"timezone", "weekly", "holidays", "extra", "follow", "short_days"});
  Calendar calendar;
  calendar.timezone = node.at("timezone").text();
  try {
    Zone::named(calendar.timezone);
  } catch (const UsageError& error) {
    node.at("timezone").fail(error.what(), error.next_step());
  }
  read_weekly(node.at("weekly"), calendar);
  if (auto holidays = node.find("holidays"))
    for (const auto& day : holidays->items()) calendar.holidays.insert(day.date());
  if (auto extra = node.find("extra"))
    for (const auto& [date, hours] : extra->members()) {
      auto day = parse_date(date);
      if (!day) hours.fail("its key must be a date such as \"2026-01-31\" that exists");
      calendar.extra[*day] = read_hours(hours);
    }
  if (auto follow = node.find("follow")) read_follow(*follow, calendar);
  if (auto short_days = node.find("short_days"))
    calendar.follow_short_days = short_days->one_of({"follow", "ignore"}) == "follow";
  bool any = calendar.always || !calendar.extra.empty();
  for (const auto& hours : calendar.weekly) any = any || !hours.empty();
  if (!any) node.at("weekly").fail("has no working time at all");
  return calendar;
}

}  // namespace outdesk
