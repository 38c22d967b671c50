#include <doctest/doctest.h>

#include "base/instant.hpp"

using namespace outdesk;

TEST_CASE("an instant is read in any offset and printed in UTC") {
  CHECK(to_text(*parse_instant("2026-10-31T23:59:59+03:00")) == "2026-10-31T20:59:59Z");
  CHECK(to_text(*parse_instant("2026-10-31t20:59:59z")) == "2026-10-31T20:59:59Z");
  CHECK(to_text(*parse_instant("2026-01-01 00:00:00-11:30")) == "2026-01-01T11:30:00Z");
  CHECK(parse_instant("1969-12-31T23:59:59Z") == Instant{-1});
  CHECK(to_text(Instant{-1}) == "1969-12-31T23:59:59Z");
}

TEST_CASE("a fraction of a second is cut off, a leap second is the next second") {
  CHECK(to_text(*parse_instant("2026-10-31T20:59:59.999999Z")) == "2026-10-31T20:59:59Z");
  CHECK(to_text(*parse_instant("2016-12-31T23:59:60Z")) == "2017-01-01T00:00:00Z");
}

TEST_CASE("a time without zone is no instant, nor is anything else") {
  for (const char* bad :
       {"2026-10-31T20:59:59", "2026-10-31T20:59Z", "2026-10-31", "2026-02-29T00:00:00Z", "2026-13-01T00:00:00Z",
        "2026-10-31T24:00:00Z", "2026-10-31T20:60:00Z", "2026-10-31T20:59:61Z", "2026-10-31T20:59:59.Z",
        "2026-10-31T20:59:59+3:00", "2026-10-31T20:59:59+24:00", "2026-10-31T20:59:59+0300", "0999-01-01T00:00:00Z",
        "2026-10-31T20:59:59Z ", " 2026-10-31T20:59:59Z", "20261031T205959Z", "", "2026-10-31T20:59:59ZZ"})
    CHECK_MESSAGE(!parse_instant(bad), bad);
}

TEST_CASE("an offset does not lead out of the years that can be printed and read again") {
  CHECK_FALSE(parse_instant("9999-12-31T23:59:59-01:00"));
  CHECK_FALSE(parse_instant("1000-01-01T00:00:00+00:01"));
  CHECK(parse_instant("9999-12-31T23:59:59Z"));
}

TEST_CASE("dates and months are real ones") {
  CHECK(to_text(*parse_date("2024-02-29")) == "2024-02-29");
  CHECK(to_text(*parse_month("2026-10")) == "2026-10");
  for (const char* bad : {"2026-02-29", "2026-2-01", "2026-00-10", "26-01-01", "2026-01-32", "2026-01-01 "}) CHECK_FALSE(parse_date(bad));
  for (const char* bad : {"2026-13", "2026-00", "2026-1", "2026", "2026-10-01", "10-2026"}) CHECK_FALSE(parse_month(bad));
}

TEST_CASE("days since 1970 and dates are inverse over centuries") {
  for (std::int64_t day = -300000; day < 300000; day += 997) CHECK(days_since_epoch(date_of_days(day)) == day);
  CHECK(days_since_epoch(*parse_date("1970-01-01")) == 0);
}

TEST_CASE("lengths read as contracts write them") {
  CHECK(parse_duration("90s") == Seconds{90});
  CHECK(parse_duration("132h30m") == Seconds{477000});
  CHECK(parse_duration("1h0m1s") == Seconds{3601});
  CHECK(parse_duration_with_days("30d") == Seconds{2592000});
  CHECK(parse_duration_with_days("1d12h") == Seconds{129600});
  CHECK(parse_duration("10000000000s") == Seconds{10'000'000'000});
}

TEST_CASE("days are refused where working time is meant, and so is anything unclear") {
  for (const char* bad : {"7d", "", "4", "h", "4 h", "-4h", "4h4h", "30m1h", "1.5h", "4H", "9223372036854775807h", "1w"})
    CHECK_MESSAGE(!parse_duration(bad), bad);
}

TEST_CASE("a length prints in its shortest form") {
  CHECK(to_duration_text(Seconds{477000}) == "132h30m");
  CHECK(to_duration_text(Seconds{90}) == "1m30s");
  CHECK(to_duration_text(Seconds{0}) == "0s");
  CHECK(to_duration_text(Seconds{-3601}) == "-1h1s");
  for (std::int64_t s : {1, 59, 60, 61, 3599, 3600, 86399, 1000000}) CHECK(parse_duration(to_duration_text(Seconds{s})) == Seconds{s});
}

TEST_CASE("a period is half-open") {
  Period period{Instant{10}, Instant{20}};
  CHECK(period.contains(Instant{10}));
  CHECK_FALSE(period.contains(Instant{20}));
}

// A test restore that "took 99999999999999d" was multiplied by a thousand, and ended before it began.
TEST_CASE("a length of more than 300 years is none") {
  for (const char* bad : {"10000000001s", "2777777h46m41s", "99999999999999d", "106751991167300d", "9223372036854775807s"}) {
    CHECK_FALSE(parse_duration(bad));
    CHECK_FALSE(parse_duration_with_days(bad));
  }
}
