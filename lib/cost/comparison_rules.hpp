// An own team against an outsourcer, month by month over a horizon.
#pragma once

#include <optional>
#include <vector>

#include "cost/discount_rules.hpp"
#include "cost/inhouse_rules.hpp"
#include "cost/invoice_rules.hpp"

namespace outdesk::cost {

/// What a scenario fixes whatever the quantities are: pay, price lists, discount factors.  Made once
/// and used for every seat count.  Later changes of the scenario are not seen.
struct CostModel {
  PayTable pay;
  std::vector<YearPrices> prices;  ///< by contract year
  Discount discount;
};
CostModel cost_model(const Scenario& scenario);

/// What one month of the season asks for.
struct MonthPlan {
  std::vector<std::int64_t> quantity, stocks;
  Load load;
  Staffing staffing;
  std::vector<Micro> needed;  ///< heads by post, roles then leads
};

/// The plan of a whole horizon: at most 12 different months.
struct Plan {
  std::vector<MonthPlan> months;         ///< by place in the season; one where there is no season
  std::vector<Micro> peak;               ///< heads by post for the busiest month
  std::vector<std::int64_t> base;        ///< quantities without season
  const MonthPlan& at(int month) const {
    return months[static_cast<std::size_t>(month - 1) % months.size()];
  }
};
Plan plan_of(const Scenario& scenario);
/// The same with nobody rounded up (see smooth_staffing_of).
Plan smooth_plan_of(const Scenario& scenario);

/// Flows from month 0 to the horizon, and what they are worth today.
struct Totals {
  std::vector<Money> inhouse, outsource;
  Money inhouse_npv, outsource_npv;
  Money saving() const { return inhouse_npv - outsource_npv; }  ///< what outsourcing saves
};
Totals totals_of(const Scenario& scenario, const CostModel& model, const Plan& plan);

/// Sides of one month.
struct MonthDetail {
  std::vector<Micro> heads;
  InHouseMonth inhouse;
  Money idle;
  Invoice invoice;
  Money onboarding, parallel, severance, exit_fee, retained;  ///< of the outsourcing flow
};

struct Comparison {
  Plan plan;
  Totals totals;
  std::vector<MonthDetail> months;
  Money initial_hire, onboarding_at_start, idle;
  Money inhouse_total, outsource_total;
  std::optional<int> payback_month;  ///< from which the saving, added up undiscounted, stays at 0 or more
  Wide seat_months = 0;              ///< of the priced unit that is compared by
  Wide tickets = 0;                  ///< over the horizon, in millionths
};
Comparison compare(const Scenario& scenario, std::size_t unit);

/// First month from which the sum of savings is not negative any more, to the end of the horizon.
std::optional<int> payback_month(const Totals& totals);

/// (change of cost / cost) / (change of units / units) between two months of one side; in millionths.
/// Empty where the units do not change.
std::optional<Micro> elasticity(Money cost_from, Money cost_to, std::int64_t units_from, std::int64_t units_to);

/// Elasticity of both sides to the number of `unit`: between the quietest and the busiest of the first
/// 12 months, or, where there is no season, between the base and a tenth more, rounded up.
struct Elasticities {
  std::int64_t from = 0, to = 0;
  std::optional<Micro> inhouse, outsource;
};
Elasticities elasticities(const Scenario& scenario, const Comparison& comparison, std::size_t unit);

}  // namespace outdesk::cost
