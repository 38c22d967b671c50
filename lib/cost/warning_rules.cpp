#include "cost/warning_rules.hpp"

#include <algorithm>

namespace outdesk::cost {

namespace {

bool by_monthly_thresholds(const Scenario& scenario) {
  for (const TaxProfile& profile : scenario.tax_profiles)
    for (const Contribution& rule : profile.employer)
      if (rule.basis != Contribution::Basis::year) return true;
  return false;
}

bool has_part_heads(const Plan& plan) {
  return std::any_of(plan.peak.begin(), plan.peak.end(), [](Micro heads) { return heads.millionths % kMillion != 0; });
}

/// (pay + contributions + tools + workplace + training / 12) / pay of one post in month 1.
Micro loaded(const Post& post, const PostMonth& month) {
  Wide cost = Wide{(month.pay + month.employer + post.tools_month + post.workplace_month).minor} * 12 + post.training_year.minor;
  return Micro{rounded(cost * kMillion, Wide{month.pay.minor} * 12)};
}

}  // namespace

const char* code_of(Warning::Of of) {
  switch (of) {
    case Warning::Of::profile_repeated: return "profile-repeated";
    case Warning::Of::volume_drop: return "volume-drop";
    case Warning::Of::part_heads: return "part-heads";
    case Warning::Of::occupancy: return "occupancy";
    case Warning::Of::ratio: return "units-per-head";
    case Warning::Of::loaded_cost: return "loaded-cost";
    case Warning::Of::severance_later: return "severance-later";
  }
  return "";
}

std::vector<Warning> profile_warnings(const Scenario& scenario) {
  if (!tax_month(scenario, static_cast<int>(scenario.horizon_months)).repeated) return {};
  return {{Warning::Of::profile_repeated, scenario.tax_profiles.back().id, 0, 0, {}, {}, {}}};
}

std::vector<Warning> transition_warnings(const Scenario& scenario) {
  const Outsource& contract = scenario.outsource;
  if (contract.severance.minor == 0 || contract.parallel_months < scenario.horizon_months) return {};
  return {{Warning::Of::severance_later, "", contract.parallel_months, 0, contract.severance, {}, {}}};
}

std::vector<Warning> price_warnings(const Scenario& scenario) {
  std::vector<Warning> warnings;
  for (const PriceDrop& drop : price_drops(scenario.outsource, prices_in_year(scenario.outsource, 0)))
    warnings.push_back({Warning::Of::volume_drop, scenario.units[scenario.outsource.prices[drop.price].unit].name,
                        drop.quantity, drop.dearer_from, drop.there, drop.one_more, {}});
  return warnings;
}

std::vector<Warning> team_warnings(const Scenario& scenario, const Plan& plan, const PayTable& pay, std::size_t unit) {
  std::vector<Warning> warnings;
  if (has_part_heads(plan) && by_monthly_thresholds(scenario))
    warnings.push_back({Warning::Of::part_heads, "", 0, 0, {}, {}, {}});
  for (const Role& role : scenario.inhouse.roles)
    if (role.util > Micro{850'000}) warnings.push_back({Warning::Of::occupancy, role.code, 0, 0, {}, {}, role.util});
  for (std::size_t i = 0; i < pay.posts.size(); ++i) {
    if (pay.posts[i].front().pay.minor == 0) continue;
    Micro ratio = loaded(post_at(scenario.inhouse, i), pay.posts[i].front());
    if (ratio < Micro{1'300'000} || ratio > Micro{1'500'000})
      warnings.push_back({Warning::Of::loaded_cost, post_at(scenario.inhouse, i).code, 0, 0, {}, {}, ratio});
  }
  Micro heads;
  for (Micro post : plan.peak) heads += post;
  if (heads.millionths == 0) return warnings;
  std::int64_t per_head = rounded(Wide{plan.base[unit]} * kMillion, heads.millionths);
  if (per_head < 70 || per_head > 200)
    warnings.push_back({Warning::Of::ratio, scenario.units[unit].name, per_head, 0, {}, {}, {}});
  return warnings;
}

}  // namespace outdesk::cost
