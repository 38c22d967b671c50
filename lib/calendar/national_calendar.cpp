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
    if (!day) item.fail("must be a day of " + std::to_string(year) + " such as \"05-09\"");
    days.insert(*day);
  }
  return days;
}

}  // namespace

const NationalCalendar& NationalCalendar::named(const std::string& name) {
  static std::map<std::string, NationalCalendar> loaded;
  if (auto it = loaded.find(name); it != loaded.end()) return it->second;
  auto content = shipped_file("calendars/" + name + ".json");
  if (!content) {
    std::vector<std::string> known;
    for (const auto& file : shipped_files("calendars/")) known.push_back(file.substr(10, file.size() - 15));
    throw UsageError("there is no national calendar " + in_quotes(name), "there are: " + join(known, ", "));
  }
  std::string source = "calendar " + in_quotes(name);
  Json json = parse_json(*content, source);
  JsonNode file(json, source);
  NationalCalendar calendar;
  calendar.title_ = file.at("name").text();
  for (const auto& [key, node] : file.at("years").members()) {
    int year = static_cast<int>(parse_count(key).value_or(0));
    calendar.years_[year] = {node.at("decree").text(), read_days(node.at("holidays"), year),
                             read_days(node.at("working_days_off"), year), read_days(node.at("short_days"), year)};
  }
  return loaded.emplace(name, std::move(calendar)).first->second;
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
