// Net present value without floating point: discount factors to 24 digits, the sum rounded once.
#pragma once

#include <vector>

#include "cost/number_rules.hpp"

namespace outdesk::cost {

/// (1+r)^(-m/12) for the months 0 to `months`, r effective a year (M6).
class Discount {
 public:
  Discount(Micro rate, int months);
  /// Sum of flows[m] x factor[m], rounded once; month 0 is not discounted (Excel's NPV starts at
  /// month 1: numpy issue 10877).  At most months + 1 flows.
  Money present_value(const std::vector<Money>& flows) const;
  int months() const { return static_cast<int>(factors_.size()) - 1; }
  Micro rate() const { return rate_; }
  /// The factor of month m to 6 places, for showing it.
  Micro shown(int month) const;

 private:
  Micro rate_;
  std::vector<Wide> factors_;  ///< in units of 1e-24
};

}  // namespace outdesk::cost
