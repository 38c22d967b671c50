#include "calendar/national_calendar.hpp"

#include <cstdlib>
#include <filesystem>

#include "made_calendar.hpp"

using namespace outdesk;
using DayKind = NationalCalendar::DayKind;

namespace {

bool is_weekend(Date date) { return std::chrono::weekday{std::chrono::sys_days{date}}.iso_encoding() >= 6; }

/// Working days of a month under a five-day week.
int working_days(const NationalCalendar& calendar, int year, unsigned month) {
  int count = 0;
  Date first{std::chrono::year{year}, std::chrono::month{month}, std::chrono::day{1}};
  for (std::int64_t day = days_since_epoch(first); date_of_days(day).month() == first.month(); ++day) {
    Date date = date_of_days(day);
    DayKind kind = calendar.kind(date);
    count += kind == DayKind::working_day_off || (kind == DayKind::ordinary && !is_weekend(date));
  }
  return count;
}

struct Months {
  int year;
  std::array<int, 12> days;
};

/// Working days of each month.
void check_months(const NationalCalendar& calendar, const std::vector<Months>& years) {
  for (const Months& official : years)
    for (unsigned month = 1; month <= 12; ++month)
      CHECK_MESSAGE(working_days(calendar, official.year, month) == official.days[month - 1], official.year, "-", month);
}

std::string shared_folder() {
  const char* set = std::getenv("OUTDESK_SHARED");
  return set ? set : SOURCE_DIR "/../shared";
}

std::set<Date> dates(const JsonNode& node) {
  std::set<Date> out;
  for (const auto& item : node.items()) out.insert(item.date());
  return out;
}

}  // namespace

TEST_CASE("working days of Russia by month are those of the official calendar") {
  const NationalCalendar& russia = NationalCalendar::named("ru");
  check_months(russia, {{2024, {17, 20, 20, 21, 20, 19, 23, 22, 21, 23, 21, 21}},
                        {2025, {17, 20, 21, 22, 18, 19, 23, 21, 22, 23, 19, 22}},
                        {2026, {15, 19, 21, 22, 19, 21, 23, 21, 22, 22, 20, 22}}});
}

TEST_CASE("the 40-hour norm of a year in Russia is the official one") {
  const NationalCalendar& russia = NationalCalendar::named("ru");
  struct Norm {
    int year, days, hours;
  };
  const Norm norms[] = {{2024, 248, 1979}, {2025, 247, 1972}, {2026, 247, 1972}, {2027, 247, 1972}};
  for (const Norm& official : norms) {
    const int year = official.year;
    int count = 0, short_days = 0;
    for (unsigned month = 1; month <= 12; ++month) count += working_days(russia, year, month);
    for (std::int64_t day = days_since_epoch(Date{std::chrono::year{year}, std::chrono::January, std::chrono::day{1}});
         date_of_days(day).year() == std::chrono::year{year}; ++day)
      short_days += russia.is_short(date_of_days(day));
    CHECK_MESSAGE(count == official.days, year);
    CHECK_MESSAGE(count * 8 - short_days == official.hours, year);
  }
}

TEST_CASE("every year of Russia from 2018 to 2027 names its decree") {
  const NationalCalendar& russia = NationalCalendar::named("ru");
  const std::map<int, std::string> decrees = {
      {2018, "1250 of 2017-10-14"}, {2019, "1163 of 2018-10-01"}, {2020, "875 of 2019-07-10"},
      {2021, "1648 of 2020-10-10"}, {2022, "1564 of 2021-09-16"}, {2023, "1505 of 2022-08-29"},
      {2024, "1314 of 2023-08-10"}, {2025, "1335 of 2024-10-04"}, {2026, "1466 of 2025-09-24"},
      {2027, "1187 of 2026-09-17"}};
  for (const auto& [year, decree] : decrees)
    CHECK(russia.decree(year) == "Government of the Russian Federation, No " + decree);
  CHECK_FALSE(russia.knows(2028));
  CHECK(russia.last_year() == 2027);
}

TEST_CASE("working days of Kazakhstan by month are the published ones") {
  const NationalCalendar& kazakhstan = NationalCalendar::named("kz");
  // 2024: the Ministry of Labour's balance, but June has a day more: Kurban Ait fell on Sunday 16 June,
  // not on Monday.  2025: the published 246 days, by month as the law counts them.
  check_months(kazakhstan, {{2024, {21, 21, 17, 22, 20, 20, 22, 21, 21, 22, 21, 21}},
                            {2025, {20, 20, 17, 22, 19, 20, 22, 21, 21, 22, 20, 22}}});
  CHECK(kazakhstan.kind(on("2024-06-17")) == DayKind::ordinary);  // Kurban Ait on a Sunday does not move
  CHECK(kazakhstan.kind(on("2025-01-05")) == DayKind::working_day_off);
  CHECK_FALSE(kazakhstan.knows(2023));
  CHECK_FALSE(kazakhstan.knows(2026));
}

