// A country's payroll taxes of one year as plain data: what read_tax_profiles() makes of a file.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "cost/number_rules.hpp"

namespace outdesk::cost {

/// A rate up to a bound, inclusive; the last band is open.
struct Band {
  std::optional<Money> up_to;
  Micro rate;
};

struct IncomeTax {
  bool prorate_by_month = false;  ///< allowance and bounds grow by a twelfth a month (PAYE)
  Money allowance;                ///< a year, free of tax
  Money round_to;                 ///< the cumulative tax is rounded to this (whole roubles)
  std::vector<Band> brackets;
};

/// One contribution.  Its bands apply to the pay since the start of the tax year, or to one month's
/// pay; or there is a yearly limit together with a monthly threshold (Russian small business).
struct Contribution {
  enum class Basis { year, month, limit_and_threshold } basis = Basis::year;
  std::string code;
  std::vector<Band> bands;
  Money limit, threshold;
  Micro low_in, high_in, low_over, high_over;
};

/// How well one number of a profile is known.
struct Standing {
  std::string what;
  bool verified = false;  ///< a published source was read that states it; else own knowledge
  std::string source;
};

struct TaxProfile {
  std::string id;                       ///< "RU-2026-general"
  std::string name;
  std::vector<std::string> aliases;     ///< "RU-2026"
  std::string country, currency;
  int year = 0;                         ///< in which the tax year begins
  std::string valid_from, valid_to;     ///< days, inclusive; may be empty
  int year_start_month = 1;
  std::optional<IncomeTax> income_tax;  ///< empty: net pay cannot be computed
  std::vector<Contribution> employee, employer;
  std::optional<Micro> vat;
  std::vector<Micro> vat_reduced;
  std::int64_t norm_hours = 0, workdays = 0, days = 0;  ///< 0: not known
  std::vector<Standing> standing;
  std::string file;                     ///< where it was read
};

}  // namespace outdesk::cost
