#include "sla/credit_rules.hpp"

#include <nlohmann/json.hpp>

#include "base/error.hpp"
#include "made_ticket.hpp"

using namespace outdesk;

namespace {


Fee fee_of(const std::string& json) { return terms_of("{\"fee\":" + json + "}").contract.fee.value(); }

const char* kFee = R"({"month_minor":14800001,"credits":[
  {"when":"kpi.resolution","clause":"6.2","tiers":[{"from":"0.95","credit":"0"},{"from":"0.90","credit":"0.05"},{"from":"0","credit":"0.10"}]},
  {"when":"breach","priority":"P1","target":"resolution","credit":"0.02","clause":"6.3"}],"cap":"0.15"})";

KpiCounts with_resolution(std::int64_t met, std::int64_t missed) {
  KpiCounts kpi;
  kpi.resolution = {met, missed, 0};
  return kpi;
}

Breach breach(const char* ticket, const char* when, const char* priority = "P1", Target target = Target::resolution) {
  return {ticket, priority, 1, 0, target, october(when)};
}

Money sum_of(const Credits& credits) {
  Money sum;
  for (const auto& line : credits.lines) sum += line.amount;
  return sum;
}

}  // namespace

TEST_CASE("a tier is chosen by the exact share") {
  Fee fee = fee_of(kFee);
  CHECK(credits_of(fee, with_resolution(95, 5), {}, kOctober).total == Money{0});
  CHECK(credits_of(fee, with_resolution(94996, 5004), {}, kOctober).total == Money{740000});  // 94.996 % is below 95 %
  CHECK(credits_of(fee, with_resolution(90, 10), {}, kOctober).total == Money{740000});
  CHECK(credits_of(fee, with_resolution(89, 11), {}, kOctober).total == Money{1480000});
  CHECK(credits_of(fee, with_resolution(0, 0), {}, kOctober).lines.empty());
}

TEST_CASE("each breach lowers the invoice once, in the period that holds it") {
  Fee fee = fee_of(kFee);
  Credits credits = credits_of(fee, with_resolution(100, 0),
                               {breach("T-1", "05 10:00"), breach("T-2", "06 10:00", "P3"), breach("T-3", "07 10:00", "P1", Target::response),
                                {"T-4", "P1", 4, 0, Target::resolution, at("2026-11-01T00:00:00Z")}, {"T-5", "P1", 5, 0, Target::resolution, at("2026-09-30T23:59:59Z")}},
                               kOctober);
  REQUIRE(credits.lines.size() == 1);
  CHECK(credits.lines[0].ticket == "T-1");
  CHECK(credits.lines[0].clause == "6.3");
  CHECK(credits.lines[0].amount == Money{296000});
  CHECK(credits.to_pay == Money{14800001 - 296000});
}

TEST_CASE("the cap is a line of its own, and lines add up to the total") {
  Fee fee = fee_of(kFee);
  std::vector<Breach> breaches;
  for (int i = 0; i < 5; ++i) breaches.push_back(breach(("T-" + std::to_string(i)).c_str(), "05 10:00"));
  Credits credits = credits_of(fee, with_resolution(50, 50), breaches, kOctober);
  CHECK(credits.total == Money{2220000});  // 15 % of 148,000.01
  CHECK(credits.lines.back().when == "cap");
  CHECK(credits.lines.back().amount == Money{2220000 - 1480000 - 5 * 296000});
  CHECK(sum_of(credits) == credits.total);
  CHECK(credits.total + credits.to_pay == credits.fee);
}

TEST_CASE("without a cap credits never exceed the fee") {
  Fee fee = fee_of(R"({"month_minor":1000,"credits":[{"when":"breach","priority":"P1","target":"resolution","credit":"0.6"}]})");
  Credits credits = credits_of(fee, KpiCounts{}, {breach("T-1", "05 10:00"), breach("T-2", "05 11:00")}, kOctober);
  CHECK(credits.total == Money{1000});
  CHECK(credits.to_pay == Money{0});
}

TEST_CASE("a transition period has no credits, and says so") {
  std::string json = kFee;
  json.insert(json.size() - 1, R"(,"no_credits":{"from":"2026-09-15","to":"2026-10-15"})");
  Credits credits = credits_of(fee_of(json), with_resolution(0, 10), {breach("T-1", "05 10:00")}, kOctober);
  CHECK(credits.total == Money{0});
  CHECK(credits.none_because == "transition");
}

TEST_CASE("halves of a minor unit are rounded away from zero") {
  Fee fee = fee_of(R"({"month_minor":250,"credits":[{"when":"breach","priority":"P1","target":"resolution","credit":"0.01"}]})");
  CHECK(credits_of(fee, KpiCounts{}, {breach("T-1", "05 10:00")}, kOctober).total == Money{3});
}

TEST_CASE("wrong credit rules are refused with their path") {
  auto refusal = [](const char* json) {
    try { fee_of(json); } catch (const Error& error) { return std::string(error.what()); }
    return std::string();
  };
  CHECK(refusal(R"({"month_minor":1,"credits":[{"when":"kpi.resolution","tiers":[{"from":"0.9","credit":"0"},{"from":"0.95","credit":"0.1"}]}]})")
            .find("fee.credits[0].tiers[1].from") != std::string::npos);
  CHECK(refusal(R"({"month_minor":1,"credits":[{"when":"kpi.resolution","tiers":[{"from":"0.9","credit":"-0.1"}]}]})")
            .find("fee.credits[0].tiers[0].credit") != std::string::npos);
  CHECK(refusal(R"({"month_minor":1,"credits":[],"cap":"-0.1"})").find("'fee.cap'") != std::string::npos);
  CHECK(refusal(R"({"month_minor":-1,"credits":[]})").find("'fee.month_minor'") != std::string::npos);
}
