// The plain description of a working calendar, as contracts write it (outdesk-contract(5)).
#pragma once

#include <array>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "base/instant.hpp"
#include "input/json.hpp"

namespace outdesk {

/// [from, to) in seconds of the local day; `to` up to 172800 where the interval runs into the next day.
struct DayInterval {
  int from = 0, to = 0;
  bool operator==(const DayInterval&) const = default;
};
using DayHours = std::vector<DayInterval>;

/// The same days of every year, both ends included; `last` before `first` wraps the year's end (case 11).
struct YearlyHolidays {
  std::chrono::month_day first, last;
  bool contains(Date day) const;
  bool operator==(const YearlyHolidays&) const = default;
};

struct Calendar {
  std::string name;                         ///< key in the contract
  std::string timezone;
  std::vector<Calendar> offices;            ///< follow-the-sun: open while one of them is; the rest stays empty
  bool always = false;                      ///< "24x7"
  std::array<DayHours, 7> weekly;           ///< Monday first
  std::set<Date> holidays;
  std::vector<YearlyHolidays> yearly;
  std::map<Date, DayHours> extra;           ///< replaces the weekly hours of that local date
  std::string follow;                       ///< national calendar, "ru"; empty for none
  bool follow_short_days = true;            ///< days before holidays are an hour shorter
  bool operator==(const Calendar&) const = default;
};

/// Reads and checks a calendar; errors name the path of the wrong key.
Calendar read_calendar(const JsonNode& node);

/// Reads the calendars of a contract.  One written {"union": ["moscow", "vladivostok"]} is open while one of
/// those is, and shows its times in `timezone`.
std::map<std::string, Calendar> read_calendars(const JsonNode& node, const std::string& timezone);

}  // namespace outdesk
