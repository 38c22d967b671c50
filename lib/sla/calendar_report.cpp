#include "sla/calendar_report.hpp"

#include <set>

#include "base/error.hpp"
#include "base/text.hpp"
#include "calendar/national_calendar.hpp"
#include "output/format_value.hpp"
#include "sla/sla_words.hpp"

namespace outdesk {

namespace {

constexpr const char* kNoZone = "UTC";  ///< of a national calendar: its days are nobody's in particular

/// A time after midnight of the next day is that day's own.
std::string clock_text(int second) {
  if (second > kDay) second -= kDay;
  return zero_padded(second / 3600, 2) + ":" + zero_padded(second / 60 % 60, 2);
}

/// "09:00–13:00, 14:00–18:00".
std::string hours_text(const DayHours& hours) {
  std::vector<std::string> parts;
  for (const auto& interval : hours) parts.push_back(clock_text(interval.from) + "–" + clock_text(interval.to));
  return join(parts, ", ");
}

/// ", only those from 2018 to 2027".
std::string known_years(const WorkingTime& time) {
  const NationalCalendar* national = time.national();
  if (!national) return "";
  return ", only those from " + std::to_string(national->first_year()) + " to " + std::to_string(national->last_year());
}

Table month_table(const WorkingTime& time, int year, Language language) {
  Words words(language);
  Table table;
  table.key = key("months");
  table.columns = {{key("month"), words("month")}, {key("days"), words("days"), 0, false, true}, {key("working_days"), words("days_worked"), 0, false, true},
                   {key("short_days"), words("days_short"), 0, false, true}, {key("days_off"), words("days_off"), 0, false, true},
                   {key("working_s"), words("working_time"), 0, false, true}};
  for (unsigned number = 1; number <= 12; ++number) {
    Month month{std::chrono::year{year}, std::chrono::month{number}};
    Period period = time.zone().month(month);
    std::int64_t days = 0, worked = 0, shorter = 0;
    for (Date date{month / 1}; date.month() == month.month(); date = date_of_days(days_since_epoch(date) + 1)) {
      ++days;
      worked += !time.hours_of(date).empty();
      shorter += time.reason(date) == DayReason::short_day;
    }
    table.rows.push_back({to_text(month), days, worked, shorter, days - worked, time.elapsed(period.from, period.to)});
  }
  return table;
}

Table week_table_of(const Calendar& calendar, Language language) {
  Table table;
  table.key = key("week");
  table.columns = {{key("day"), sla_word("weekday", language)}, {key("hours"), sla_word("hours", language)}};
  for (std::size_t day = 0; day < 7; ++day) {
    std::string hours = calendar.always ? "00:00–24:00" : hours_text(calendar.weekly[day]);
    table.rows.push_back({Mark{std::string(weekday_code(day)), weekday_word(day, language)}, hours});
  }
  return table;
}

void add_special_days(const WorkingTime& time, int year, Language language, const std::string& office, Table& table) {
  for (const auto& one : time.offices()) add_special_days(one, year, language, one.name(), table);
  if (!time.offices().empty()) return;
  for (Date date{std::chrono::year{year} / 1 / 1}; int{date.year()} == year; date = date_of_days(days_since_epoch(date) + 1)) {
    DayReason reason = time.reason(date);
    if (reason == DayReason::weekly || reason == DayReason::day_off) continue;
    DayHours hours = time.hours_of(date);
    table.rows.push_back({office, date, Mark{std::string(weekday_code(weekday_of(date))), weekday_word(weekday_of(date), language)},
                          Mark{std::string(name_of(reason)), sla_word("reason_" + std::string(name_of(reason)), language)}, hours_text(hours),
                          is_decreed(reason) ? Value(time.national()->decree(year)) : Value()});
  }
}

Table special_table(const WorkingTime& time, int year, Language language) {
  Words words(language);
  Table table;
  table.key = key("special_days");
  table.title = words("special_days");
  table.columns = {{key("office"), time.offices().empty() ? "" : words("office")}, {key("date"), words("date")}, {key("day"), words("weekday")},
                   {key("kind"), words("kind")}, {key("hours"), words("hours")}, {key("decree"), words("decree")}};
  add_special_days(time, year, language, "", table);
  std::set<std::string> decrees;
  for (const auto& row : table.rows)
    if (auto* decree = std::get_if<std::string>(&row.back())) decrees.insert(*decree);
  if (decrees.size() < 2) table.columns.back().title.clear();  // one act is named once, below
  if (decrees.size() == 1) table.note = words("decree") + ": " + *decrees.begin();
  if (table.rows.empty()) table.note = words("no_special_days");
  return table;
}

}  // namespace

Calendar forty_hours(const std::string& national) {
  Calendar calendar;
  calendar.name = national;
  calendar.timezone = kNoZone;
  calendar.follow = national;
  for (std::size_t day = 0; day < 5; ++day) calendar.weekly[day] = {{9 * 3600, 17 * 3600}};
  return calendar;
}

Document calendar_report(const WorkingTime& time, const std::string& title, int year, bool provisional, Language language) {
  bool norm = time.national() && time.calendar() == forty_hours(time.name());
  const Zone& zone = time.zone();
  Period period{zone.first_at_or_after(std::chrono::year{year} / 1 / 1, 0), zone.first_at_or_after(std::chrono::year{year + 1} / 1 / 1, 0)};
  bool unknown = time.undecreed_year(period).has_value();
  if (unknown && !provisional)
    throw UsageError("the days off of " + std::to_string(year) + " are not known to calendar " + in_quotes(time.name()) + known_years(time),
                     "--provisional counts the year by its weekends alone");
  Document document;
  document.schema = "calendar/1";
  document.language = language;
  document.zone = &zone;
  document.rows = key("special_days");
  document.title = title + ", " + std::to_string(year);
  document.subtitle = unknown ? sla_word("provisional", language) : norm ? time.national()->source() : time.calendar().timezone;
  document.head = {{key("calendar"), "", time.name()}, {key("year"), "", std::int64_t{year}}, {key("timezone"), "", time.calendar().timezone},
                   {key("provisional"), "", unknown}, {key("tzdata"), "", zone_data_version()}};
  Section section{"year", "", {month_table(time, year, language)}};
  if (norm) std::get<Table>(section.blocks.back()).note = sla_word("forty_hours", language);
  else if (time.offices().empty()) section.blocks.emplace_back(week_table_of(time.calendar(), language));
  for (const auto& office : time.offices()) {
    Table week = week_table_of(office.calendar(), language);
    week.title = office.name() + " (" + office.zone().name() + ")";
    week.key = {"offices", office.name()};
    section.blocks.emplace_back(std::move(week));
  }
  section.blocks.emplace_back(special_table(time, year, language));
  document.sections.push_back(std::move(section));
  return document;
}

}  // namespace outdesk
