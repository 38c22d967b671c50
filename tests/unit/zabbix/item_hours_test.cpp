#include <doctest/doctest.h>

#include <nlohmann/json.hpp>

#include "../refusal.hpp"
#include "zabbix/item_hours.hpp"

namespace outdesk {

namespace {

constexpr std::int64_t kNoon = 1788264000;  // 2026-09-01T12:00:00Z
constexpr Period kAfternoon{Instant{kNoon}, Instant{kNoon + 4 * 3600}};

struct Hours {
  ItemHours hours;
  void history(const nlohmann::json& rows) { hours.add_history(JsonNode(rows, "x"), kAfternoon); }
  void trends(const nlohmann::json& rows) { hours.add_trends(JsonNode(rows, "x"), kAfternoon); }
  std::string text() const {
    nlohmann::json all = nlohmann::json::array();
    hours.write("5", "x", all);
    std::string said;
    for (const auto& hour : all) said += std::to_string(hour["clock"].get<std::int64_t>() - kNoon) + ":" + hour["num"].dump() + "," + hour["sum"].dump() + "," + hour["last"].dump() + "," + hour["max"].dump() + " ";
    return said;
  }
};

nlohmann::json value_at(std::int64_t second, const char* value) { return {{"clock", std::to_string(kNoon + second)}, {"value", value}}; }
nlohmann::json trend(int hour, int num, const char* mean, const char* max) { return {{"clock", kNoon + hour * 3600}, {"num", std::to_string(num)}, {"value_avg", mean}, {"value_max", max}}; }

}  // namespace

TEST_CASE("values are added up by the hour, and rounded once") {
  Hours hours;
  hours.history({value_at(10, "0.5"), value_at(5, "0.25"), value_at(3599, "-7"), value_at(3600, "1e3"), value_at(3601, "0.5")});
  CHECK(hours.text() == "0:3,-6,-7,1 3600:2,1001,1,1000 ");
}

TEST_CASE("counters of 63 bits keep their last digit") {
  Hours hours;
  hours.history(nlohmann::json::array({value_at(0, "2305843009213693951")}));
  CHECK(hours.text() == "0:1,2305843009213693951,2305843009213693951,2305843009213693951 ");
}

TEST_CASE("Zabbix's own hours stand in where single values are gone, and nowhere else") {
  Hours hours;
  hours.history({value_at(3600 + 1800, "4"), value_at(7200, "9")});
  hours.trends({trend(0, 60, "2.5", "8"), trend(1, 2, "3", "4"), trend(2, 1, "9", "9")});
  CHECK(hours.text() == "0:60,150,3,8 3600:2,6,3,4 7200:1,9,9,9 ");
}

TEST_CASE("what is no number, too large a one or of another time does not become a figure") {
  Hours hours;
  CHECK(problem_of([&] { hours.history(nlohmann::json::array({value_at(0, "abc")})); }) == "x: '[0].value': must be a number");
  CHECK(problem_of([&] { hours.history(nlohmann::json::array({value_at(0, "nan")})); }) == "x: '[0].value': must be a number");
  CHECK(problem_of([&] { hours.history(nlohmann::json::array({value_at(0, "1 ")})); }) == "x: '[0].value': must be a number");
  CHECK(problem_of([&] { hours.trends(nlohmann::json::array({{{"clock", kNoon + 5}, {"num", 1}, {"value_avg", "1"}, {"value_max", "1"}}})); }) == "x: '[0].clock': must be the start of an hour");
  hours.history({value_at(-1, "5"), value_at(4 * 3600, "5")});
  CHECK(hours.hours.elsewhen() == 2);
  hours.history(nlohmann::json::array({value_at(0, "1e300")}));
  CHECK(problem_of([&] { hours.text(); }) == "x: the values of item '5' are too large to be added up");
}

}  // namespace outdesk
