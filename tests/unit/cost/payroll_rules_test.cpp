#include <doctest/doctest.h>

#include <nlohmann/json.hpp>

#include "cost/gross_rules.hpp"
#include "cost/payroll_report.hpp"
#include "cost/read_tax_profiles.hpp"

using namespace outdesk;
using namespace outdesk::cost;

namespace {

const TaxProfile& profile(const char* id) {
  static const TaxProfiles shipped = TaxProfiles::shipped();
  return shipped.find(id);
}

Money year_contributions(const char* id, std::int64_t gross) { return payroll_of(profile(id), Money{gross}).year.employer; }

std::string problem_of_profiles(const char* text) {
  Json json = Json::parse(text);
  TaxProfiles profiles;
  try {
    profiles.add(JsonNode(json, "t.json"), "t.json");
    return "read";
  } catch (const Error& error) {
    return error.what();
  }
}

}  // namespace

TEST_CASE("worked figures of 100 000 roubles a month (cost.md section 7)") {
  CHECK(year_contributions("RU-2018", 10'000'000).minor == 32'975'500);
  CHECK(year_contributions("RU-2024", 10'000'000).minor == 36'240'000);
  CHECK(year_contributions("RU-2025-msp", 10'000'000).minor == 24'298'800);
  CHECK(year_contributions("RU-2026-msp-priority", 10'000'000).minor == 25'555'110);
  CHECK(year_contributions("RU-2025-it", 10'000'000).minor == 9'360'000);
  CHECK(year_contributions("RU-2026-it", 10'000'000).minor == 18'240'000);
}

TEST_CASE("worked figures of 300 000 roubles a month, over the limits") {
  CHECK(payroll_of(profile("RU-2018"), Money{30'000'000}).year.income_tax.minor == 46'800'000);
  CHECK(payroll_of(profile("RU-2025"), Money{30'000'000}).year.income_tax.minor == 49'200'000);
  CHECK(year_contributions("RU-2018", 30'000'000).minor == 69'695'500);
  CHECK(year_contributions("RU-2024", 30'000'000).minor == 88'232'500);
  CHECK(year_contributions("RU-2025-msp", 30'000'000).minor == 59'775'732);
  CHECK(year_contributions("RU-2026-msp", 30'000'000).minor == 60'824'053);
  CHECK(year_contributions("RU-2026-it", 30'000'000).minor == 50'124'600);
}

