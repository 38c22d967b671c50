#include <doctest/doctest.h>

#include <algorithm>
#include <cstdlib>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>
#include <vector>

#include "base/error.hpp"
#include "base/zone.hpp"

using namespace outdesk;

namespace {

Instant at(const char* text) { return *parse_instant(text); }
Date day(const char* text) { return *parse_date(text); }

/// Geographic zones, one for each content: many are names of the same data.
std::vector<std::string> zone_names() {
  std::vector<std::string> names;
  std::set<std::string> contents;
  const std::filesystem::path root = "/usr/share/zoneinfo";
  for (const char* area : {"Africa", "America", "Antarctica", "Asia", "Atlantic", "Australia", "Europe", "Indian", "Pacific"})
    for (const auto& entry : std::filesystem::recursive_directory_iterator(root / area))
      if (std::ifstream file(entry.path(), std::ios::binary); entry.is_regular_file()) {
        std::string content(std::istreambuf_iterator<char>(file), {});
        if (contents.insert(content).second) names.push_back(std::filesystem::relative(entry.path(), root));
      }
  std::sort(names.begin(), names.end());
  return names;
}

/// What the C library makes of the same zone data.
class LibraryZone {
 public:
  explicit LibraryZone(const std::string& name) {
    ::setenv("TZ", name.c_str(), 1);
    ::tzset();
  }
  ~LibraryZone() {
    ::unsetenv("TZ");
    ::tzset();
  }
  int offset_at(std::int64_t t) const {
    std::time_t value = t;
    std::tm local = {};
    ::localtime_r(&value, &local);
    return static_cast<int>(local.tm_gmtoff);
  }
};

/// The first instant near `around` at which the clock reads `wall` (seconds since 1970 as if UTC) or later,
/// by looking at every quarter of an hour and then at every second.
Instant searched(const Zone& zone, std::int64_t wall, std::int64_t around) {
  auto reads = [&](std::int64_t t) { return t + zone.offset_at(Instant{t}); };
  std::int64_t t = around;
  while (reads(t) < wall) t += 900;
  for (t -= 900; reads(t) < wall;) ++t;
  return Instant{t};
}

}  // namespace

