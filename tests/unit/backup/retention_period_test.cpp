// Hours, days, ISO weeks, months and years, each in the policy's zone.
#include <ctime>

#include "backup/retention_period.hpp"
#include "made_points.hpp"

using namespace outdesk;

namespace {

std::string period_at(RetentionClass retention, const std::string& t, const Zone& zone = utc()) {
  return period_name(retention, retention_period(retention, at(t), zone), zone);
}

const Zone& zone_called(const char* name) { return Zone::named(name); }

}  // namespace

TEST_CASE("ISO weeks: years of 52 and 53 weeks, and days that belong to the other year's week") {
  const std::pair<const char*, const char*> cases[] = {
      {"2026-10-26", "2026-W44"}, {"2026-11-01", "2026-W44"}, {"2026-11-02", "2026-W45"}, {"2026-12-28", "2026-W53"}, {"2027-01-03", "2026-W53"},
      {"2027-01-04", "2027-W01"}, {"2024-12-29", "2024-W52"}, {"2024-12-30", "2025-W01"}, {"2025-12-29", "2026-W01"}, {"2021-01-03", "2020-W53"},
      {"2021-01-04", "2021-W01"}, {"2022-01-02", "2021-W52"}, {"2032-12-31", "2032-W53"}, {"1970-01-01", "1970-W01"}};
  for (const auto& one : cases) CHECK_MESSAGE(period_at(RetentionClass::weekly, std::string(one.first) + "T12:00:00Z") == one.second, one.first);
}

TEST_CASE("a point belongs to the day that the policy's clock shows") {
  CHECK(period_at(RetentionClass::daily, "2026-12-31T20:59:59Z", moscow()) == "2026-12-31");
  CHECK(period_at(RetentionClass::daily, "2026-12-31T21:00:00Z", moscow()) == "2027-01-01");
  CHECK(period_at(RetentionClass::monthly, "2026-12-31T21:00:00Z", moscow()) == "2027-01");
  CHECK(period_at(RetentionClass::yearly, "2026-12-31T21:00:00Z", moscow()) == "2027");
  CHECK(period_at(RetentionClass::yearly, "2026-12-31T20:59:59Z", moscow()) == "2026");
  CHECK(period_at(RetentionClass::weekly, "2026-11-01T20:59:59Z", moscow()) == "2026-W44");
  CHECK(period_at(RetentionClass::weekly, "2026-11-01T21:00:00Z", moscow()) == "2026-W45");
  CHECK(period_at(RetentionClass::hourly, "2026-11-01T21:59:59Z", moscow()) == "2026-11-02T00:00+03:00");
  CHECK(period_at(RetentionClass::daily, "2026-11-02T04:59:59Z", zone_called("America/New_York")) == "2026-11-01");
}

TEST_CASE("the hour that an autumn night shows twice is two hours, the one that a spring night skips is none") {
  CHECK(period_at(RetentionClass::hourly, "2026-10-25T00:30:00Z", berlin()) == "2026-10-25T02:00+02:00");
  CHECK(period_at(RetentionClass::hourly, "2026-10-25T01:30:00Z", berlin()) == "2026-10-25T02:00+01:00");
  std::int64_t first = retention_period(RetentionClass::hourly, at("2026-10-25T00:30:00Z"), berlin());
  CHECK(retention_period(RetentionClass::hourly, at("2026-10-25T01:30:00Z"), berlin()) == first + 1);
  CHECK(retention_period(RetentionClass::hourly, at("2026-10-25T02:30:00Z"), berlin()) == first + 2);
  CHECK(period_at(RetentionClass::hourly, "2026-03-29T00:59:59Z", berlin()) == "2026-03-29T01:00+01:00");
  CHECK(period_at(RetentionClass::hourly, "2026-03-29T01:00:00Z", berlin()) == "2026-03-29T03:00+02:00");
  CHECK(period_at(RetentionClass::hourly, "2026-11-02T18:40:00Z", zone_called("Asia/Kolkata")) == "2026-11-03T00:00+05:30");
}

TEST_CASE("periods of days lie end to end, in every zone: each instant is in the period that its start and end say") {
  MadeRandom random(3);
  for (const char* name : {"Europe/Berlin", "Europe/Moscow", "UTC", "Asia/Kolkata", "America/Sao_Paulo", "Pacific/Apia", "America/St_Johns", "Australia/Lord_Howe"}) {
    const Zone& zone = zone_called(name);
    for (int round = 0; round < 300; ++round) {
      Instant t{at("2009-01-01T00:00:00Z").unix_s + random.below(std::int64_t{18} * 365 * kDay)};
      for (RetentionClass retention : kRetentionClasses) {
        if (retention == RetentionClass::hourly && std::string_view(name) == "Australia/Lord_Howe") continue;  // its clocks change by half an hour
        std::int64_t period = retention_period(retention, t, zone);
        Instant from = period_start(retention, period, zone), to = period_start(retention, period + 1, zone);
        CHECK(from <= t);
        CHECK(t < to);
        CHECK(retention_period(retention, from, zone) == period);
        CHECK(retention_period(retention, to - Seconds{1}, zone) == period);
      }
    }
  }
}

TEST_CASE("names of periods: the same as the C library's for every noon of 80 years") {
  for (std::int64_t day = 0; day < 80 * 366; ++day) {
    Instant noon{day * kDay + 43'200};
    std::time_t seconds = noon.unix_s;
    std::tm parts{};
    gmtime_r(&seconds, &parts);
    char text[32];
    constexpr std::pair<RetentionClass, const char*> kFormats[] = {
        {RetentionClass::daily, "%Y-%m-%d"}, {RetentionClass::weekly, "%G-W%V"}, {RetentionClass::monthly, "%Y-%m"}, {RetentionClass::yearly, "%Y"}};
    for (auto [retention, format] : kFormats) {
      std::strftime(text, sizeof text, format, &parts);
      if (std::string name = period_name(retention, retention_period(retention, noon, utc()), utc()); name != text) CHECK(name == text);
    }
  }
}
