// A scenario to begin with: from a size, a salary and a tax profile to a whole file with notes.
#pragma once

#include <optional>
#include <string>

#include "cost/read_tax_profiles.hpp"

namespace outdesk::cost {

/// What is known at the start; everything else is assumed or a benchmark, and marked so.
struct StartOptions {
  std::string profile = "RU-2026";
  std::int64_t workstations = 100, sites = 1;
  std::optional<Money> net, gross;        ///< of an administrator, a month; none: a usual one is assumed
  std::int64_t horizon_months = 12;
  bool horizon_given = false;             ///< else it is an assumption
  std::int64_t start_month = 0;           ///< 0: the first of the profile's tax year
  std::string coverage = "8x5";
  std::optional<Money> price;             ///< per workstation and month; the tiers keep their proportions
  std::optional<Micro> tickets, onsite_share, vat_recoverable, discount_rate;
  std::vector<std::string> tax_files;     ///< written into the scenario
};

/// The text of the scenario file, as `outdesk cost-calc init` writes it.  Throws UsageError where a
/// number is out of range or there are no usual amounts for the profile's currency.
std::string start_scenario(const StartOptions& options, const TaxProfiles& profiles);

/// The text of a scenario that was made of `like`, keys in the same order.
std::string scenario_text(const Json& scenario, const std::string& like);

}  // namespace outdesk::cost
