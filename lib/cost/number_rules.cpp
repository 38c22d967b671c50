#include "cost/number_rules.hpp"

#include <limits>

#include "base/error.hpp"
#include "base/text.hpp"

namespace outdesk::cost {

namespace {

std::int64_t narrowed(Wide value) {
  constexpr Wide limit = std::numeric_limits<std::int64_t>::max();
  if (value > limit || value < -limit)
    throw UsageError("an amount of this calculation is larger than can be counted",
                     "check prices and quantities: is one of them in the wrong unit?");
  return static_cast<std::int64_t>(value);
}

}  // namespace

std::optional<Micro> micro_of(Decimal number) {
  if (number.nano % 1000 != 0) return {};
  return Micro{number.nano / 1000};
}

Decimal decimal_of(Micro number) { return Decimal{narrowed(Wide{number.millionths} * 1000)}; }

std::string to_text(Micro number) {
  std::int64_t size = number.millionths < 0 ? -number.millionths : number.millionths;
  std::string text = std::to_string(size / kMillion);
  if (std::int64_t rest = size % kMillion) {
    std::string fraction = zero_padded(rest, 6);
    fraction.erase(fraction.find_last_not_of('0') + 1);
    text += '.' + fraction;
  }
  return number.millionths < 0 ? '-' + text : text;
}

double real(Micro number) { return static_cast<double>(number.millionths) / 1e6; }

std::int64_t rounded(Wide numerator, Wide denominator) {
  if (denominator < 0) return rounded(-numerator, -denominator);
  Wide size = numerator < 0 ? -numerator : numerator;
  Wide quotient = size / denominator;
  if (size % denominator >= denominator - size % denominator) ++quotient;
  return narrowed(numerator < 0 ? -quotient : quotient);
}

std::int64_t ceiling(Wide numerator, Wide denominator) {
  Wide quotient = numerator / denominator;
  if (quotient * denominator < numerator) ++quotient;
  return narrowed(quotient);
}

Money times(Money amount, Micro rate) {
  return Money{rounded(Wide{amount.minor} * rate.millionths, kMillion)};
}

Money times(Money amount, std::int64_t n) { return Money{narrowed(Wide{amount.minor} * n)}; }

Micro index_after(Micro growth, int years) {
  Micro index = whole(1);
  for (int year = 0; year < years; ++year)
    index.millionths = rounded(Wide{index.millionths} * (kMillion + growth.millionths), kMillion);
  return index;
}

Micro to_four_places(Wide numerator, Wide denominator) {
  return Micro{rounded(numerator * 10'000, denominator) * 100};
}

Micro stepped_up(Micro need, Micro step) {
  return Micro{narrowed(Wide{ceiling(need.millionths, step.millionths)} * step.millionths)};
}

}  // namespace outdesk::cost