TEST_CASE("the article's 43 per cent is off by 2570.11 roubles (cost.md section 8)") {
  const TaxProfile& p = profile("ru-2018");
  Money gross = gross_for_net(p, Money{4'000'000});
  CHECK(gross.minor == 4'597'701);
  QuickEstimate quick = quick_estimate(p, Money{4'000'000}, gross);
  CHECK(quick.rates == Micro{430'000});
  CHECK(quick.cost.minor == 5'720'000);
  CHECK(quick.exact.minor == 5'977'011);
  CHECK((quick.cost - quick.exact).minor == -257'011);
  CHECK(payroll_of(p, gross).months[0].cost().minor == 5'986'206);
  CHECK(payroll_of(p, gross).months[0].income_tax.minor == 597'700);
}

TEST_CASE("a year of rounded months adds up to the rounded year") {
  for (const char* id : {"RU-2018", "RU-2025-msp", "RU-2026", "RU-2024-it"}) {
    CAPTURE(id);
    Payroll payroll = payroll_of(profile(id), Money{7'777'777});
    Money sum;
    for (const PayrollMonth& month : payroll.months) sum += month.employer;
    CHECK(sum == payroll.year.employer);
    CHECK(payroll.year.income_tax.minor % 100 == 0);
  }
}

TEST_CASE("gross for net reaches the net on average, in every bracket of the scale of 2025") {
  const TaxProfile& p = profile("RU-2025");
  for (std::int64_t net : {0LL, 1LL, 5'000'000LL, 17'399'999LL, 17'400'001LL, 40'000'000LL, 150'000'000LL, 600'000'000LL}) {
    CAPTURE(net);
    Payroll payroll = payroll_of(p, gross_for_net(p, Money{net}));
    CHECK(std::abs(payroll.year.net().minor - 12 * net) <= 60);  // tax is rounded to whole roubles
  }
}

TEST_CASE("British pay: the least gross whose net reaches what was asked") {
  const TaxProfile& p = profile("gb-2025");
  Money gross = gross_for_net(p, Money{250'000});
  CHECK(payroll_of(p, gross).year.net().minor >= 12 * 250'000);
  CHECK(payroll_of(p, Money{gross.minor - 1}).year.net().minor < 12 * 250'000);
}

TEST_CASE("where a profile has no income tax, net pay is not computed") {
  CHECK_THROWS_WITH_AS(gross_for_net(profile("DE-2025"), Money{250'000}), "profile 'DE-2025-employer' has no income tax: net pay cannot be computed", UsageError);
}

TEST_CASE("a salary needs --net or --gross, one of the two") {
  PayrollOptions options;
  CHECK_THROWS_WITH_AS(make_payroll(profile("RU-2026"), options), "a salary needs --net or --gross", UsageError);
  options.net = options.gross = Money{100};
  CHECK_THROWS_WITH_AS(make_payroll(profile("RU-2026"), options), "give --net or --gross, not both", UsageError);
}

TEST_CASE("a wrong year is an error that names the years there are") {
  TaxProfiles shipped = TaxProfiles::shipped();
  try {
    shipped.find("ru-2022");
    FAIL("found");
  } catch (const NotFound& error) {
    CHECK(std::string(error.what()) == "no tax profile 'ru-2022': rates of another year are never taken instead");
    CHECK(error.next_step().find("RU-2023-general") != std::string::npos);
    CHECK(error.next_step().find("GB-2025-26") == std::string::npos);
  }
}

TEST_CASE("all shipped profiles have dates, standing and rates") {
  TaxProfiles shipped = TaxProfiles::shipped();
  CHECK(shipped.all().size() == 15);
  for (const TaxProfile& p : shipped.all()) {
    CAPTURE(p.id);
    CHECK(p.valid_from.size() == 10);
    CHECK(p.valid_from < p.valid_to);
    CHECK(p.valid_from.substr(0, 4) == std::to_string(p.year));
    CHECK_FALSE(p.standing.empty());
    CHECK_FALSE(p.employer.empty());
    CHECK(p.vat.has_value());
  }
}

TEST_CASE("a user's file adds profiles and replaces those of the same name") {
  Json json = Json::parse(R"({"schema": "outdesk.taxprofiles/1", "profiles": [
    {"id": "KZ-2026", "country": "KZ", "year": 2026, "currency": "KZT", "minor": 100, "year_start_month": 1, "income_tax": null,
     "employer_contributions": [{"code": "all", "basis": "month", "bands": [{"up_to_minor": null, "rate": "0.125"}]}], "status": {"all": "k"}},
    {"id": "ru-2026-GENERAL", "country": "RU", "year": 2026, "currency": "RUB", "minor": 100, "year_start_month": 1, "inherit": "RU-2026-general",
     "employer_contributions": [{"code": "all", "basis": "year_cumulative", "bands": [{"up_to_minor": null, "rate": "0.3"}]}], "status": {"all": "v own"}}]})");
  TaxProfiles profiles = TaxProfiles::shipped();
  profiles.add(JsonNode(json, "mine.json"), "mine.json");
  CHECK(profiles.all().size() == 16);
  CHECK(payroll_of(profiles.find("kz-2026"), Money{1'000'000}).year.employer.minor == 1'500'000);
  CHECK(profiles.find("RU-2026-general").employer.size() == 1);
  CHECK(profiles.find("RU-2026-general").file == "mine.json");
}

TEST_CASE("faulty tax files are refused with the path of the fault") {
  CHECK(problem_of_profiles(R"({"profiles": []})") == "t.json: 'schema': is missing");
  const char* frame = R"({"schema": "outdesk.taxprofiles/1", "profiles": [{"id": "X-2026", "country": "X", "year": 2026, "currency": "RUB", "minor": 100, "year_start_month": 1,
    "income_tax": null, "employer_contributions": [%], "status": {"a": "%"}}]})";
  auto with = [&](std::string rule, std::string status) {
    std::string text = frame;
    text.replace(text.rfind('%'), 1, status);
    text.replace(text.find('%'), 1, rule);
    return problem_of_profiles(text.c_str());
  };
  CHECK(with(R"({"code": "a", "basis": "month", "bands": [{"up_to_minor": null, "rate": "0.1"}]})", "v somewhere") == "read");
  CHECK(with(R"({"code": "a", "basis": "month", "bands": [{"up_to_minor": 5, "rate": "0.1"}]})", "k").find("employer_contributions[0].bands': must end with an open band") != std::string::npos);
  CHECK(with(R"({"code": "a", "basis": "month", "bands": [{"up_to_minor": 5, "rate": "0.1"}, {"up_to_minor": 4, "rate": "0.1"}, {"up_to_minor": null, "rate": "0"}]})", "k").find("must be above the bound before it") != std::string::npos);
  CHECK(with(R"({"code": "a", "basis": "month", "bands": [{"up_to_minor": null, "rate": "13"}]})", "k").find("must be a rate between 0 and 1, not '13'") != std::string::npos);
  CHECK(with(R"({"code": "a", "basis": "weekly", "bands": []})", "k").find("must be one of year_cumulative, month, year_limit_x_month_threshold") != std::string::npos);
  CHECK(with(R"({"code": "a", "basis": "month", "bands": [{"up_to_minor": null, "rate": "0.1"}]})", "trust me").find("must begin with \"v \"") != std::string::npos);
}
