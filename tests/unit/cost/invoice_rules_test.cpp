#include <doctest/doctest.h>

#include "cost/invoice_rules.hpp"
#include "cost/warning_rules.hpp"
#include "sample_scenario.hpp"

using namespace outdesk;
using namespace outdesk::cost;

namespace {
const std::vector<Tier> kTiers = {{20, Money{2500}}, {50, Money{2000}}, {{}, Money{1500}}};
}

TEST_CASE("graduated tiers are paid slab by slab, bounds inclusive") {
  CHECK(line_amount(TierMode::graduated, kTiers, 0).minor == 0);
  CHECK(line_amount(TierMode::graduated, kTiers, 20).minor == 50'000);
  CHECK(line_amount(TierMode::graduated, kTiers, 21).minor == 52'000);
  CHECK(line_amount(TierMode::graduated, kTiers, 60).minor == 50'000 + 60'000 + 15'000);
}

TEST_CASE("volume tiers are paid all at one price, bounds inclusive") {
  CHECK(line_amount(TierMode::volume, kTiers, 20).minor == 50'000);
  CHECK(line_amount(TierMode::volume, kTiers, 21).minor == 42'000);
  CHECK(line_amount(TierMode::volume, kTiers, 51).minor == 76'500);
}

TEST_CASE("a package costs its bracket's sum; in the open last bracket all units at its price") {
  CHECK(line_amount(TierMode::package, kTiers, 1).minor == 2500);
  CHECK(line_amount(TierMode::package, kTiers, 20).minor == 2500);
  CHECK(line_amount(TierMode::package, kTiers, 51).minor == 76'500);
  CHECK(line_amount(TierMode::package, kTiers, 0).minor == 0);
}

TEST_CASE("volume tiers that make a larger order cheaper are named with the quantity") {
  // Users of a billing system fell over 20 seats for 500 and 21 for 420.
  Json json = sample_scenario();
  json["outsource"]["prices"]["desk"] = Json::parse(R"({"mode": "volume", "tiers": [{"up_to": 20, "price_minor": 2500}, {"up_to": null, "price_minor": 2000}]})");
  Scenario scenario = read_sample(json).scenario;
  std::vector<Warning> warnings = price_warnings(scenario);
  REQUIRE(warnings.size() == 2);  // the tills have volume tiers as well
  CHECK(warnings[0].name == "desk");
  CHECK(warnings[0].quantity == 20);
  CHECK(warnings[0].there.minor == 50'000);
  CHECK(warnings[0].one_more.minor == 42'000);
  CHECK(warnings[0].from == 17);  // 17 x 25 = 425 is dearer than 420, 16 x 25 = 400 is not
  CHECK(warnings[1].name == "till");
  CHECK(warnings[1].from == 19);
}

TEST_CASE("graduated tiers never make a larger order cheaper") {
  Json json = sample_scenario();
  json["outsource"]["prices"].erase("till");
  json["outsource"]["prices"].erase("shop");
  CHECK(price_warnings(read_sample(json).scenario).empty());
}

TEST_CASE("the minimum fee does not move with anything else of the invoice") {
  Scenario scenario = read_sample(sample_scenario()).scenario;
  scenario.outsource.min_fee = Money{90'000'000};
  YearPrices prices = prices_in_year(scenario.outsource, 0);
  std::vector<std::int64_t> base{120, 4, 12}, few{1, 0, 0};
  for (Wide visits : {Wide{0}, Wide{9} * kMillion * kMillion}) {
    Invoice invoice = invoice_of(scenario.outsource, prices, {&few, &base, visits, whole(1), 0});
    CHECK(invoice.recurring.minor == 90'000'000);
    CHECK(invoice.min_fee_applied);
  }
}

TEST_CASE("the credit is capped, and a KPI on the bound has the better tier") {
  SlaCredit sla{{}, {}, {{Micro{950'000}, Micro{}}, {Micro{900'000}, Micro{50'000}}, {Micro{}, Micro{100'000}}}, Money{30'000}, Micro{150'000}};
  CHECK(sla_credit(sla, Money{1'000'000}, Micro{950'000}, 0).minor == 0);
  CHECK(sla_credit(sla, Money{1'000'000}, Micro{949'999}, 1).minor == 80'000);
  CHECK(sla_credit(sla, Money{1'000'000}, Micro{100'000}, 5).minor == 150'000);
}

TEST_CASE("a client that deducts VAT bears only what is left of it") {
  CHECK(with_vat(Money{100'000}, Micro{220'000}, whole(1)).minor == 100'000);
  CHECK(with_vat(Money{100'000}, Micro{220'000}, Micro{}).minor == 122'000);
  CHECK(with_vat(Money{100'000}, Micro{220'000}, Micro{500'000}).minor == 111'000);
}
