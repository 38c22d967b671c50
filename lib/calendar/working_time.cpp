#include "calendar/working_time.hpp"

#include <algorithm>

#include "base/error.hpp"
#include "base/text.hpp"
#include "calendar/national_calendar.hpp"

namespace outdesk {

namespace {

constexpr std::int64_t kTenYears = 3653;  // days

std::int64_t day_of(std::int64_t t) { return t >= 0 ? t / kDay : -((-t + kDay - 1) / kDay); }

Date next_day(Date date, int by = 1) { return date_of_days(days_since_epoch(date) + by); }

/// Intervals in order, those that meet made one (case 7).
DayHours united(DayHours hours) {
  std::sort(hours.begin(), hours.end(), [](auto& a, auto& b) { return a.from < b.from; });
  DayHours out;
  for (const auto& interval : hours) {
    if (interval.to <= interval.from) continue;
    if (!out.empty() && interval.from <= out.back().to) out.back().to = std::max(out.back().to, interval.to);
    else out.push_back(interval);
  }
  return out;
}

/// The part of `hours` before midnight, and the part that runs into the next day.
DayHours own_part(const DayHours& hours) {
  DayHours out;
  for (const auto& interval : hours) out.push_back({interval.from, std::min(interval.to, kDay)});
  return out;
}
DayHours tail_part(const DayHours& hours) {
  DayHours out;
  for (const auto& interval : hours)
    if (interval.to > kDay) out.push_back({0, interval.to - kDay});
  return out;
}

/// An hour less at the end of the day's work, after midnight where a night shift ends there.
DayHours shortened(DayHours hours) {
  int left = 3600;
  while (!hours.empty() && left > 0) {
    int cut = std::min(left, hours.back().to - hours.back().from);
    hours.back().to -= cut;
    left -= cut;
    if (hours.back().to == hours.back().from) hours.pop_back();
  }
  return hours;
}

}  // namespace

std::string_view name_of(DayReason reason) {
  constexpr std::string_view kNames[] = {"weekly", "day_off", "own_hours", "holiday", "national_holiday", "national_working_day", "short_day"};
  return kNames[static_cast<std::size_t>(reason)];
}

bool is_decreed(DayReason reason) {
  return reason == DayReason::national_holiday || reason == DayReason::national_working_day || reason == DayReason::short_day;
}

WorkingTime::WorkingTime(const Calendar& calendar, std::string name)
    : calendar_(calendar), name_(std::move(name)), zone_(&Zone::named(calendar.timezone)) {
  if (!calendar.follow.empty()) national_ = &NationalCalendar::named(calendar.follow);
  for (const auto& office : calendar.offices) offices_.emplace_back(office, office.name);
}

bool WorkingTime::yearly_holiday(Date date) const {
  return std::any_of(calendar_.yearly.begin(), calendar_.yearly.end(), [&](const YearlyHolidays& days) { return days.contains(date); });
}

bool WorkingTime::blank(Date date) const {
  return calendar_.holidays.count(date) || yearly_holiday(date) ||
         (national_ && national_->kind(date) == NationalCalendar::DayKind::holiday);
}

/// Weekly hours that begin on the date, an hour less before a national holiday (case 13); a weekend day
/// that is worked has the hours of the last day of the week that has any.
DayHours WorkingTime::weekly_hours(Date date) const {
  DayHours hours{{0, kDay}};
  if (!calendar_.always) {
    std::size_t day = weekday_of(date);
    bool worked = national_ && national_->kind(date) == NationalCalendar::DayKind::working_day_off;
    if (worked && calendar_.weekly[day].empty())
      for (day = 4; day > 0 && calendar_.weekly[day].empty();) --day;
    hours = calendar_.weekly[day];
  }
  bool short_day = national_ && calendar_.follow_short_days && national_->is_short(date);
  return short_day ? shortened(united(std::move(hours))) : hours;
}

const DayHours* WorkingTime::own_hours(Date date) const {
  auto extra = calendar_.extra.find(date);
  return extra == calendar_.extra.end() ? nullptr : &extra->second;
}

/// A local date's slice.  What runs past midnight belongs to the date on which it falls: a holiday or
/// own hours replace the slice of their date and leave the tail on the next one alone (cases 9, 12, 14).
DayHours WorkingTime::hours_of(Date date) const {
  if (!offices_.empty()) return shown_hours(date);
  const DayHours* own = own_hours(date);
  if (!own && blank(date)) return {};
  Date before = next_day(date, -1);
  DayHours hours = own_part(own ? *own : weekly_hours(date));
  DayHours tails = own ? DayHours{} : tail_part(weekly_hours(before));
  if (const DayHours* own_before = own_hours(before))
    for (const auto& tail : tail_part(*own_before)) tails.push_back(tail);
  hours.insert(hours.end(), tails.begin(), tails.end());
  return united(std::move(hours));
}

/// What the clock on the wall shows while one of the offices is open.
DayHours WorkingTime::shown_hours(Date date) const {
  DayHours hours;
  Period day = zone_->day(date);
  for (const auto& open : intervals(day)) {
    int from = zone_->local(open.from).second_of_day;
    hours.push_back({from, open.to == day.to ? kDay : zone_->local(open.to).second_of_day});
  }
  return united(std::move(hours));
}

std::optional<int> WorkingTime::undecreed_year(Period period) const {
  for (const auto& office : offices_)
    if (auto year = office.undecreed_year(period)) return year;
  if (!national_ || period.to <= period.from) return {};
  int last = int{zone_->local(period.to - Seconds{1}).date.year()};
  for (int year = int{zone_->local(period.from).date.year()}; year <= last; ++year)
    if (!national_->knows(year)) return year;
  return {};
}

DayReason WorkingTime::reason(Date date) const {
  for (const auto& office : offices_)
    if (!office.hours_of(date).empty()) return office.reason(date);
  if (!offices_.empty()) return offices_.front().reason(date);
  if (calendar_.extra.count(date)) return DayReason::own_hours;
  if (calendar_.holidays.count(date) || yearly_holiday(date)) return DayReason::holiday;
  if (national_ && national_->kind(date) == NationalCalendar::DayKind::holiday) return DayReason::national_holiday;
  if (hours_of(date).empty()) return DayReason::day_off;
  if (!national_) return DayReason::weekly;
  if (calendar_.follow_short_days && national_->is_short(date)) return DayReason::short_day;
  return national_->kind(date) == NationalCalendar::DayKind::working_day_off ? DayReason::national_working_day : DayReason::weekly;
}

/// The slices of the local dates around the UTC days [first_day, last_day] as spans of time.
void WorkingTime::add_slices(std::int64_t first_day, std::int64_t last_day, std::vector<Period>& slices) const {
  for (const auto& office : offices_) office.add_slices(first_day, last_day, slices);
  if (!offices_.empty()) return;
  for (std::int64_t day = first_day - 2; day <= last_day + 2; ++day) {
    Date date = date_of_days(day);
    for (const auto& interval : hours_of(date))
      slices.push_back({zone_->first_at_or_after(date, interval.from), zone_->first_at_or_after(date, interval.to)});
  }
}

/// Fills the table for the UTC days [first_day, last_day].
void WorkingTime::build(std::int64_t first_day, std::int64_t last_day) const {
  table_.clear();
  first_of_day_.clear();
  std::vector<Period> slices;
  add_slices(first_day, last_day, slices);
  if (!offices_.empty()) std::sort(slices.begin(), slices.end(), [](auto& a, auto& b) { return a.from < b.from; });
  std::int64_t sum = 0;
  for (const auto& slice : slices) {
    std::int64_t open = slice.from.unix_s, close = slice.to.unix_s;
    if (!table_.empty()) open = std::max(open, table_.back().close);
    if (close <= open) continue;
    if (!table_.empty() && open == table_.back().close) table_.back().close = close;
    else table_.push_back({open, close, sum});
    sum += close - open;
  }
  std::uint32_t i = 0;
  for (std::int64_t day = first_day; day <= last_day + 1; ++day) {
    while (i < table_.size() && table_[i].close <= day * kDay) ++i;
    first_of_day_.push_back(i);
  }
  first_day_ = first_day;
  last_day_ = last_day;
}

void WorkingTime::cover(std::int64_t from, std::int64_t to) const {
  std::int64_t first = day_of(from), last = day_of(to);
  if (first >= first_day_ && last <= last_day_) return;
  if (zone_->has_sub_minute_offset(Instant{from}))
    throw UsageError("calendar " + in_quotes(name_) + " cannot count from " + to_text(Instant{from}) +
                     ": the clocks of " + in_quotes(zone_->name()) + " did not keep whole minutes then");
  bool empty = last_day_ < first_day_;
  std::int64_t begin = empty ? first : std::min(first, first_day_), end = empty ? last : std::max(last, last_day_);
  // Growing by a part keeps the number of rebuilds small however the questions come; the first table is small, since
  // one question about one ticket needs no more.
  std::int64_t spare = empty ? 14 : std::max<std::int64_t>(90, (end - begin) / 4);
  build(begin < first_day_ || empty ? begin - spare : begin, end > last_day_ || empty ? end + spare : end);
}

std::size_t WorkingTime::first_closing_after(std::int64_t t) const {
  std::size_t i = first_of_day_[static_cast<std::size_t>(day_of(t) - first_day_)];
  while (i < table_.size() && table_[i].close <= t) ++i;
  return i;
}

std::int64_t WorkingTime::worked(std::int64_t t) const {
  std::size_t i = first_closing_after(t);
  if (i == table_.size()) return table_.empty() ? 0 : table_.back().before + table_.back().close - table_.back().open;
  return table_[i].before + std::max<std::int64_t>(0, t - table_[i].open);
}

Seconds WorkingTime::elapsed(Instant from, Instant to) const {
  if (to <= from) return Seconds{0};
  cover(from.unix_s, to.unix_s);
  return Seconds{worked(to.unix_s) - worked(from.unix_s)};
}

/// The earliest instant at which `target` is used up; `past_closing`: the last one at which it is not exceeded.
std::int64_t WorkingTime::reach(std::int64_t from, std::int64_t target, bool past_closing) const {
  for (std::int64_t days = 32;; days *= 2) {
    std::int64_t horizon = from + std::min(days, kTenYears) * kDay;
    cover(from, horizon);
    std::int64_t goal = worked(from) + target;
    if (target == 0 && !past_closing) return from;
    auto at = std::lower_bound(table_.begin(), table_.end(), goal, [&](const Interval& x, std::int64_t value) {
      std::int64_t end = x.before + x.close - x.open;
      return past_closing ? end <= value : end < value;
    });
    if (at != table_.end() && at->open <= horizon) return std::max(from, at->open + std::max<std::int64_t>(0, goal - at->before));
    if (days >= kTenYears)
      throw UsageError("calendar " + in_quotes(name_) + " has not " + to_duration_text(Seconds{target}) + " of working time in the ten years after " + to_text(Instant{from}));
  }
}

Instant WorkingTime::due(Instant from, Seconds target) const { return Instant{reach(from.unix_s, target.count, false)}; }
Instant WorkingTime::latest(Instant from, Seconds target) const { return Instant{reach(from.unix_s, target.count, true)}; }

bool WorkingTime::is_open(Instant t) const {
  cover(t.unix_s, t.unix_s);
  std::size_t i = first_closing_after(t.unix_s);
  return i < table_.size() && table_[i].open <= t.unix_s;
}

std::vector<Period> WorkingTime::intervals(Period period) const {
  std::vector<Period> out;
  if (period.to <= period.from) return out;
  cover(period.from.unix_s, period.to.unix_s);
  for (std::size_t i = first_closing_after(period.from.unix_s); i < table_.size() && table_[i].open < period.to.unix_s; ++i)
    out.push_back({std::max(period.from, Instant{table_[i].open}), std::min(period.to, Instant{table_[i].close})});
  return out;
}

}  // namespace outdesk
