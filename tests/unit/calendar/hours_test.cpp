// Cases 1 to 17 of the clock: what a calendar's hours mean.  2026-10-05 is a Monday.
#include "made_calendar.hpp"

using namespace outdesk;

TEST_CASE("case 1: an interval is half-open") {
  WorkingTime time = time_of(every_day(R"([["09:00","10:00"]])"));
  CHECK(worked_on(time, "2026-10-05") == hours(1));
  CHECK(time.elapsed(at("2026-10-05T09:59:59Z"), at("2026-10-05T10:00:00Z")) == Seconds{1});
  CHECK(time.elapsed(at("2026-10-05T10:00:00Z"), at("2026-10-05T10:00:01Z")) == Seconds{0});
  CHECK(time.is_open(at("2026-10-05T09:00:00Z")));
  CHECK_FALSE(time.is_open(at("2026-10-05T10:00:00Z")));
}

TEST_CASE("case 2: created at the closing second counts nothing until the next opening") {
  WorkingTime time = time_of(office());
  CHECK(time.elapsed(at("2026-10-05T18:00:00Z"), at("2026-10-06T09:00:00Z")) == Seconds{0});
  CHECK(time.due(at("2026-10-05T18:00:00Z"), hours(1)) == at("2026-10-06T10:00:00Z"));
}

TEST_CASE("case 3: outside hours, on weekends and holidays the clock starts at the next opening") {
  WorkingTime time = time_of(office("UTC", R"(,"holidays":["2026-10-05"])"));
  for (const char* created : {"2026-10-02T20:00:00Z", "2026-10-03T12:00:00Z", "2026-10-05T11:00:00Z", "2026-10-06T03:00:00Z"})
    CHECK_MESSAGE(time.due(at(created), hours(2)) == at("2026-10-06T11:00:00Z"), created);
}

TEST_CASE("case 4: a target used up exactly at closing is due then and met until the next opening") {
  WorkingTime time = time_of(office());
  Instant created = at("2026-10-02T15:00:00Z");  // a Friday
  CHECK(time.due(created, hours(3)) == at("2026-10-02T18:00:00Z"));
  CHECK(time.latest(created, hours(3)) == at("2026-10-05T09:00:00Z"));
  CHECK(time.elapsed(created, at("2026-10-05T09:00:00Z")) == hours(3));
  CHECK(time.elapsed(created, at("2026-10-05T09:00:01Z")) > hours(3));
  CHECK(time.due(created, hours(2)) == time.latest(created, hours(2)));
}

TEST_CASE("case 5: 00:00 to 24:00 is the whole day, and 24x7 every second") {
  CHECK(worked_on(time_of(every_day(R"([["00:00","24:00"]])")), "2026-10-05") == hours(24));
  WorkingTime always = time_of(R"({"timezone":"UTC","weekly":"24x7"})");
  CHECK(always.elapsed(at("2026-01-01T00:00:00Z"), at("2027-01-01T00:00:00Z")) == hours(365 * 24));
}

TEST_CASE("case 6: any number of intervals a day") {
  WorkingTime time = time_of(every_day(R"([["14:00","18:00"],["09:00","13:00"],["18:30","18:31"]])"));
  CHECK(worked_on(time, "2026-10-05") == hours(8) + Seconds{60});
  CHECK(time.due(at("2026-10-05T12:00:00Z"), hours(2)) == at("2026-10-05T15:00:00Z"));
}

TEST_CASE("case 7: overlapping intervals are one, and a contract that writes them is refused") {
  Calendar calendar;
  calendar.timezone = "UTC";
  for (auto& day : calendar.weekly) day = {{9 * 3600, 18 * 3600}, {10 * 3600, 12 * 3600}, {18 * 3600, 19 * 3600}};
  CHECK(worked_on(WorkingTime(calendar, "x"), "2026-10-05") == hours(10));
  CHECK(refusal_of(every_day(R"([["09:00","18:00"],["10:00","12:00"]])")) ==
        "calendar.json: 'weekly.mon[1]': overlaps another interval of the same day");
}

TEST_CASE("hours that are not a list of intervals are told what they are") {
  CHECK(refusal_of(every_day(R"("09:00-18:00")")) == "calendar.json: 'weekly.mon': must be a list of intervals");
  CHECK(refusal_of(every_day(R"(["09:00","18:00"])")) == "calendar.json: 'weekly.mon[0]': must be an interval, which has two times in brackets");
}

