#include <doctest/doctest.h>

#include "base/money.hpp"

using namespace outdesk;

TEST_CASE("decimals are exact and print without trailing zeros") {
  CHECK(parse_decimal("0.95")->nano == 950'000'000);
  CHECK(to_text(*parse_decimal("0.950")) == "0.95");
  CHECK(to_text(*parse_decimal("1")) == "1");
  CHECK(to_text(*parse_decimal("99999999.999999999")) == "99999999.999999999");
  CHECK(to_text(*parse_decimal("0.000000001")) == "0.000000001");
}

TEST_CASE("a decimal has no sign, no exponent and no bare point") {
  for (const char* bad : {"", ".5", "5.", "-1", "+1", "1e3", "0,95", "1.1234567891", "100000000", "0x1", " 1", "1.2.3", "nan"})
    CHECK_MESSAGE(!parse_decimal(bad), bad);
}

TEST_CASE("a rate of an amount is rounded half away from zero") {
  CHECK(multiply(Money{14800000}, *parse_decimal("0.02")) == Money{296000});
  CHECK(multiply(Money{1}, *parse_decimal("0.5")) == Money{1});
  CHECK(multiply(Money{1}, *parse_decimal("0.499999999")) == Money{0});
  CHECK(multiply(Money{-1}, *parse_decimal("0.5")) == Money{-1});
  CHECK(multiply(Money{3}, *parse_decimal("0.5")) == Money{2});
  CHECK(multiply(Money{9'000'000'000'000'000'000}, *parse_decimal("1")) == Money{9'000'000'000'000'000'000});
}

TEST_CASE("case 67: a share is compared in integers and never rounded up to its target") {
  Decimal aim = *parse_decimal("0.95");
  CHECK(Share{95, 100}.at_least(aim));
  CHECK_FALSE(Share{94996, 100000}.at_least(aim));
  CHECK_FALSE(Share{949999999, 1000000000}.at_least(aim));
  CHECK(Share{19, 20}.at_least(aim));
  CHECK_FALSE(Share{0, 0}.at_least(*parse_decimal("0")));  // nothing was measured
}

TEST_CASE("a share is printed rounded down") {
  CHECK(to_text(Share{150, 152}) == "0.986842");
  CHECK(to_text(Share{999999, 1000000}, 2) == "0.99");
  CHECK(to_text(Share{2, 3}, 0) == "0");
  CHECK(to_text(Share{5, 5}) == "1.000000");
  CHECK(to_text(Share{0, 0}).empty());
}