TEST_CASE("Russia agrees day by day with the collected production calendar") {
  std::string path = shared_folder() + "/data/ru-production-calendar/holidays.json";
  if (!std::filesystem::exists(path)) {
    MESSAGE("skipped: no collected production calendar here");
    return;
  }
  const NationalCalendar& russia = NationalCalendar::named("ru");
  Json json = read_json_file(path);
  for (const auto& [key, year] : JsonNode(json, path).members()) {
    int number = std::stoi(key);
    if (!russia.knows(number)) continue;
    std::set<Date> off = dates(year.at("holidays")), nowork = dates(year.at("nowork"));
    off.insert(nowork.begin(), nowork.end());
    std::set<Date> worked = dates(year.at("works")), short_days = dates(year.at("preholidays"));
    for (Date date : short_days) if (is_weekend(date)) worked.insert(date);  // listed there alone
    for (std::int64_t day = days_since_epoch(Date{std::chrono::year{number}, std::chrono::January, std::chrono::day{1}});
         date_of_days(day).year() == std::chrono::year{number}; ++day) {
      Date date = date_of_days(day);
      bool works = is_weekend(date) ? worked.count(date) > 0 : off.count(date) == 0;
      DayKind kind = russia.kind(date);
      CHECK_MESSAGE((is_weekend(date) ? kind == DayKind::working_day_off : kind == DayKind::ordinary) == works, to_text(date));
      CHECK_MESSAGE(russia.is_short(date) == (short_days.count(date) > 0), to_text(date));
    }
  }
}

TEST_CASE("a worked Saturday has the hours of a working day, and an hour less where it is short") {
  WorkingTime time = time_of(office("Europe/Moscow", R"(,"follow":"ru")"));
  CHECK(worked_on(time, "2024-04-27") == hours(9));
  CHECK(time.reason(on("2024-04-27")) == DayReason::national_working_day);
  CHECK(worked_on(time, "2024-11-02") == hours(8));
  CHECK(worked_on(time, "2025-11-01") == hours(8));
  CHECK(worked_on(time, "2025-11-03") == hours(0));
  CHECK(time.reason(on("2025-11-03")) == DayReason::national_holiday);
}

TEST_CASE("a period past the last decreed year is told to the caller") {
  WorkingTime time = time_of(office("Europe/Moscow", R"(,"follow":"ru")"));
  CHECK_FALSE(time.undecreed_year(time.zone().days(on("2026-01-01"), on("2028-01-01"))));
  CHECK(time.undecreed_year(time.zone().days(on("2027-12-01"), on("2028-02-01"))) == 2028);
  CHECK(time.undecreed_year(time.zone().days(on("2017-12-31"), on("2018-02-01"))) == 2017);
  CHECK_FALSE(time_of(office()).undecreed_year(time.zone().days(on("2027-12-01"), on("2028-02-01"))));
}

TEST_CASE("the format is general: Germany, Kazakhstan, the United States") {
  CHECK(NationalCalendar::named("de").kind(on("2026-10-03")) == DayKind::holiday);
  CHECK(NationalCalendar::named("de").kind(on("2026-04-06")) == DayKind::holiday);
  CHECK(NationalCalendar::named("us").kind(on("2026-07-03")) == DayKind::holiday);  // observed on Friday
  CHECK(NationalCalendar::named("us").kind(on("2026-11-26")) == DayKind::holiday);
  CHECK(NationalCalendar::named("us").kind(on("2027-12-31")) == DayKind::holiday);  // for Saturday 1 January 2028
  CHECK(NationalCalendar::named("kz").kind(on("2024-03-25")) == DayKind::holiday);
  CHECK(NationalCalendar::named("kz").kind(on("2024-05-04")) == DayKind::working_day_off);
  for (const char* name : {"de", "kz", "ru", "us"}) {
    const NationalCalendar& calendar = NationalCalendar::named(name);
    CHECK_FALSE(calendar.title().empty());
    for (int year = 2018; year <= calendar.last_year(); ++year)
      CHECK(calendar.knows(year) == !calendar.decree(year).empty());
  }
}

TEST_CASE("a national calendar that somebody writes is read strictly: path and rule of every refusal") {
  const std::string year = R"("decree":"Act 1","holidays":["01-01"],"working_days_off":["01-03"],"short_days":["12-31"])";
  auto file = [](const std::string& content) {
    return R"({"outdesk":"national-calendar/1","name":"Utopia","source":"Act","years":{)" + content + "}}";
  };
  auto refusal = [](const std::string& json) {
    return problem_of([&] {
      Json parsed = parse_json(json, "utopia.json");
      NationalCalendar::read(JsonNode(parsed, "utopia.json"));
    });
  };
  auto changed = [&](const std::string& from, const std::string& to) {
    std::string text = year;
    return file("\"2026\":{" + text.replace(text.find(from), from.size(), to) + "}");
  };
  CHECK(refusal(file("\"2026\":{" + year + "}")).empty());
  CHECK(refusal(file("")) == "utopia.json: 'years': must hold one year at least");
  CHECK(refusal(file("\"26\":{" + year + "}")) == "utopia.json: 'years.26': its key must be a year from 1972 to 2200");
  CHECK(refusal(changed("01-01", "02-30")) == "utopia.json: 'years.2026.holidays[0]': must be a day of 2026 such as \"05-09\", not '02-30'");
  CHECK(refusal(changed("01-01", "2025-01-01")) == "utopia.json: 'years.2026.holidays[0]': must be a day of 2026 such as \"05-09\", not '2025-01-01'");
  CHECK(refusal(changed("\"01-01\"", "\"01-01\",\"01-01\"")) == "utopia.json: 'years.2026.holidays[1]': is there twice: '01-01'");
  CHECK(refusal(changed("01-03", "01-05")) == "utopia.json: 'years.2026.working_days_off': 2026-01-05 is no weekend day");
  CHECK(refusal(changed("01-01", "01-03")) == "utopia.json: 'years.2026.working_days_off': 2026-01-03 is a holiday too");
  CHECK(refusal(changed("12-31", "01-01")) == "utopia.json: 'years.2026.short_days': 2026-01-01 is a holiday too");
  CHECK(refusal(changed("Act 1", "")) == "utopia.json: 'years.2026.decree': must say which act decides the days off");
  CHECK(refusal(changed("short_days", "half_days")).starts_with("utopia.json: 'years.2026.half_days': unknown key"));
}
