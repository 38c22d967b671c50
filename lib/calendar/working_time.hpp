// A calendar made ready for counting: local dates → slices → UTC intervals → running sums.  A question
// costs the same for a span of an hour and of ten years.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/zone.hpp"
#include "calendar/calendar.hpp"

namespace outdesk {

class NationalCalendar;

/// Why a local date is worked or not; for explanations.
enum class DayReason { weekly, day_off, own_hours, holiday, national_holiday, national_working_day, short_day };
/// "day_off".
std::string_view name_of(DayReason reason);
/// Decided by the act of a national calendar.
bool is_decreed(DayReason reason);

class WorkingTime {
 public:
  /// `name` is for error messages.
  WorkingTime(const Calendar& calendar, std::string name);

  /// Working seconds in [from, to); 0 where `to` is not later.  Throws UsageError for instants at which
  /// the zone's offset had seconds in it (before 1972; case 29).
  Seconds elapsed(Instant from, Instant to) const;

  /// The earliest instant at which `target` working seconds have passed since `from`.  Throws UsageError
  /// that names the calendar where ten years do not hold as many (sla.md case 15).
  Instant due(Instant from, Seconds target) const;

  /// The last instant at which no more than `target` seconds have passed: `due`, or the next opening
  /// where `target` is used up exactly at closing time (case 4).
  Instant latest(Instant from, Seconds target) const;

  bool is_open(Instant t) const;
  /// Working intervals that meet `period`, cut to it.
  std::vector<Period> intervals(Period period) const;
  /// Hours of one local date, [from, to) in seconds of the day, and why they are so.  Of several offices: the
  /// hours in which one of them is open, and the reason of the first that is.
  DayHours hours_of(Date date) const;
  DayReason reason(Date date) const;
  /// The first year of `period` whose days off the followed national calendar does not know yet (or any
  /// more); reports of such a period must be refused or marked as provisional.
  std::optional<int> undecreed_year(Period period) const;

  const Zone& zone() const { return *zone_; }
  const std::string& name() const { return name_; }
  const Calendar& calendar() const { return calendar_; }
  const NationalCalendar* national() const { return national_; }  ///< that it follows; null for none
  /// The offices of a follow-the-sun calendar; empty for a calendar with hours of its own.
  const std::vector<WorkingTime>& offices() const { return offices_; }

 private:
  struct Interval {
    std::int64_t open, close;
    std::int64_t before;  ///< working seconds of the table before `open`
  };
  std::int64_t worked(std::int64_t t) const;
  std::size_t first_closing_after(std::int64_t t) const;
  void cover(std::int64_t from, std::int64_t to) const;
  void build(std::int64_t first_day, std::int64_t last_day) const;
  void add_slices(std::int64_t first_day, std::int64_t last_day, std::vector<Period>& slices) const;
  const DayHours* own_hours(Date date) const;
  DayHours weekly_hours(Date date) const;
  bool blank(Date date) const;
  bool yearly_holiday(Date date) const;
  DayHours shown_hours(Date date) const;
  std::int64_t reach(std::int64_t from, std::int64_t target, bool past_closing) const;

  Calendar calendar_;
  std::string name_;
  const Zone* zone_;
  const NationalCalendar* national_ = nullptr;
  std::vector<WorkingTime> offices_;
  // The table grows on demand; it holds no state that a caller could see.
  mutable std::vector<Interval> table_;
  mutable std::vector<std::uint32_t> first_of_day_;  ///< per UTC day: first interval that closes after its start
  mutable std::int64_t first_day_ = 0, last_day_ = -1;
};

}  // namespace outdesk
