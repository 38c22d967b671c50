// One figure of each topic over the months: what bars and the machine formats show, always out of the facts.
#pragma once

#include <optional>
#include <vector>

#include "client/contract.hpp"
#include "output/document.hpp"

namespace outdesk {

/// Of one month a count, a Share or Seconds.  Nothing (a gap, never a zero): the source was missing or partial then, or
/// there was nothing to measure.
struct MonthValue {
  Month month;
  Value value;
};
/// Up to twelve months, oldest first, the month of the report last; none from before the contract.
using MonthValues = std::vector<MonthValue>;

constexpr int kMonthsOfTrend = 12;

/// The months that a trend has where the client's contracts are these; `month` is always among them.
std::vector<Month> trend_months(const std::vector<Contract>& contracts, Month month);

/// As heights of bars, from the first month of which anything is known: a share in per cent rounded down to a tenth, a time in whole minutes.
std::vector<std::optional<double>> bars_of(const MonthValues& months);

/// The month before has no value, and an earlier one has: the source was there already, and gave less than all.
bool has_gap_before(const MonthValues& months);

/// A list of {month, value} for machines.
Value months_value(const MonthValues& months);

}  // namespace outdesk
