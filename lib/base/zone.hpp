// Time zones from the system's zone data (RFC 8536), the footer rule for future years included.
// Debian's date library knows no rule past 2037 and reads the whole zone folder at start; hence this.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "base/instant.hpp"

namespace outdesk {

/// What a wall clock shows.
struct LocalTime {
  Date date;
  int second_of_day = 0;  ///< 0 to 86399
  int utc_offset_s = 0;
};

class Zone {
 public:
  /// Loads an IANA zone ("Europe/Moscow").  Throws UsageError for a name that is not in the zone
  /// data, and for zone data that cannot be read.  Loaded once per process and name.
  static const Zone& named(std::string_view name);

  const std::string& name() const { return name_; }

  /// Offset from UTC that is in force at `t`, in seconds.
  int offset_at(Instant t) const;
  LocalTime local(Instant t) const;

  /// The first instant at which the zone's clocks read `second_of_day` (0 to kDay) of `date` or
  /// later: in a gap the moment of change, in an overlap the first occurrence (sla.md cases 20 to 24).
  Instant first_at_or_after(Date date, int second_of_day) const;

  /// [first instant of the date, first instant of the next date): 23, 24 or 25 hours, or nothing
  /// where the zone skipped the date.
  Period day(Date date) const;
  Period month(Month month) const;
  /// [first instant of `from`, first instant of `to`).
  Period days(Date from, Date to) const;

  /// True where an offset at or after `since` has seconds in it (before 1972; refused by case 29).
  bool has_sub_minute_offset(Instant since) const;

  Zone(const Zone&) = delete;
  ~Zone();

 private:
  struct Data;
  Zone(std::string name, std::unique_ptr<Data> data);
  std::string name_;
  std::unique_ptr<Data> data_;
};

/// Version of the system's zone data: "2025b"; "unknown" where it does not say.
std::string zone_data_version();

}  // namespace outdesk
