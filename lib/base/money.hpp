// Money, exact decimals and shares.  No floating point anywhere near an invoice.
#pragma once

#include <compare>
#include <cstdint>
#include <numeric>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace outdesk {

/// An exact decimal number from 0 to 99,999,999 with at most 9 digits behind the point, as
/// contracts write rates: "0.95", "0.22".  Kept in units of 1e-9.
struct Decimal {
  std::int64_t nano = 0;  ///< the value times 1,000,000,000
  constexpr auto operator<=>(const Decimal&) const = default;
};

/// Plain decimal notation, no sign, no exponent; empty otherwise.
std::optional<Decimal> parse_decimal(std::string_view text);
/// Shortest form without trailing zeros: "0.95", "1".
std::string to_text(Decimal d);

/// An amount in the minor unit (kopeck, cent) of one currency.
struct Money {
  std::int64_t minor = 0;

  constexpr Money() = default;
  explicit constexpr Money(std::int64_t m) : minor(m) {}
  constexpr auto operator<=>(const Money&) const = default;
  friend constexpr Money operator+(Money a, Money b) { return Money{a.minor + b.minor}; }
  friend constexpr Money operator-(Money a, Money b) { return Money{a.minor - b.minor}; }
  constexpr Money& operator+=(Money b) { minor += b.minor; return *this; }
};

/// amount times rate, rounded half away from zero to the minor unit.
Money multiply(Money amount, Decimal rate);

/// `part` of `whole`, both counts; a whole of 0 means that there is nothing to measure.
struct Share {
  std::int64_t part = 0, whole = 0;
  constexpr bool operator==(const Share&) const = default;
  constexpr bool defined() const { return whole > 0; }
  /// part/whole >= target, in integers: 94.996 % never passes for 95 % (sla.md case 67).
  bool at_least(Decimal target) const;
};

/// Decimal string with `digits` digits, rounded down: a share is never shown as better than it is.
/// Empty where the share is not defined.
std::string to_text(Share s, int digits = 6);

inline Money sum_of(const std::vector<Money>& parts) { return std::accumulate(parts.begin(), parts.end(), Money{}); }

}  // namespace outdesk
