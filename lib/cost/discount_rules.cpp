#include "cost/discount_rules.hpp"

#include <cmath>

namespace outdesk::cost {

namespace {

constexpr Wide kHalf = 1'000'000'000'000;  ///< 1e12: half of the digits
constexpr Wide kUnit = kHalf * kHalf;      ///< 1 in fixed point

/// a x b in fixed point for 0 <= a, b <= 2, at most 3 units of the last place too low.
Wide product(Wide a, Wide b) {
  Wide a1 = a / kHalf, a0 = a % kHalf, b1 = b / kHalf, b0 = b % kHalf;
  return a1 * b1 + (a1 * b0 + a0 * b1 + a0 * b0 / kHalf) / kHalf;
}

Wide power(Wide base, int exponent) {
  Wide result = kUnit;
  for (int i = 0; i < exponent; ++i) result = product(result, base);
  return result;
}

/// (1+r)^(-1/12): a start from the machine's pow, made exact by two Newton steps
/// x := x (1 + (1 - x^12 (1+r)) / 12).
Wide month_factor(Micro rate) {
  long double start = std::pow(1.0L + static_cast<long double>(rate.millionths) / 1e6L, -1.0L / 12);
  Wide x = static_cast<Wide>(start * 1e18L) * 1'000'000;
  for (int step = 0; step < 2; ++step) {
    Wide error = kUnit - power(x, 12) * (kMillion + rate.millionths) / kMillion;
    Wide correction = product(x, error < 0 ? -error : error) / 12;
    x += error < 0 ? -correction : correction;
  }
  return x;
}

}  // namespace

Discount::Discount(Micro rate, int months) : rate_(rate) {
  Wide month = month_factor(rate);
  Wide year = kUnit * kMillion / (kMillion + rate.millionths);
  Wide years = kUnit;
  for (int m = 0; m <= months; ++m) {
    if (m > 0 && m % 12 == 0) years = product(years, year);
    factors_.push_back(product(years, power(month, m % 12)));
  }
}

Money Discount::present_value(const std::vector<Money>& flows) const {
  Wide upper = 0, lower = 0;  // in units of 1e-12 and 1e-24
  for (std::size_t m = 0; m < flows.size(); ++m) {
    upper += flows[m].minor * (factors_[m] / kHalf);
    lower += flows[m].minor * (factors_[m] % kHalf);
  }
  // The factors are cut off at 24 digits: a sum that ends in .5 may stand 1e-12 too low.
  Wide amount = upper / kHalf + lower / kUnit;
  Wide rest = upper % kHalf * kHalf + lower % kUnit;
  if (rest < 0) rest += kUnit, --amount;
  if (rest >= kUnit) rest -= kUnit, ++amount;
  Wide half = kUnit / 2 + (amount < 0 ? kHalf : -kHalf);
  return Money{rounded(rest >= half ? amount + 1 : amount, 1)};
}

Micro Discount::shown(int month) const {
  return Micro{rounded(factors_[static_cast<std::size_t>(month)], kUnit / kMillion)};
}

}  // namespace outdesk::cost
