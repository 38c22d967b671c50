// Cases 18 to 29 of the clock: zones, changes of the clocks, dates.
#include "made_calendar.hpp"

using namespace outdesk;

namespace {
WorkingTime always(const std::string& zone) { return time_of("{\"timezone\":\"" + zone + "\",\"weekly\":\"24x7\"}"); }
}

TEST_CASE("case 18: a day of 23 hours counts 82800 seconds, its night shift 11 hours") {
  CHECK(worked_on(always("Europe/Berlin"), "2025-03-30") == Seconds{82800});
  WorkingTime night = time_of(every_day(R"([["20:00","08:00"]])", "Europe/Berlin"));
  CHECK(night.elapsed(at("2025-03-29T12:00:00Z"), at("2025-03-30T12:00:00Z")) == hours(11));
}

TEST_CASE("case 19: a day of 25 hours counts 90000 seconds, its night shift 13 hours") {
  CHECK(worked_on(always("Europe/Berlin"), "2025-10-26") == Seconds{90000});
  WorkingTime night = time_of(every_day(R"([["20:00","08:00"]])", "Europe/Berlin"));
  CHECK(night.elapsed(at("2025-10-25T12:00:00Z"), at("2025-10-26T12:00:00Z")) == hours(13));
}

TEST_CASE("case 20: an opening that the clock skips is the moment of change") {
  WorkingTime time = time_of(every_day(R"([["02:30","10:00"]])", "Europe/Berlin"));
  CHECK(time.intervals(time.zone().day(on("2025-03-30"))) == std::vector<Period>{{at("2025-03-30T01:00:00Z"), at("2025-03-30T08:00:00Z")}});
  WorkingTime inside = time_of(every_day(R"([["02:10","02:50"]])", "Europe/Berlin"));
  CHECK(worked_on(inside, "2025-03-30") == Seconds{0});
  CHECK(worked_on(inside, "2025-03-31") == Seconds{2400});
}

TEST_CASE("case 21: a boundary that the clock shows twice is the first showing, for opening and closing") {
  WorkingTime opens = time_of(every_day(R"([["02:30","10:00"]])", "Europe/Berlin"));
  CHECK(worked_on(opens, "2025-10-26") == hours(8.5));
  WorkingTime closes = time_of(every_day(R"([["00:00","02:30"]])", "Europe/Berlin"));
  CHECK(worked_on(closes, "2025-10-26") == hours(2.5));
}

TEST_CASE("case 22: a change of offset that is no summer time follows the same rule") {
  CHECK(worked_on(always("Europe/Moscow"), "2011-03-27") == hours(23));
  CHECK(worked_on(always("Europe/Moscow"), "2014-10-26") == hours(25));
  CHECK(worked_on(time_of(every_day(R"([["01:30","09:00"]])", "Europe/Moscow")), "2014-10-26") == hours(8.5));
  CHECK(worked_on(always("Asia/Novosibirsk"), "2016-07-24") == hours(23));
}

TEST_CASE("case 23: a date whose midnight is skipped starts at 01:00") {
  CHECK(worked_on(always("Asia/Tehran"), "2022-03-22") == hours(23));
  CHECK(worked_on(time_of(every_day(R"([["00:00","08:00"]])", "Asia/Tehran")), "2022-03-22") == hours(7));
}

TEST_CASE("case 24: a date that the zone skipped has no working time") {
  WorkingTime time = time_of(every_day(R"([["09:00","18:00"]])", "Pacific/Apia"));
  CHECK(worked_on(time, "2011-12-30") == hours(0));
  CHECK(time.elapsed(at("2011-12-29T00:00:00Z"), at("2012-01-02T00:00:00Z")) == hours(4 + 3 * 9 + 5));  // 28 December from 14:00, 29, 31, 1, and five hours of 2 January
}

TEST_CASE("case 25: days are walked by date: no Sunday twice, none left out, from any start") {
  WorkingTime time = time_of(R"({"timezone":"Europe/Berlin","weekly":{"sun":[["10:00","12:00"]]}})");
  CHECK(time.elapsed(at("2025-10-25T21:30:00Z"), at("2025-10-27T12:00:00Z")) == hours(2));
  CHECK(time.elapsed(at("2025-03-29T22:30:00Z"), at("2025-03-31T12:00:00Z")) == hours(2));
  CHECK(time.elapsed(at("2025-01-01T00:00:00Z"), at("2026-01-01T00:00:00Z")) == hours(2 * 52));
}

TEST_CASE("case 26: nothing computed is kept: the zone's version is at hand for each report") {
  CHECK_FALSE(zone_data_version().empty());
  CHECK(always("Europe/Moscow").zone().name() == "Europe/Moscow");
}

TEST_CASE("case 27: the edge of a month is midnight in the calendar's zone") {
  WorkingTime time = always("Asia/Vladivostok");
  Period month = time.zone().month(parse_month("2026-10").value());
  CHECK(month.from == at("2026-09-30T14:00:00Z"));
  CHECK(time.elapsed(month.from, month.to) == hours(31 * 24));
}

TEST_CASE("case 28: offsets of half and quarter hours, and openings at half past") {
  WorkingTime time = time_of(every_day(R"([["08:30","17:15"]])", "Asia/Kathmandu"));
  CHECK(time.intervals(time.zone().day(on("2026-10-05"))) == std::vector<Period>{{at("2026-10-05T02:45:00Z"), at("2026-10-05T11:30:00Z")}});
}

TEST_CASE("case 29: instants at which the offset had seconds in it are refused") {
  WorkingTime time(calendar_of(R"({"timezone":"Europe/Moscow","weekly":"24x7"})"), "old");
  CHECK_THROWS_WITH_AS(time.elapsed(at("1915-01-01T00:00:00Z"), at("1915-01-02T00:00:00Z")),
                       "calendar 'old' cannot count from 1915-01-01T00:00:00Z: the clocks of 'Europe/Moscow' did not keep whole minutes then",
                       UsageError);
  CHECK(time.elapsed(at("1975-01-01T00:00:00Z"), at("1975-01-02T00:00:00Z")) == hours(24));
}
