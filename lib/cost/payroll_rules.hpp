// From gross pay to tax, contributions and full cost, month by month; and from net pay to gross.
#pragma once

#include <vector>

#include "cost/tax_profile.hpp"

namespace outdesk::cost {

/// Sum over the bands of rate x part of `amount` in the band, in millionths of the minor unit.  The
/// bounds are multiplied by `factor` first, for amounts that come multiplied by it.
Wide over_bands(const std::vector<Band>& bands, Wide amount, Wide factor = 1);

/// Carries one person's pay through a tax year.  Cumulative sums are rounded, a month is their
/// difference (M3), so that the year is right to the kopeck.  The profile must outlive it.
class TaxYear {
 public:
  explicit TaxYear(const TaxProfile& profile);

  /// Takes the next month's gross pay.
  void add(Money gross);

  Money income_tax() const { return income_tax_; }  ///< withheld this month
  Money employee() const;                           ///< this month, all of them
  Money employer() const;
  /// This month's part of each of the profile's employer contributions, in order.
  const std::vector<Money>& employer_parts() const { return employer_month_; }

 private:
  struct Sum {
    Wide exact = 0;  ///< since the start of the tax year, in millionths
    Money rounded;
  };
  Money contribution(const Contribution& rule, Sum& sum, Money gross) const;
  void add_income_tax(const IncomeTax& rule);

  const TaxProfile* profile_;
  Money pay_, income_tax_, income_tax_year_;
  int months_ = 0;
  std::vector<Sum> employee_sums_, employer_sums_;
  std::vector<Money> employee_month_, employer_month_;
};

struct PayrollMonth {
  Money gross, income_tax, employee, employer;
  std::vector<Money> employer_parts;
  Money net() const { return gross - income_tax - employee; }
  Money cost() const { return gross + employer; }
};

struct Payroll {
  std::vector<PayrollMonth> months;
  PayrollMonth year;  ///< sums
};

/// A tax year of at most 12 months' gross pay.
Payroll payroll_of(const TaxProfile& profile, const std::vector<Money>& gross);
/// 12 months of the same gross pay.
Payroll payroll_of(const TaxProfile& profile, Money gross);

}  // namespace outdesk::cost
