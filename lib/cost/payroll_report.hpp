// `outdesk cost-calc payroll` and `profiles`: what a salary costs, and by which rates.
#pragma once

#include "cost/report_parts.hpp"

namespace outdesk::cost {

struct PayrollOptions : ReportOptions {
  std::optional<Money> net, gross;  ///< a month; exactly one of the two
};

/// A year of one salary by `profile`.  Throws UsageError unless exactly one of net and gross is given.
Document make_payroll(const TaxProfile& profile, const PayrollOptions& options);

/// All profiles with their years and standing.
Document make_profile_list(const TaxProfiles& profiles, Language language);
/// One of them, number by number.
Document make_profile(const TaxProfile& profile, Language language);

}  // namespace outdesk::cost
