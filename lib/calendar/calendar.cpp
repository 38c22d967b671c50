#include "calendar/calendar.hpp"

#include <nlohmann/json.hpp>

#include "base/error.hpp"
#include "base/text.hpp"
#include "base/zone.hpp"
#include "calendar/national_calendar.hpp"

namespace outdesk {

namespace {

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

/// Of a day, and of each of its intervals: both are easily forgotten.
void require_list(const JsonNode& node, const char* what) {
  if (!node.is_array()) node.fail(what, "hours of a day are a list of intervals: [[\"09:00\", \"13:00\"], [\"14:00\", \"18:00\"]]");
}

DayHours read_hours(const JsonNode& node) {
  require_list(node, "must be a list of intervals");
  DayHours hours;
  for (const auto& item : node.items()) {
    require_list(item, "must be an interval, which has two times in brackets");
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
        node.at(weekday_code(day)).fail("runs past midnight and overlaps the hours of the next day", "close earlier, or open later on the next day");
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
    if (auto hours = node.find(weekday_code(day))) calendar.weekly[day] = read_hours(*hours);
  check_tails(node, calendar);
}

std::chrono::month_day day_of_year(const JsonNode& node, const std::string& text) {
  auto day = parse_date("2024-" + text);  // a leap year: 29 February is a day
  if (!day) node.fail("must be a day of every year such as \"01-31\", not " + in_quotes(text));
  return {day->month(), day->day()};
}

/// "2026-01-01", "2026-01-01..2026-01-08", and the same of every year: "01-01", "12-24..01-02".
void read_holiday(const JsonNode& node, Calendar& calendar) {
  constexpr std::int64_t kLongest = 366;
  std::string text = node.text(), first = text.substr(0, text.find(".."));
  bool range = first.size() < text.size();
  std::string last = range ? text.substr(first.size() + 2) : first;
  if (first.size() == 5) {
    calendar.yearly.push_back({day_of_year(node, first), day_of_year(node, last)});
    return;
  }
  if (!range) {
    calendar.holidays.insert(node.date());
    return;
  }
  auto from = parse_date(first), to = parse_date(last);
  if (!from || !to) node.fail("must be days such as \"2026-01-01..2026-01-08\", not " + in_quotes(text));
  std::int64_t begin = days_since_epoch(*from), end = days_since_epoch(*to);
  if (end < begin) node.fail("ends before it begins");
  if (end - begin >= kLongest) node.fail("must not be longer than a year");
  for (std::int64_t day = begin; day <= end; ++day) calendar.holidays.insert(date_of_days(day));
}

void read_follow(const JsonNode& node, Calendar& calendar) {
  calendar.follow = node.text();
  if (calendar.follow.empty()) node.fail("must name a national calendar");
  try {
    NationalCalendar::require(calendar.follow);
  } catch (const Error& error) {
    node.fail(error.what(), error.next_step());
  }
}

Calendar read_union(const JsonNode& node, const std::map<std::string, Calendar>& offices, const std::string& timezone) {
  node.only({"union"});
  Calendar calendar;
  calendar.timezone = timezone;
  for (const auto& item : node.at("union").items()) {
    auto office = offices.find(item.text());
    if (office == offices.end()) item.fail("names no calendar with hours of its own: " + in_quotes(item.text()));
    for (const auto& other : calendar.offices)
      if (other.name == office->first) item.fail("is there twice: " + in_quotes(item.text()));
    calendar.offices.push_back(office->second);
  }
  if (calendar.offices.size() < 2) node.at("union").fail("must name two calendars at least");
  return calendar;
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
    for (const auto& day : holidays->items()) read_holiday(day, calendar);
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

bool YearlyHolidays::contains(Date day) const {
  std::chrono::month_day here{day.month(), day.day()};
  return first <= last ? first <= here && here <= last : first <= here || here <= last;
}

std::map<std::string, Calendar> read_calendars(const JsonNode& node, const std::string& timezone) {
  std::map<std::string, Calendar> calendars;
  auto members = node.members();
  for (const auto& [name, member] : members)
    if (!member.has("union")) calendars.emplace(name, read_calendar(member)).first->second.name = name;
  std::map<std::string, Calendar> unions;
  for (const auto& [name, member] : members)
    if (member.has("union")) unions.emplace(name, read_union(member, calendars, timezone)).first->second.name = name;
  calendars.merge(unions);
  if (calendars.empty()) node.fail("must name one calendar at least");
  return calendars;
}

}  // namespace outdesk
