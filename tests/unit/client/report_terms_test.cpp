#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include "base/error.hpp"
#include "client/report_terms.hpp"

using namespace outdesk;

namespace {

ReportTerms terms_of(const char* text) {
  Json json = Json::parse(text);
  return read_report_terms(JsonNode(json, "c.json", "report"));
}

}  // namespace

TEST_CASE("how a month is rated stands in the contract; what it leaves out is as it was") {
  ReportTerms none = terms_of("{}");
  CHECK(none.near_target.nano == 10'000'000);
  CHECK(none.missed_running == 2);
  CHECK_FALSE(none.ratings_target);
  ReportTerms all = terms_of(R"({"near_target": "0.02", "missed_running": 3, "ratings_target": "4.5"})");
  CHECK(all.near_target.nano == 20'000'000);
  CHECK(all.missed_running == 3);
  CHECK(all.ratings_target->nano == 4'500'000'000);
}

TEST_CASE("thresholds that mean nothing are refused") {
  CHECK_THROWS_AS(terms_of(R"({"near_target": "1.5"})"), InputError);
  CHECK_THROWS_AS(terms_of(R"({"missed_running": 0})"), InputError);
  CHECK_THROWS_AS(terms_of(R"({"ratings_target": "5.5"})"), InputError);
  CHECK_THROWS_AS(terms_of(R"({"ratings_target": "0.5"})"), InputError);
  CHECK_THROWS_AS(terms_of(R"({"rating_target": "4.5"})"), InputError);
}
