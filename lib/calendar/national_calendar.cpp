#include "calendar/national_calendar.hpp"

#include <nlohmann/json.hpp>

#include "base/error.hpp"
#include "base/shipped.hpp"
#include "base/text.hpp"
#include "input/json.hpp"

namespace outdesk {

namespace {

std::set<Date> read_days(const JsonNode& node, int year) {
  std::set<Date> days;
  for (const auto& item : node.items()) {
    auto day = parse_date(std::to_string(year) + "-" + item.text());
    if (!day) item.fail("must be a day of " + std::to_string(year) + " such as \"05-09\", not " + in_quotes(item.text()));
    if (!days.insert(*day).second) item.fail("is there twice: " + in_quotes(item.text()));
  }
  return days;
}

bool is_weekend(Date day) { return weekday_of(day) > 4; }

int year_of(const std::string& key, const JsonNode& node) {
  auto year = key.size() == 4 ? parse_count(key) : std::nullopt;
  if (!year || *year < kFirstCalendarYear || *year > kLastCalendarYear) node.fail("its key must be a year from 1972 to 2200");
  return static_cast<int>(*year);
}

}  // namespace

NationalCalendar NationalCalendar::read(const JsonNode& file) {
  file.only({"outdesk", "name", "source", "years"});
  if (std::string schema = file.at("outdesk").text(); schema != "national-calendar/1")
    file.at("outdesk").fail("this program reads \"national-calendar/1\", not " + in_quotes(schema));
  NationalCalendar calendar;
  calendar.title_ = file.at("name").text();
  calendar.source_ = file.at("source").text();
  for (const auto& [key, node] : file.at("years").members()) {
    int number = year_of(key, node);
    node.only({"decree", "note", "holidays", "working_days_off", "short_days"});
    Year year{node.at("decree").text(), read_days(node.at("holidays"), number), read_days(node.at("working_days_off"), number),
              read_days(node.at("short_days"), number)};
    if (year.decree.empty()) node.at("decree").fail("must say which act decides the days off");
    for (Date day : year.working) {
      if (year.holidays.count(day)) node.at("working_days_off").fail(to_text(day) + " is a holiday too");
      if (!is_weekend(day)) node.at("working_days_off").fail(to_text(day) + " is no weekend day");
    }
    for (Date day : year.short_days)
      if (year.holidays.count(day)) node.at("short_days").fail(to_text(day) + " is a holiday too");
    calendar.years_.emplace(number, std::move(year));
  }
  if (calendar.years_.empty()) file.at("years").fail("must hold one year at least");
  return calendar;
}

namespace {
std::map<std::string, NationalCalendar>& loaded_calendars() {
  static std::map<std::string, NationalCalendar> loaded;
  return loaded;
}

std::string_view shipped_calendar(const std::string& name) {
  if (auto content = shipped_file("calendars/" + name + ".json")) return *content;
  std::vector<std::string> known;
  for (const auto& file : shipped_files("calendars/")) known.push_back(file.substr(10, file.size() - 15));
  throw UsageError("there is no national calendar " + in_quotes(name), "there are: " + join(known, ", "));
}
}  // namespace

const NationalCalendar& NationalCalendar::load(const std::string& path) {
  JsonFile file(path);
  return loaded_calendars().insert_or_assign(path, read(file.node())).first->second;
}

void NationalCalendar::require(const std::string& name) {
  if (!loaded_calendars().count(name)) shipped_calendar(name);
}

const NationalCalendar& NationalCalendar::named(const std::string& name) {
  auto& loaded = loaded_calendars();
  if (auto it = loaded.find(name); it != loaded.end()) return it->second;
  auto content = shipped_calendar(name);
  std::string source = "calendar " + in_quotes(name);
  Json json = parse_json(content, source);
  return loaded.emplace(name, read(JsonNode(json, source))).first->second;
}

NationalCalendar::DayKind NationalCalendar::kind(Date day) const {
  auto year = years_.find(int{day.year()});
  if (year == years_.end()) return DayKind::ordinary;
  if (year->second.holidays.count(day)) return DayKind::holiday;
  return year->second.working.count(day) ? DayKind::working_day_off : DayKind::ordinary;
}

bool NationalCalendar::is_short(Date day) const {
  auto year = years_.find(int{day.year()});
  return year != years_.end() && year->second.short_days.count(day) > 0;
}

std::string NationalCalendar::decree(int year) const {
  auto it = years_.find(year);
  return it == years_.end() ? "" : it->second.decree;
}

}  // namespace outdesk