TEST_CASE("every zone has the offsets that the C library reads, for years after its last rule too") {
  long disagreements = 0;
  for (const auto& name : zone_names()) {
    const Zone& zone = Zone::named(name);
    LibraryZone library(name);
    for (std::int64_t t = -100'000'000; t < 4'100'000'000; t += 23 * 86400 + 7 * 3600 + 13)
      if (zone.offset_at(Instant{t}) != library.offset_at(t)) {
        if (++disagreements < 5) MESSAGE(name << " at " << to_text(Instant{t}));
      }
  }
  CHECK(disagreements == 0);
}

TEST_CASE("the first instant of a local time is right around every change of every zone's clock") {
  long changes = 0, wrong = 0;
  for (const auto& name : zone_names()) {
    const Zone& zone = Zone::named(name);
    int offset = zone.offset_at(Instant{63'072'000});
    for (std::int64_t t = 63'072'000; t < 1'900'000'000; t += 12 * 3600) {
      int now = zone.offset_at(Instant{t});
      if (now == offset) continue;
      ++changes;
      offset = now;
      for (int hours = -30; hours <= 30; hours += 4) {
        std::int64_t wall = t + now + hours * 3600 + 1234, around = wall - now - 2 * 86400;
        std::int64_t date = wall / 86400;
        Instant found = zone.first_at_or_after(date_of_days(date), static_cast<int>(wall - date * 86400));
        if (found != searched(zone, wall, around) && ++wrong < 5) MESSAGE(name << " " << to_text(Instant{wall}));
      }
    }
  }
  CHECK(changes > 10000);  // some thousands in any release of the zone data
  CHECK(wrong == 0);
}

TEST_CASE("case 18: a day of summer's beginning has 23 hours") {
  Period period = Zone::named("Europe/Berlin").day(day("2024-03-31"));
  CHECK(period.to - period.from == Seconds{82800});
}

TEST_CASE("case 19: a day of summer's end has 25 hours") {
  Period period = Zone::named("Europe/Berlin").day(day("2024-10-27"));
  CHECK(period.to - period.from == Seconds{90000});
}

TEST_CASE("case 20: a local time in the gap is the moment of change") {
  const Zone& zone = Zone::named("Europe/Berlin");
  CHECK(zone.first_at_or_after(day("2024-03-31"), 2 * 3600 + 1800) == at("2024-03-31T01:00:00Z"));
}

TEST_CASE("case 21: a local time in the overlap is its first occurrence") {
  const Zone& zone = Zone::named("Europe/Berlin");
  CHECK(zone.first_at_or_after(day("2024-10-27"), 2 * 3600 + 1800) == at("2024-10-27T00:30:00Z"));
}

TEST_CASE("case 22: a change of offset that is no summer time follows the same rule") {
  const Zone& zone = Zone::named("Europe/Moscow");
  CHECK(zone.first_at_or_after(day("2014-10-26"), 3600 + 1800) == at("2014-10-25T21:30:00Z"));  // 01:30 twice
  CHECK(zone.first_at_or_after(day("2011-03-27"), 2 * 3600 + 1800) == at("2011-03-26T23:00:00Z"));
  Period skipped = zone.day(day("2011-03-27")), doubled = zone.day(day("2014-10-26"));
  CHECK(skipped.to - skipped.from == Seconds{82800});
  CHECK(doubled.to - doubled.from == Seconds{90000});
}

TEST_CASE("case 23: a date whose midnight is skipped starts with the first instant it has") {
  const Zone& zone = Zone::named("Asia/Tehran");
  Period period = zone.day(day("2022-03-22"));
  CHECK(zone.local(period.from).second_of_day == 3600);
  CHECK(period.to - period.from == Seconds{82800});
}

TEST_CASE("case 24: a date that a zone skipped has no length") {
  Period period = Zone::named("Pacific/Apia").day(day("2011-12-30"));
  CHECK(period.from == period.to);
}

TEST_CASE("case 27: a month is bounded by midnights of the zone") {
  Period period = Zone::named("Europe/Moscow").month(*parse_month("2026-10"));
  CHECK(to_text(period.from) == "2026-09-30T21:00:00Z");
  CHECK(to_text(period.to) == "2026-10-31T21:00:00Z");
  CHECK(to_text(Zone::named("UTC").month(*parse_month("2026-12")).to) == "2027-01-01T00:00:00Z");
}

TEST_CASE("case 28: offsets of half and quarter hours are exact") {
  CHECK(Zone::named("Asia/Kolkata").offset_at(at("2026-01-01T00:00:00Z")) == 19800);
  CHECK(Zone::named("Asia/Kathmandu").offset_at(at("2026-01-01T00:00:00Z")) == 20700);
}

TEST_CASE("case 29: offsets with seconds are known for what they are") {
  CHECK(Zone::named("Africa/Monrovia").has_sub_minute_offset(at("1971-01-01T00:00:00Z")));
  CHECK_FALSE(Zone::named("Africa/Monrovia").has_sub_minute_offset(at("1973-01-01T00:00:00Z")));
  CHECK_FALSE(Zone::named("Europe/Moscow").has_sub_minute_offset(at("1972-01-01T00:00:00Z")));
}

TEST_CASE("a name that is no zone is refused, whatever file it might reach") {
  for (const char* bad : {"", "Mars/Olympus", "../../../etc/passwd", "/etc/localtime", "Europe//Moscow", "Europe", "tzdata.zi", "Europe/Moscow\n"})
    CHECK_THROWS_AS(Zone::named(bad), UsageError);
}

TEST_CASE("the machine's own zone decides nothing") {
  ::setenv("TZ", "Pacific/Apia", 1);
  ::tzset();
  CHECK(Zone::named("UTC").local(at("2026-10-31T20:59:59Z")).date == day("2026-10-31"));
  ::unsetenv("TZ");
  ::tzset();
}
