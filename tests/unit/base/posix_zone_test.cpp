#include <doctest/doctest.h>

#include "base/error.hpp"
#include "base/instant.hpp"
#include "base/posix_zone.hpp"

using namespace outdesk;

namespace {
int offset(const char* rule, const char* instant) { return PosixZone(rule).offset_at(parse_instant(instant)->unix_s); }
}  // namespace

TEST_CASE("a rule of months and weeks switches at its instants") {
  const char* berlin = "CET-1CEST,M3.5.0,M10.5.0/3";
  CHECK(offset(berlin, "2060-03-28T00:59:59Z") == 3600);
  CHECK(offset(berlin, "2060-03-28T01:00:00Z") == 7200);
  CHECK(offset(berlin, "2060-10-31T00:59:59Z") == 7200);
  CHECK(offset(berlin, "2060-10-31T01:00:00Z") == 3600);
}

TEST_CASE("summer may lie over the turn of the year") {
  const char* sydney = "AEST-10AEDT,M10.1.0,M4.1.0/3";
  CHECK(offset(sydney, "2060-01-01T00:00:00Z") == 39600);
  CHECK(offset(sydney, "2060-07-01T00:00:00Z") == 36000);
}

TEST_CASE("quoted names, days of the year and hours before midnight are read") {
  CHECK(offset("<+0330>-3:30", "2060-01-01T00:00:00Z") == 12600);
  CHECK(offset("<-02>2<-01>,M3.5.0/-1,M10.5.0/0", "2060-07-01T00:00:00Z") == -3600);
  CHECK(offset("AAA3BBB,J60/0,J300/0", "2061-03-01T02:59:59Z") == -10800);
  CHECK(offset("AAA3BBB,J60/0,J300/0", "2060-03-01T03:00:00Z") == -7200);  // J60 is 1 March in a leap year too
  CHECK(offset("AAA3BBB,59/0,300/0", "2060-02-29T03:00:00Z") == -7200);    // day 59 from 0 is 29 February there
}

TEST_CASE("an empty rule is none, and a broken one is refused") {
  CHECK_FALSE(PosixZone("").defined());
  for (const char* bad : {"CET", "C1", "CET-1CEST", "CET-1CEST,M3.5.0", "CET-1CEST,M13.5.0,M10.5.0", "CET-1CEST,M3.6.0,M10.5.0", "<CET-1",
                          "CET-1CEST,M3.5.0,M10.5.0x", "CET-999"})
    CHECK_THROWS_AS(PosixZone{bad}, UsageError);
}

// A rule whose clocks stand 91 hours from UTC was taken: only the times of changes may have more than 24 hours.
TEST_CASE("an offset has at most 24 hours, the time of a change up to 167") {
  for (const char* bad : {"CET91CEST,M3.5.0,M10.5.0/3", "CET-25", "CET1CEST25,M3.5.0,M10.5.0"}) CHECK_THROWS_AS(PosixZone{bad}, UsageError);
  CHECK(offset("AAA-24", "2060-01-01T00:00:00Z") == 86400);
  CHECK(offset("AAA0BBB,J1/167,J300/-167", "2060-01-08T00:00:00Z") == 3600);
}
