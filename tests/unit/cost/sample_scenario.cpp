#include "sample_scenario.hpp"

namespace outdesk::cost {

Json sample_scenario() {
  return Json::parse(R"({
    "name": "sample", "currency": "RUB", "horizon_months": 24, "start_month": 3, "discount_rate": "0.1",
    "tax_profiles": ["RU-2025-general", "RU-2026-general"],
    "calendar": {"norm_hours": 1972, "workdays": 247, "days": 365, "net_hours": "1700"},
    "units": {"desk": 120, "till": {"per": "desk", "ratio": "0.1", "round": "ceil"}, "shop": 4},
    "workload": {"tickets_per": {"desk": "0.8"}, "onsite_share": "0.1", "planned_visits_per": {"shop": "1"}},
    "inhouse": {
      "wage_growth": "0.05", "other_growth": "0.04", "headcount_policy": "peak", "initial_hire": false,
      "roles": [{"code": "admin", "gross_minor": 9000000, "drivers": {"ticket": "0.9", "visit": "2", "desk": "0.1"}, "util": "0.8",
                 "step": "1", "min_heads": "1", "turnover": "0.2", "hire_fee": "0.18", "ramp_months": "1", "ramp_loss": "0.5",
                 "training_year_minor": 2400000, "tools_month_minor": 200000, "workplace_month_minor": 600000}],
      "leads": [{"code": "lead", "of": ["admin"], "from_heads": "3", "span": "6", "gross_minor": 15000000, "turnover": "0.1",
                 "hire_fee": "0.2", "ramp_months": "2", "ramp_loss": "0.5", "training_year_minor": 2400000,
                 "tools_month_minor": 200000, "workplace_month_minor": 600000}],
      "mgmt_overhead": "0.05", "platform_from_heads": "2", "platform_month_minor": 2000000,
      "spares": {"holding": "0.2", "pool": [{"unit": "till", "afr": "0.1", "lead_months": "1", "target": "0.95",
                                            "cost_minor": 4000000, "repair_minor": 500000}]},
      "visit_travel_minor": 40000
    },
    "outsource": {
      "prices": {
        "desk": {"mode": "graduated", "tiers": [{"up_to": 100, "price_minor": 150000}, {"up_to": null, "price_minor": 120000}]},
        "till": {"mode": "volume", "tiers": [{"up_to": 20, "price_minor": 50000}, {"up_to": null, "price_minor": 45000}]},
        "shop": {"mode": "package", "tiers": [{"up_to": 5, "price_minor": 1000000}, {"up_to": null, "price_minor": 250000}]}
      },
      "coverage": "8x5", "coverage_mult": {"8x5": "1", "24x7": "1.6"}, "coverage_units": ["desk"],
      "min_fee_minor": 5000000, "commit_share": "0.5", "visits_included": "4", "visit_price_minor": 300000,
      "extra_hours": "2", "hour_price_minor": 250000, "indexation": "0.06",
      "sla": {"kpi": ["0.97", "0.93"], "breaches": [0, 1], "tiers": [{"from": "0.95", "credit": "0"}, {"from": "0", "credit": "0.05"}],
              "breach_minor": 100000, "cap": "0.15"},
      "vat": "0.2", "vat_recoverable": "0.5", "onboarding_minor": 12000000, "onboarding_spread": 3, "parallel_months": 1,
      "severance_minor": 18000000, "exit_fee_minor": 1000000, "retained_month_minor": 2000000
    },
    "variables": [
      {"name": "pay", "mode": "scale", "dist": "triangular", "lo": "0.9", "mid": "1", "hi": "1.3", "paths": ["inhouse.roles.0.gross_minor"]},
      {"name": "tickets", "mode": "set", "dist": "uniform", "lo": "0.4", "mid": "0.8", "hi": "1.6", "paths": ["workload.tickets_per.desk"]}
    ]
  })");
}

ScenarioFile read_sample(const Json& json) {
  static const TaxProfiles shipped = TaxProfiles::shipped();
  return read_scenario(JsonNode(json, "s.json"), shipped, "");
}

std::string problem_of(const Json& json) {
  try {
    read_sample(json);
    return "read";
  } catch (const Error& error) {
    return error.what();
  }
}

std::string problem_with(const std::string& at, const Json& value) {
  Json json = sample_scenario();
  json[Json::json_pointer(at)] = value;
  return problem_of(json);
}

}  // namespace outdesk::cost
