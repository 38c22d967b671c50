#include "made_calendar.hpp"

using namespace outdesk;

TEST_CASE("a calendar is read as it is written") {
  Calendar calendar = calendar_of(R"({"timezone":"Europe/Moscow","weekly":{"tue":[["14:00","18:00"],["09:00","13:00"]],"fri":[["22:00","06:00"]]},
    "holidays":["2026-01-01"],"extra":{"2025-11-01":[["09:00","17:00"]],"2026-02-01":[]},"follow":"ru"})");
  CHECK(calendar.timezone == "Europe/Moscow");
  CHECK(calendar.weekly[1] == DayHours{{9 * 3600, 13 * 3600}, {14 * 3600, 18 * 3600}});
  CHECK(calendar.weekly[4] == DayHours{{22 * 3600, 30 * 3600}});
  CHECK(calendar.holidays.count(on("2026-01-01")) == 1);
  CHECK(calendar.extra.at(on("2026-02-01")).empty());
  CHECK(calendar.follow == "ru");
  CHECK(calendar.follow_short_days);
}

TEST_CASE("every refusal names the file, the path and the rule") {
  const std::pair<std::string, const char*> bad[] = {
      {office("Europe/Atlantis"), "calendar.json: 'timezone': unknown time zone 'Europe/Atlantis'"},
      {R"({"weekly":"24x7"})", "calendar.json: 'timezone': is missing"},
      {R"({"timezone":"UTC"})", "calendar.json: 'weekly': is missing"},
      {R"({"timezone":"UTC","weekly":"24x5"})", "calendar.json: 'weekly': must be one of 24x7, not '24x5'"},
      {R"({"timezone":"UTC","weekly":{"mo":[]}})", "calendar.json: 'weekly.mo': unknown key"},
      {office("UTC", R"(,"holydays":[])"), "calendar.json: 'holydays': unknown key"},
      {office("UTC", R"(,"holidays":["2026-02-30"])"), "calendar.json: 'holidays[0]': must be a date such as \"2026-01-31\" that exists, not '2026-02-30'"},
      {office("UTC", R"(,"extra":{"2026-13-01":[]})"), "calendar.json: 'extra.2026-13-01': its key must be a date such as \"2026-01-31\" that exists"},
      {office("UTC", R"(,"follow":"atlantis")"), "calendar.json: 'follow': there is no national calendar 'atlantis'"},
      {office("UTC", R"(,"follow":"../lang/en")"), "calendar.json: 'follow': there is no national calendar '../lang/en'"},
      {office("UTC", R"(,"short_days":"maybe")"), "calendar.json: 'short_days': must be one of follow, ignore, not 'maybe'"},
      {office("UTC", R"(,"holidays":["02-30"])"), "calendar.json: 'holidays[0]': must be a day of every year such as \"01-31\", not '02-30'"},
      {office("UTC", R"(,"holidays":["12-24..13-02"])"), "calendar.json: 'holidays[0]': must be a day of every year such as \"01-31\", not '13-02'"},
      {office("UTC", R"(,"holidays":["2026-01-08..2026-01-01"])"), "calendar.json: 'holidays[0]': ends before it begins"},
      {office("UTC", R"(,"holidays":["2026-01-08..2027-01-09"])"), "calendar.json: 'holidays[0]': must not be longer than a year"},
      {office("UTC", R"(,"holidays":["2026-01-08..01-09"])"), "calendar.json: 'holidays[0]': must be days such as \"2026-01-01..2026-01-08\", not '2026-01-08..01-09'"},
      {every_day(R"([["9:00","18:00"]])"), "calendar.json: 'weekly.mon[0][0]': must be a time of day such as \"09:00\" or \"24:00\", not '9:00'"},
      {every_day(R"([["09:00","24:01"]])"), "calendar.json: 'weekly.mon[0][1]': must be a time of day such as \"09:00\" or \"24:00\", not '24:01'"},
      {every_day(R"([["09:60","18:00"]])"), "calendar.json: 'weekly.mon[0][0]': must be a time of day such as \"09:00\" or \"24:00\", not '09:60'"},
      {every_day(R"([["24:00","18:00"]])"), "calendar.json: 'weekly.mon[0][0]': a day cannot open at its end"},
      {every_day(R"([["09:00"]])"), "calendar.json: 'weekly.mon[0]': must be an opening and a closing time"},
      {every_day(R"([["00:00","00:00"]])"), "calendar.json: 'weekly.mon[0]': opens and closes at the same time"},
      {every_day(R"([["20:00","08:00"],["07:00","09:00"]])"), "calendar.json: 'weekly.mon': runs past midnight and overlaps the hours of the next day"},
  };
  for (const auto& refused : bad) CHECK_MESSAGE(refusal_of(refused.first) == refused.second, refused.first);
}

TEST_CASE("an interval that ends where the next begins overlaps nothing") {
  CHECK(refusal_of(every_day(R"([["09:00","13:00"],["13:00","18:00"]])")).empty());
  CHECK(refusal_of(every_day(R"([["20:00","08:00"],["08:00","09:00"]])")).empty());
  CHECK(refusal_of(every_day(R"([["20:00","24:00"],["00:00","08:00"]])")).empty());
}

TEST_CASE("intervals of one day that run past midnight must not meet the hours of the next") {
  CHECK_FALSE(refusal_of(R"({"timezone":"UTC","weekly":{"sun":[["22:00","06:00"]],"mon":[["05:00","09:00"]]}})").empty());
  CHECK(refusal_of(R"({"timezone":"UTC","weekly":{"sun":[["22:00","06:00"]],"mon":[["06:00","09:00"]]}})").empty());
}
