// From the pay that people get to the pay that is agreed, and what an article's shortcut makes of it.
#pragma once

#include "cost/payroll_rules.hpp"

namespace outdesk::cost {

/// The constant gross pay a month whose net is `net` a month on average over a full year: closed form
/// by bracket on unrounded tax where only income tax is withheld, else the least gross that reaches
/// it.  Throws UsageError where the profile has no income tax.
Money gross_for_net(const TaxProfile& profile, Money net);

/// The article's way of reckoning: net x (1 + first rates of income tax and contributions), without
/// the accident insurance.  Wrong, since tax is withheld from gross; shown beside the exact figure.
struct QuickEstimate {
  Micro rates;   ///< the sum, "0.43"
  Money cost;    ///< net x (1 + rates)
  Money exact;   ///< full cost of an average month with the same contributions
};
QuickEstimate quick_estimate(const TaxProfile& profile, Money net, Money gross);

}  // namespace outdesk::cost