TEST_CASE("case 8: an end before the start means the next day, equal ends are refused") {
  WorkingTime time = time_of(R"({"timezone":"UTC","weekly":{"sat":[["20:00","08:00"]]}})");
  CHECK(worked_on(time, "2026-10-03") == hours(4));
  CHECK(worked_on(time, "2026-10-04") == hours(8));
  CHECK(time.elapsed(at("2026-10-04T01:00:00Z"), at("2026-10-05T00:00:00Z")) == hours(7));
  CHECK(refusal_of(every_day(R"([["09:00","09:00"]])")).find("opens and closes at the same time") != std::string::npos);
}

TEST_CASE("case 9: a holiday blanks its local date alone; tails belong to the date they fall on") {
  WorkingTime time = time_of(every_day(R"([["20:00","08:00"]])", "UTC", R"(,"holidays":["2026-10-06"])"));
  CHECK(worked_on(time, "2026-10-05") == hours(12));  // 00-08 and 20-24
  CHECK(worked_on(time, "2026-10-06") == hours(0));
  CHECK(worked_on(time, "2026-10-07") == hours(12));  // the tail of the holiday's night falls on the 7th
}

TEST_CASE("case 10: a holiday takes the local date, 23, 24 or 25 hours, and not a second more") {
  WorkingTime time = time_of(R"({"timezone":"Europe/Berlin","weekly":"24x7","holidays":["2025-03-30","2025-10-26"]})");
  CHECK(worked_on(time, "2025-03-30") == hours(0));
  CHECK(worked_on(time, "2025-10-26") == hours(0));
  CHECK(time.elapsed(at("2025-10-25T21:59:59Z"), at("2025-10-26T23:00:01Z")) == Seconds{2});
  CHECK(time.elapsed(at("2025-03-29T22:59:59Z"), at("2025-03-30T22:00:01Z")) == Seconds{2});
}

TEST_CASE("case 11: a yearly holiday is off in every year, the first and the last included") {
  WorkingTime time = time_of(office("Europe/Moscow", R"(,"follow":"ru")"));
  for (const char* day : {"2018-12-31", "2019-01-01", "2024-12-31", "2025-01-01", "2025-12-31", "2026-01-01", "2026-01-09"})
    CHECK_MESSAGE(worked_on(time, day) == hours(0), day);
}

TEST_CASE("case 11: a contract may write yearly holidays, and ranges that wrap the year's end") {
  WorkingTime time = time_of(every_day(R"([["09:00","18:00"]])", "Europe/Moscow", R"(,"holidays":["12-24..01-02","05-09","2026-07-01..2026-07-03"])"));
  for (const char* off : {"2019-12-24", "2019-12-31", "2020-01-01", "2020-01-02", "2025-12-31", "2026-01-02", "2026-05-09", "2030-05-09", "2026-07-01", "2026-07-03"}) {
    CHECK_MESSAGE(worked_on(time, off) == hours(0), off);
    CHECK_MESSAGE(time.reason(on(off)) == DayReason::holiday, off);
  }
  for (const char* worked : {"2019-12-23", "2020-01-03", "2026-05-10", "2026-06-30", "2026-07-04", "2027-07-01"})
    CHECK_MESSAGE(worked_on(time, worked) == hours(9), worked);
}

TEST_CASE("case 12: an own-hours day replaces the weekly slice of that local date") {
  WorkingTime time = time_of(office("Asia/Vladivostok", R"(,"extra":{"2026-10-03":[["08:00","20:00"]],"2026-10-06":[["10:00","19:00"]]})"));
  CHECK(worked_on(time, "2026-10-03") == hours(12));
  CHECK(worked_on(time, "2026-10-05") == hours(9));
  CHECK(worked_on(time, "2026-10-06") == hours(9));
  CHECK(time.elapsed(at("2026-10-05T14:00:00Z"), at("2026-10-06T00:30:00Z")) == Seconds{1800});  // from 10:00, not 09:00
  CHECK(worked_on(time, "2026-10-07") == hours(9));
  WorkingTime night = time_of(every_day(R"([["20:00","08:00"]])", "UTC", R"(,"extra":{"2026-10-06":[["12:00","13:00"]]})"));
  CHECK(worked_on(night, "2026-10-06") == hours(1));  // the night before ends at midnight
  CHECK(worked_on(night, "2026-10-07") == hours(12));  // the 6th's own slice alone was replaced
}

