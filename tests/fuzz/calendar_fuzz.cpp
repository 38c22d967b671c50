// Working calendars and national ones of any bytes: refused with the place, or time that was counted forward is counted back.
#include "calendar/national_calendar.hpp"
#include "calendar/working_time.hpp"
#include "fuzzed.hpp"

namespace {

using namespace outdesk;

const Json& sample() {
  static const Json json = Json::parse(R"({"office": {"timezone": "Europe/Moscow", "weekly": {"mon": [["09:00", "18:00"]], "fri": [["22:00", "30:00"]]},
    "holidays": ["2026-03-09"], "yearly": [], "extra": {"2026-03-07": [["10:00", "12:00"]]}, "follow": "ru"},
    "far": {"timezone": "Asia/Vladivostok", "weekly": "24x7"}, "both": {"union": ["office", "far"]}})");
  return json;
}

void check_time(const WorkingTime& time, Instant from) {
  constexpr Seconds kTargets[] = {Seconds{0}, Seconds{1}, Seconds{3600}, Seconds{7 * 3600 + 1}};
  for (Seconds target : kTargets) {
    Instant due = time.due(from, target), latest = time.latest(from, target);
    require(from <= due && due <= latest);
    require(time.elapsed(from, due) == target && time.elapsed(from, latest) == target);
  }
  Period week{from, from + Seconds{7 * kDay}};
  Seconds sum;
  Instant last = week.from;
  for (const Period& open : time.intervals(week)) {
    require(last <= open.from && open.from < open.to && open.to <= week.to);
    require(time.is_open(open.from) && (last == week.from || last < open.from));
    sum += open.to - open.from;
    last = open.to;
  }
  require(sum == time.elapsed(week.from, week.to));
}

void check_calendars(const Json& json) {
  for (const auto& [name, calendar] : read_calendars(JsonNode(json, "fuzz"), "Europe/Berlin")) {
    WorkingTime time(calendar, "fuzz");
    for (std::int64_t day : {20454, 20530, 20751}) {  // the first of 2026, and two changes of clocks
      try {
        check_time(time, Instant{day * kDay + 3 * 3600 + 7});
      } catch (const UsageError& error) {
        require_clear(error, "fuzz", 1 << 16);  // no working time in ten years
      }
      Date date = date_of_days(day);
      for (const DayInterval& hours : time.hours_of(date)) require(0 <= hours.from && hours.from < hours.to && hours.to <= kDay);
      (void)time.reason(date);
      (void)time.undecreed_year(time.zone().day(date));
    }
  }
}

void check_national(const NationalCalendar& national) {
  for (int year = national.first_year(); year <= national.last_year(); ++year)
    for (unsigned day = 1; day <= 28; ++day) {
      Date date{std::chrono::year{year}, std::chrono::month{day % 12 + 1}, std::chrono::day{day}};
      bool off = national.kind(date) == NationalCalendar::DayKind::holiday;
      require(national.knows(year) || (!off && !national.is_short(date)));
      require(!off || !national.is_short(date));
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const std::size_t most = size + 8192;
  refused("fuzz", most + size, [&] {
    Json json = patched(as_text(data, size), sample());
    if (json.is_object() && json.contains("years")) check_national(NationalCalendar::read(JsonNode(json, "fuzz")));
    else check_calendars(json);
  });
  return 0;
}
