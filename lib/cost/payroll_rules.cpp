#include "cost/payroll_rules.hpp"

#include <algorithm>
#include <numeric>

namespace outdesk::cost {

namespace {

/// One month of a rule with a yearly limit and a monthly threshold, in millionths.  The part inside
/// the limit takes the threshold first, what is left of it goes to the part over the limit.
Wide limit_and_threshold(const Contribution& rule, Money before, Money gross) {
  Wide inside = std::clamp<Wide>(rule.limit.minor - before.minor, 0, gross.minor);
  Wide over = gross.minor - inside;
  Wide low_inside = std::min<Wide>(inside, rule.threshold.minor);
  Wide low_over = std::min<Wide>(over, rule.threshold.minor - low_inside);
  return low_inside * rule.low_in.millionths + (inside - low_inside) * rule.high_in.millionths +
         low_over * rule.low_over.millionths + (over - low_over) * rule.high_over.millionths;
}

}  // namespace

Wide over_bands(const std::vector<Band>& bands, Wide amount, Wide factor) {
  Wide sum = 0, from = 0;
  for (const Band& band : bands) {
    Wide to = band.up_to ? std::min(amount, band.up_to->minor * factor) : amount;
    if (to <= from) break;
    sum += (to - from) * band.rate.millionths;
    from = to;
  }
  return sum;
}

TaxYear::TaxYear(const TaxProfile& profile)
    : profile_(&profile),
      employee_sums_(profile.employee.size()),
      employer_sums_(profile.employer.size()),
      employee_month_(profile.employee.size()),
      employer_month_(profile.employer.size()) {}

Money TaxYear::contribution(const Contribution& rule, Sum& sum, Money gross) const {
  if (rule.basis == Contribution::Basis::month)
    return Money{rounded(over_bands(rule.bands, gross.minor), kMillion)};
  if (rule.basis == Contribution::Basis::year)
    sum.exact = over_bands(rule.bands, pay_.minor);
  else
    sum.exact += limit_and_threshold(rule, pay_ - gross, gross);
  Money before = sum.rounded;
  sum.rounded = Money{rounded(sum.exact, kMillion)};
  return sum.rounded - before;
}

void TaxYear::add_income_tax(const IncomeTax& rule) {
  // In twelfths of a minor unit, so that a twelfth of an allowance is exact.
  Wide share = rule.prorate_by_month ? months_ : 12;
  Wide taxable = std::max<Wide>(0, Wide{pay_.minor} * 12 - rule.allowance.minor * share);
  Wide tax = over_bands(rule.brackets, taxable, share);
  std::int64_t step = rule.round_to.minor;
  Money year{rounded(tax, Wide{12} * kMillion * step) * step};
  income_tax_ = year - income_tax_year_;
  income_tax_year_ = year;
}

void TaxYear::add(Money gross) {
  pay_ += gross;
  ++months_;
  if (profile_->income_tax) add_income_tax(*profile_->income_tax);
  for (std::size_t i = 0; i < employee_month_.size(); ++i)
    employee_month_[i] = contribution(profile_->employee[i], employee_sums_[i], gross);
  for (std::size_t i = 0; i < employer_month_.size(); ++i)
    employer_month_[i] = contribution(profile_->employer[i], employer_sums_[i], gross);
}

Money TaxYear::employee() const { return sum_of(employee_month_); }
Money TaxYear::employer() const { return sum_of(employer_month_); }

Payroll payroll_of(const TaxProfile& profile, const std::vector<Money>& gross) {
  Payroll payroll;
  payroll.year.employer_parts.resize(profile.employer.size());
  TaxYear year(profile);
  for (Money pay : gross) {
    year.add(pay);
    PayrollMonth month{pay, year.income_tax(), year.employee(), year.employer(), year.employer_parts()};
    payroll.year.gross += month.gross;
    payroll.year.income_tax += month.income_tax;
    payroll.year.employee += month.employee;
    payroll.year.employer += month.employer;
    for (std::size_t i = 0; i < month.employer_parts.size(); ++i)
      payroll.year.employer_parts[i] += month.employer_parts[i];
    payroll.months.push_back(std::move(month));
  }
  return payroll;
}

Payroll payroll_of(const TaxProfile& profile, Money gross) {
  return payroll_of(profile, std::vector<Money>(12, gross));
}

}  // namespace outdesk::cost
