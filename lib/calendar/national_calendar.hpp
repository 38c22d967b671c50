// A country's days off, shipped as data under templates/calendars/ with the decree of each year.
#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>

#include "base/instant.hpp"
#include "input/json.hpp"

namespace outdesk {

/// Years that calendars can be asked about: zones kept whole minutes since 1972 (sla.md case 29).
constexpr std::int64_t kFirstCalendarYear = 1972, kLastCalendarYear = 2200;

class NationalCalendar {
 public:
  /// "ru", "de", "us".  Throws UsageError that lists what is shipped.
  static const NationalCalendar& named(const std::string& name);
  /// Throws as named() does, and reads nothing: a contract names calendars that most commands never ask.
  static void require(const std::string& name);
  /// Reads a file that a user wrote; named(path) gives it from then on.  Throws InputError.
  static const NationalCalendar& load(const std::string& path);
  /// Reads a file of the form national-calendar/1; throws InputError that names the path in it.
  static NationalCalendar read(const JsonNode& file);

  enum class DayKind { ordinary, holiday, working_day_off };  ///< the last: a weekend day that is worked
  DayKind kind(Date day) const;
  bool is_short(Date day) const;  ///< an hour shorter: the working day before a holiday

  /// Whether the year's days are decreed; a year that is not has only its weekends.
  bool knows(int year) const { return years_.count(year) > 0; }
  int last_year() const { return years_.rbegin()->first; }
  int first_year() const { return years_.begin()->first; }
  std::string decree(int year) const;
  const std::string& title() const { return title_; }
  const std::string& source() const { return source_; }

 private:
  struct Year { std::string decree; std::set<Date> holidays, working, short_days; };
  std::string title_, source_;
  std::map<int, Year> years_;
};

}  // namespace outdesk
