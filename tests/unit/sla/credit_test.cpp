#include "sla/credit_rules.hpp"

#include <nlohmann/json.hpp>

#include "base/error.hpp"
#include "made_ticket.hpp"
#include "sla/credit_report.hpp"

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

namespace {

Table reconciliation(const Fee& fee, const KpiCounts& kpi, const std::vector<Breach>& breaches) {
  return reconciliation_table(credits_of(fee, kpi, breaches, kOctober), fee, kpi, "17/24", "RUB", Language::en);
}

/// The sum of the amounts shown, as the sheet adds it up.
Money shown_sum(const Table& table) {
  Money sum;
  for (const Row& row : table.rows) sum += std::get<Money>(row[3]);
  return sum;
}

}  // namespace

TEST_CASE("the reconciliation leads from the fee to what is to pay, with every rule that was looked at") {
  Fee fee = fee_of(kFee);
  Table table = reconciliation(fee, with_resolution(147, 5), {breach("T-1", "05 10:00")});
  REQUIRE(table.rows.size() == 4);
  CHECK(table.rows[0][0] == Value(std::string("Monthly fee, contract 17/24")));
  CHECK(table.rows[1][1] == Value(std::string("6.2")));
  CHECK(table.rows[1][3] == Value(Money{0}));
  CHECK(table.rows[2][2] == Value(Decimal{2'000'000'000}));
  CHECK(table.rows[2][3] == Value(Money{-296000}));
  CHECK(table.rows[3][3] == Value(Money{0}));  // the limit is not reached
  CHECK(shown_sum(table) == std::get<Money>((*table.total)[3]));
  CHECK(table.columns[3].formula == "\n-ROUND([3@0]*[2@1]/100,2)\n-ROUND([3@0]*[2@2]/100,2)\n"
                                    "MAX(0,-SUM([3@1]:[3@2])-ROUND([3@0]*[2@3]/100,2))\nSUM([3@0]:[3@3])");
  for (const Column& column : table.columns) CHECK(column.key.empty());
}

TEST_CASE("what is over the limit comes back, and a contract without breaches says so") {
  Fee fee = fee_of(kFee);
  std::vector<Breach> many(4, breach("T-1", "05 10:00"));
  Table table = reconciliation(fee, with_resolution(0, 10), many);
  CHECK(table.rows.size() == 7);
  CHECK(table.rows.back()[3] == Value(Money{1480000 + 4 * 296000 - 2220000}));
  CHECK(shown_sum(table) == std::get<Money>((*table.total)[3]));
  CHECK(reconciliation(fee, with_resolution(10, 0), {}).rows[2][0] == Value(std::string("deadline missed: P1, resolution: none")));
}