TEST_CASE("case 13: the day before a holiday is an hour shorter where the contract follows short days") {
  WorkingTime follows = time_of(office("Europe/Moscow", R"(,"follow":"ru")"));
  CHECK(worked_on(follows, "2026-11-03") == hours(8));
  CHECK(follows.reason(on("2026-11-03")) == DayReason::short_day);
  CHECK(worked_on(follows, "2026-11-02") == hours(9));
  WorkingTime ignores = time_of(office("Europe/Moscow", R"(,"follow":"ru","short_days":"ignore")"));
  CHECK(worked_on(ignores, "2026-11-03") == hours(9));
  WorkingTime always = time_of(R"({"timezone":"Europe/Moscow","weekly":"24x7","follow":"ru"})");
  CHECK(worked_on(always, "2026-11-03") == hours(24));
}

TEST_CASE("case 13: a night shift that begins on a short day ends an hour earlier, after midnight") {
  WorkingTime time = time_of(every_day(R"([["20:00","08:00"]])", "Europe/Moscow", R"(,"follow":"ru")"));
  CHECK(time.elapsed(at("2026-04-30T17:00:00Z"), at("2026-04-30T21:00:00Z")) == hours(4));
  WorkingTime late = time_of(every_day(R"([["16:00","02:00"]])", "Europe/Moscow", R"(,"follow":"ru")"));
  // 2025-11-01 is a short Saturday, and Sunday the 2nd is an ordinary day of this calendar.
  CHECK(worked_on(late, "2025-11-01") == hours(2 + 8));
  CHECK(worked_on(late, "2025-11-02") == hours(1 + 8));
}

TEST_CASE("case 14: own hours win over a holiday of the same date") {
  WorkingTime time = time_of(office("UTC", R"(,"holidays":["2026-10-05"],"extra":{"2026-10-05":[["10:00","14:00"]]})"));
  CHECK(worked_on(time, "2026-10-05") == hours(4));
  WorkingTime russian = time_of(office("Europe/Moscow", R"(,"follow":"ru","extra":{"2026-11-04":[["10:00","14:00"]]})"));
  CHECK(worked_on(russian, "2026-11-04") == hours(4));
}

TEST_CASE("case 15: a calendar without working time in ten years is named") {
  WorkingTime time(calendar_of(R"({"timezone":"UTC","weekly":{},"extra":{"2020-01-01":[["09:00","10:00"]]}})"), "museum");
  for (auto ask : {&WorkingTime::due, &WorkingTime::latest}) {
    std::string message;
    try { (time.*ask)(at("2026-10-05T00:00:00Z"), hours(1)); } catch (const UsageError& error) { message = error.what(); }
    CHECK(message == "calendar 'museum' has not 1h of working time in the ten years after 2026-10-05T00:00:00Z");
  }
  CHECK(time.elapsed(at("2026-10-05T00:00:00Z"), at("2036-10-05T00:00:00Z")) == Seconds{0});
  CHECK(refusal_of(R"({"timezone":"UTC","weekly":{}})") == "calendar.json: 'weekly': has no working time at all");
}

TEST_CASE("case 15: a target of years is found where the time is there") {
  WorkingTime time = time_of(office());
  CHECK(time.due(at("2026-10-05T09:00:00Z"), hours(9 * 261 * 5)) > at("2031-01-01T00:00:00Z"));
}

TEST_CASE("a question costs nothing more after the table has grown in any direction") {
  WorkingTime time = time_of(office("Europe/Berlin"));
  for (const char* from : {"2026-10-05T00:00:00Z", "2001-01-01T00:00:00Z", "2040-05-05T00:00:00Z", "1999-01-01T00:00:00Z"}) {
    Instant start = at(from);
    CHECK(time.elapsed(start, start + hours(24 * 7)) == hours(45));
    CHECK(time.elapsed(start, start + hours(24 * 7)) == time_of(office("Europe/Berlin")).elapsed(start, start + hours(24 * 7)));
  }
}

TEST_CASE("intervals and hours of a date say what the clock counts") {
  WorkingTime time = time_of(every_day(R"([["20:00","08:00"]])", "Europe/Berlin"));
  Period week{at("2025-10-24T10:00:00Z"), at("2025-10-31T10:00:00Z")};
  Seconds sum;
  for (const auto& interval : time.intervals(week)) sum += interval.to - interval.from;
  CHECK(sum == time.elapsed(week.from, week.to));
  CHECK(time.hours_of(on("2025-10-25")) == DayHours{{0, 8 * 3600}, {20 * 3600, 86400}});
}
