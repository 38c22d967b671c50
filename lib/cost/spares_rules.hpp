// Spare devices on the shelf: enough that a failure finds one, by Poisson's law.
#pragma once

#include <cstdint>

#include "cost/number_rules.hpp"

namespace outdesk::cost {

/// The least stock s with P(Poisson(devices x failure rate a year x lead time / 12) <= s) >= target.
/// `lead_months` is the time until a spare is replaced; target is below 1.
std::int64_t spare_stock(std::int64_t devices, Micro yearly_failure_rate, Micro lead_months,
                         Micro target);

}  // namespace outdesk::cost
