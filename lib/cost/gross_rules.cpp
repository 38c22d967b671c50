#include "cost/gross_rules.hpp"

#include "base/error.hpp"
#include "base/text.hpp"

namespace outdesk::cost {

namespace {

constexpr std::int64_t kMostGross = 10'000'000'000'000;  ///< a month, minor units

/// Inverse of year's net = gross - tax(gross - allowance), bracket by bracket, on unrounded tax.
Money by_brackets(const IncomeTax& rule, Money net) {
  Wide year = Wide{net.minor} * 12 * kMillion;  // in millionths from here on
  Wide allowance = Wide{rule.allowance.minor} * kMillion;
  if (year <= allowance) return net;
  Wide tax = 0, from = 0;
  for (const Band& bracket : rule.brackets) {
    Wide kept = kMillion - bracket.rate.millionths;
    // allowance + x - tax - rate (x - from) = year, solved for x; compared without dividing.
    Wide excess = year - allowance - from + tax;
    if (!bracket.up_to || excess * kMillion <= (bracket.up_to->minor * Wide{kMillion} - from) * kept)
      return Money{rounded((allowance + from) * kept + excess * kMillion, kept * 12 * kMillion)};
    Wide to = bracket.up_to->minor * Wide{kMillion};
    tax += (to - from) / kMillion * bracket.rate.millionths;
    from = to;
  }
  return net;
}

/// The least gross pay whose year's net reaches 12 x net.
Money by_search(const TaxProfile& profile, Money net) {
  std::int64_t lo = net.minor, hi = net.minor;
  auto reaches = [&](std::int64_t gross) {
    return payroll_of(profile, Money{gross}).year.net().minor >= net.minor * 12;
  };
  while (!reaches(hi) && hi < kMostGross) hi = hi * 2 + 1;
  while (lo < hi) {
    std::int64_t middle = lo + (hi - lo) / 2;
    if (reaches(middle)) hi = middle;
    else lo = middle + 1;
  }
  return Money{lo};
}

Micro first_rate(const Contribution& rule) {
  return rule.basis == Contribution::Basis::limit_and_threshold ? rule.low_in : rule.bands.front().rate;
}

bool is_accident_insurance(const Contribution& rule) { return rule.code == "injury"; }

}  // namespace

Money gross_for_net(const TaxProfile& profile, Money net) {
  if (!profile.income_tax)
    throw UsageError("profile " + in_quotes(profile.id) + " has no income tax: net pay cannot be computed",
                     "give the salary as --gross");
  if (net.minor < 0 || net.minor > kMostGross / 100)
    throw UsageError("a net salary of " + std::to_string(net.minor) + " minor units is out of range");
  bool only_tax = profile.employee.empty() && !profile.income_tax->prorate_by_month;
  return only_tax ? by_brackets(*profile.income_tax, net) : by_search(profile, net);
}

QuickEstimate quick_estimate(const TaxProfile& profile, Money net, Money gross) {
  QuickEstimate estimate;
  if (profile.income_tax) estimate.rates = profile.income_tax->brackets.front().rate;
  Payroll payroll = payroll_of(profile, gross);
  Money without_insurance = payroll.year.gross;
  for (std::size_t i = 0; i < profile.employer.size(); ++i) {
    if (is_accident_insurance(profile.employer[i])) continue;
    estimate.rates += first_rate(profile.employer[i]);
    without_insurance += payroll.year.employer_parts[i];
  }
  estimate.cost = times(net, whole(1) + estimate.rates);
  estimate.exact = Money{rounded(without_insurance.minor, 12)};
  return estimate;
}

}  // namespace outdesk::cost
