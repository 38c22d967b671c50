// Remarks on a scenario that is legal but deserves a look.
#pragma once

#include <string>
#include <vector>

#include "cost/comparison_rules.hpp"

namespace outdesk::cost {

struct Warning {
  enum class Of { profile_repeated, volume_drop, part_heads, occupancy, ratio, loaded_cost, severance_later } of;
  std::string name;                   ///< of the profile, unit or role
  std::int64_t quantity = 0, from = 0;
  Money there, one_more;
  Micro number;
};
const char* code_of(Warning::Of of);  ///< "volume-drop"

/// The horizon passes the last tax profile.
std::vector<Warning> profile_warnings(const Scenario& scenario);
/// The own team stays to the end of the horizon, so that its severance falls after it.
std::vector<Warning> transition_warnings(const Scenario& scenario);
/// Volume tiers that make a larger order cheaper in total.
std::vector<Warning> price_warnings(const Scenario& scenario);
/// Part-time heads where contributions go by monthly thresholds; occupancy over 0.85; units per head
/// of `unit` outside the surveys' 70 to 200; full cost outside 1.3 to 1.5 of pay.
std::vector<Warning> team_warnings(const Scenario& scenario, const Plan& plan, const PayTable& pay, std::size_t unit);

}  // namespace outdesk::cost
