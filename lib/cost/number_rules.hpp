// The number rules of a calculation: money in whole minor units, everything else in millionths,
// products in 128 bits, and one rounding only where a rule says so.  No binary floating point.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>

#include "base/money.hpp"

namespace outdesk::cost {

__extension__ using Wide = __int128;

constexpr std::int64_t kMillion = 1'000'000;

/// A rate, a ratio, hours or heads: an exact number with at most 6 digits behind the point (M1).
struct Micro {
  std::int64_t millionths = 0;
  constexpr auto operator<=>(const Micro&) const = default;
  friend constexpr Micro operator+(Micro a, Micro b) { return Micro{a.millionths + b.millionths}; }
  friend constexpr Micro operator-(Micro a, Micro b) { return Micro{a.millionths - b.millionths}; }
  constexpr Micro& operator+=(Micro b) { millionths += b.millionths; return *this; }
};
constexpr Micro whole(std::int64_t n) { return Micro{n * kMillion}; }

/// Empty where the number has more than 6 digits behind the point.
std::optional<Micro> micro_of(Decimal number);
Decimal decimal_of(Micro number);  ///< of a number that is not negative
/// Shortest form: "0.95", "1", "-0.5".
std::string to_text(Micro number);
double real(Micro number);         ///< for Erlang formulas only

/// numerator / denominator to the nearest whole number, ties away from zero (M2).  Throws UsageError
/// where the result does not fit in 64 bits.
std::int64_t rounded(Wide numerator, Wide denominator);
/// The least whole number that is not below numerator / denominator; the denominator is positive.
std::int64_t ceiling(Wide numerator, Wide denominator);

/// R(amount x rate): the product rounded once.
Money times(Money amount, Micro rate);
/// R(amount x n).  Throws UsageError where it is too large.
Money times(Money amount, std::int64_t n);

/// An index after `years` steps of `growth`, each step rounded half up to 6 places (M5).
Micro index_after(Micro growth, int years);

/// numerator / denominator as a number of heads: half up to 4 places, so that a ceiling taken
/// afterwards is not one too high by a rounding error (M4: 42 / 0.7 is 60, not 61).
Micro to_four_places(Wide numerator, Wide denominator);

/// The least multiple of `step` that is not below `need`.
Micro stepped_up(Micro need, Micro step);

}  // namespace outdesk::cost
