#include <doctest/doctest.h>

#include "ticket/time_form_rules.hpp"

using namespace outdesk;

namespace {

std::string read_time(std::string_view text, std::string_view form, std::string_view zone = "UTC") {
  auto instant = instant_by_form(text, form, Zone::named(zone));
  return instant ? to_text(*instant) : "";
}

}  // namespace

TEST_CASE("times are read as the systems write them") {
  CHECK(read_time("29/2/2016 01:16", "d/m/Y H:M") == "2016-02-29T01:16:00Z");
  CHECK(read_time("31.10.2026 23:59", "d.m.Y H:M", "Europe/Moscow") == "2026-10-31T20:59:00Z");
  CHECK(read_time("10/31/26 11:59 PM", "m/d/y H:M p") == "2026-10-31T23:59:00Z");
  CHECK(read_time("31/Oct/26 12:05 AM", "d/b/y H:M p") == "2026-10-31T00:05:00Z");
  CHECK(read_time("31/Oct/26 12:05 pm", "d/b/y H:M p") == "2026-10-31T12:05:00Z");
  CHECK(read_time("5/окт./26 9:00", "d/b/y H:M") == "2026-10-05T09:00:00Z");
  CHECK(read_time("9 мая 2026, 9:00", "d b Y, H:M") == "2026-05-09T09:00:00Z");
  CHECK(read_time("10/31/26, 11:59\u202FPM", "m/d/y, H:M p") == "2026-10-31T23:59:00Z");
  CHECK(read_time("2026-10-31 20:59:59 +0300", "Y-m-d H:M:S z") == "2026-10-31T17:59:59Z");
}

TEST_CASE("iso takes dates, T or a space, fractions and offsets, and the zone where there is none") {
  CHECK(read_time("2026-10-31", "iso", "Europe/Moscow") == "2026-10-30T21:00:00Z");
  CHECK(read_time("2026-10-31 20:59", "iso", "Europe/Moscow") == "2026-10-31T17:59:00Z");
  CHECK(read_time("2026-10-31T20:59:59.123Z", "iso", "Europe/Moscow") == "2026-10-31T20:59:59Z");
  CHECK(read_time("2026-10-31 20:59:59 UTC", "iso", "Europe/Moscow") == "2026-10-31T20:59:59Z");
  CHECK(read_time("2026-10-31T20:59:59.000+0300", "iso") == "2026-10-31T17:59:59Z");
  CHECK(read_time("2022-01-02 11:12:51+00:00", "iso", "Europe/Moscow") == "2022-01-02T11:12:51Z");
  for (const char* no : {"2026-10-31T", "2026-10-31 20", "2026-13-01", "2026-10-31 24:00", "2026-10-31 20:59 and more", "26-10-31", "2026-10-31T20:59:59+3", ""})
    CHECK_MESSAGE(read_time(no, "iso") == "", no);
}

TEST_CASE("seconds and milliseconds since 1970, and days as spreadsheets count them") {
  CHECK(read_time("1790000000", "unix") == "2026-09-21T14:13:20Z");
  CHECK(read_time("1790000000999", "unix_ms") == "2026-09-21T14:13:20Z");
  CHECK(read_time("46326.999988425929", "excel") == "2026-10-31T23:59:59Z");
  CHECK(read_time("46326", "excel", "Europe/Moscow") == "2026-10-30T21:00:00Z");
  for (const char* no : {"-1", "1e9", "nan", "9999999999999999999999"}) {
    CHECK_MESSAGE(read_time(no, "unix") == "", no);
    CHECK_MESSAGE(read_time(no, "excel") == "", no);
  }
  CHECK(read_time("60", "excel") == "");
}

TEST_CASE("what is no time is none") {
  CHECK(read_time("30/2/2016 01:16", "d/m/Y H:M") == "");
  CHECK(read_time("13/31/26 11:59 PM", "m/d/y H:M p") == "");
  CHECK(read_time("10/31/26 13:59 PM", "m/d/y H:M p") == "");
  CHECK(read_time("10/31/26 0:59 AM", "m/d/y H:M p") == "");
  CHECK(read_time("31/Okt/26 11:59 PM", "d/b/y H:M p") == "");
}

TEST_CASE("a form needs a day of a year") {
  CHECK(not_a_time_form("iso") == "");
  CHECK(not_a_time_form("d/b/y H:M p") == "");
  CHECK(not_a_time_form("H:M") == "needs one letter Y or y for the year");
  CHECK(not_a_time_form("d.m.Y Y") == "needs one letter Y or y for the year");
  CHECK(not_a_time_form("m/Y") == "needs one letter d for the day");
  CHECK(not_a_time_form("d.m.Y Q:M") == "has the letter Q, which means nothing");
  CHECK(not_a_time_form("d.m.Y at H:M").starts_with("has the letter a"));
  CHECK(not_a_time_form("d.m.Y 'at H:M") == "has a quote that does not end");
  CHECK(not_a_time_form("d.m 'Y'") == "needs one letter Y or y for the year");
  CHECK(not_a_time_form("Y-m-dTH:M:S") == "");
  CHECK(not_a_time_form("d.m.Y 'at' H:M") == "");
  CHECK(read_time("31.10.2026 at 23:59", "d.m.Y 'at' H:M") == "2026-10-31T23:59:00Z");
}
