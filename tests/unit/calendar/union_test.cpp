// Several offices that follow the sun: open while one of them is.
#include <random>

#include "made_calendar.hpp"

using namespace outdesk;

namespace {

std::map<std::string, Calendar> calendars_of(const std::string& json) {
  Json parsed = parse_json(json, "contract.json");
  return read_calendars(JsonNode(parsed, "contract.json", "calendars"), "Europe/Moscow");
}

std::string refusal_of_all(const std::string& json) {
  return problem_of([&] { calendars_of(json); });
}

const std::string kOffices = R"("moscow":)" + office("Europe/Moscow", R"(,"follow":"ru")") + R"(,"vladivostok":)" + office("Asia/Vladivostok", R"(,"holidays":["2026-10-07"])");

WorkingTime offices() { return {calendars_of("{" + kOffices + R"(,"sun":{"union":["moscow","vladivostok"]}})").at("sun"), "sun"}; }

}  // namespace

TEST_CASE("offices that follow one another make a longer day, and hours that overlap count once") {
  WorkingTime time = offices();
  // Vladivostok 9 to 18 is 02:00 to 11:00 in Moscow; Moscow itself is open from 9 to 18.
  CHECK(worked_on(time, "2026-10-06") == hours(16));
  CHECK(time.zone().name() == "Europe/Moscow");
  CHECK(time.hours_of(on("2026-10-06")) == DayHours{{2 * 3600, 18 * 3600}});
  CHECK(time.is_open(at("2026-10-05T23:00:00Z")));
  CHECK_FALSE(time.is_open(at("2026-10-05T22:59:59Z")));
  CHECK(time.due(at("2026-10-06T14:00:00Z"), hours(2)) == at("2026-10-07T07:00:00Z"));  // the 7th is a holiday in Vladivostok
}

TEST_CASE("a holiday of one office closes that one alone") {
  WorkingTime time = offices();
  CHECK(worked_on(time, "2026-10-07") == hours(9));
  CHECK(time.reason(on("2026-10-07")) == DayReason::weekly);
  CHECK(time.reason(on("2026-11-04")) == DayReason::weekly);  // a holiday in Moscow, not in that Vladivostok
  CHECK(time.hours_of(on("2026-10-10")).empty());
  CHECK(time.reason(on("2026-10-10")) == DayReason::day_off);
}

TEST_CASE("the union of offices is open exactly while one of them is") {
  WorkingTime time = offices();
  auto calendars = calendars_of("{" + kOffices + "}");
  WorkingTime moscow(calendars.at("moscow"), "moscow"), vladivostok(calendars.at("vladivostok"), "vladivostok");
  std::mt19937 random(3);
  for (int i = 0; i < 2000; ++i) {
    Instant t = at("2026-09-01T00:00:00Z") + Seconds{static_cast<std::int64_t>(random() % (120 * 86400U))};
    CHECK(time.is_open(t) == (moscow.is_open(t) || vladivostok.is_open(t)));
    Instant later = t + hours(240);
    Seconds both = moscow.elapsed(t, later) + vladivostok.elapsed(t, later), one = time.elapsed(t, later);
    CHECK(one <= both);
    CHECK(one >= std::max(moscow.elapsed(t, later), vladivostok.elapsed(t, later)));
  }
}

TEST_CASE("a year that one office does not know is not known") {
  CHECK(offices().undecreed_year({at("2027-12-01T00:00:00Z"), at("2028-02-01T00:00:00Z")}) == 2028);
  CHECK_FALSE(offices().undecreed_year({at("2026-12-01T00:00:00Z"), at("2027-02-01T00:00:00Z")}));
}

TEST_CASE("a union names two calendars with hours of their own") {
  CHECK(refusal_of_all("{" + kOffices + R"(,"sun":{"union":["moscow"]}})") == "contract.json: 'calendars.sun.union': must name two calendars at least");
  CHECK(refusal_of_all("{" + kOffices + R"(,"sun":{"union":["moscow","moscow"]}})") == "contract.json: 'calendars.sun.union[1]': is there twice: 'moscow'");
  CHECK(refusal_of_all("{" + kOffices + R"(,"sun":{"union":["moscow","london"]}})") == "contract.json: 'calendars.sun.union[1]': names no calendar with hours of its own: 'london'");
  CHECK(refusal_of_all("{" + kOffices + R"(,"sun":{"union":["moscow","sun"]}})") == "contract.json: 'calendars.sun.union[1]': names no calendar with hours of its own: 'sun'");
  CHECK(refusal_of_all("{" + kOffices + R"(,"sun":{"union":["moscow","vladivostok"],"timezone":"UTC"}})").starts_with("contract.json: 'calendars.sun.timezone': unknown key"));
  CHECK(refusal_of_all("{}") == "contract.json: 'calendars': must name one calendar at least");
}
