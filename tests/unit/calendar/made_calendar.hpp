// Calendars for tests, from the JSON that contracts write.
#pragma once

#include <doctest/doctest.h>

#include <nlohmann/json.hpp>
#include <string>

#include "../refusal.hpp"
#include "base/error.hpp"
#include "calendar/working_time.hpp"

namespace outdesk {

inline Calendar calendar_of(const std::string& json) {
  Json parsed = parse_json(json, "calendar.json");
  return read_calendar(JsonNode(parsed, "calendar.json"));
}

/// The message with which a calendar is refused; empty where it is not.
inline std::string refusal_of(const std::string& json) {
  return problem_of([&] { calendar_of(json); });
}

inline WorkingTime time_of(const std::string& json) { return WorkingTime(calendar_of(json), "test"); }

/// The same hours every day of the week, "[["09:00","18:00"]]".
inline std::string every_day(const std::string& hours, const std::string& zone = "UTC", const std::string& more = "") {
  std::string weekly;
  for (const char* day : {"mon", "tue", "wed", "thu", "fri", "sat", "sun"})
    weekly += (weekly.empty() ? "\"" : ",\"") + std::string(day) + "\":" + hours;
  return "{\"timezone\":\"" + zone + "\",\"weekly\":{" + weekly + "}" + more + "}";
}

/// Monday to Friday, 09:00 to 18:00.
inline std::string office(const std::string& zone = "UTC", const std::string& more = "") {
  std::string weekly;
  for (const char* day : {"mon", "tue", "wed", "thu", "fri"})
    weekly += (weekly.empty() ? "\"" : ",\"") + std::string(day) + "\":[[\"09:00\",\"18:00\"]]";
  return "{\"timezone\":\"" + zone + "\",\"weekly\":{" + weekly + "}" + more + "}";
}

inline Instant at(const char* text) { return parse_instant(text).value(); }
inline Date on(const char* text) { return parse_date(text).value(); }
constexpr Seconds hours(double n) { return Seconds{static_cast<std::int64_t>(n * 3600)}; }

/// Working seconds of one local date.
inline Seconds worked_on(const WorkingTime& time, const char* date) {
  Period day = time.zone().day(on(date));
  return time.elapsed(day.from, day.to);
}

}  // namespace outdesk
