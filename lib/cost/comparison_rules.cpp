#include "cost/comparison_rules.hpp"

#include <numeric>

namespace outdesk::cost {

namespace {

std::vector<Micro> heads_by_post(const Staffing& staffing) {
  std::vector<Micro> heads;
  for (const RoleNeed& role : staffing.roles) heads.push_back(role.heads);
  heads.insert(heads.end(), staffing.leads.begin(), staffing.leads.end());
  return heads;
}

/// Place in the calendar of the first to twelfth month; one month where nothing changes by season.
std::vector<int> season_months(const Scenario& scenario) {
  std::vector<int> months;
  bool flat = scenario.season.empty() && scenario.workload.season.empty();
  std::int64_t count = flat ? 1 : std::min<std::int64_t>(12, scenario.horizon_months);
  for (int m = 0; m < count; ++m) months.push_back(static_cast<int>((scenario.start_month - 1 + m) % 12) + 1);
  return months;
}

/// Roles at their busiest month each; leads by the team that this makes, or their own most.
std::vector<Micro> peak_of(const Scenario& scenario, const std::vector<MonthPlan>& months, bool smooth) {
  std::vector<Micro> peak = months.front().needed;
  for (const MonthPlan& month : months)
    for (std::size_t i = 0; i < peak.size(); ++i) peak[i] = std::max(peak[i], month.needed[i]);
  std::size_t roles = scenario.inhouse.roles.size();
  if (!smooth)
    for (std::size_t i = roles; i < peak.size(); ++i) peak[i] = leads_for(scenario.inhouse.leads[i - roles], peak);
  return peak;
}

Plan planned(const Scenario& scenario, bool smooth) {
  Plan plan;
  for (int month : season_months(scenario)) {
    MonthPlan& one = plan.months.emplace_back();
    one.quantity = quantities(scenario, month);
    one.stocks = spare_stocks(scenario, one.quantity);
    one.load = load_of(scenario.workload, one.quantity, ticket_season(scenario.workload, month));
    one.staffing = smooth ? smooth_staffing_of(scenario, month)
                          : staffing_of(scenario, one.quantity, one.load);
    one.needed = heads_by_post(one.staffing);
  }
  plan.peak = peak_of(scenario, plan.months, smooth);
  plan.base = base_quantities(scenario);
  return plan;
}

/// The heads of a month, and of the month before.
const std::vector<Micro>& heads_in(const Scenario& scenario, const Plan& plan, int month) {
  return scenario.inhouse.peak ? plan.peak : plan.at(month).needed;
}

InHouseMonth inhouse_in(const Scenario& scenario, const CostModel& model, const Plan& plan, int month) {
  Heads heads{&heads_in(scenario, plan, month),
              month > 1 ? &heads_in(scenario, plan, month - 1) : nullptr};
  const MonthPlan& at = plan.at(month);
  return inhouse_month(scenario, model.pay, month, heads, at.quantity, at.stocks, at.load.visits);
}

InvoiceMonth invoice_month(const Scenario& scenario, const Plan& plan, int month) {
  const SlaCredit& sla = scenario.outsource.sla;
  auto i = static_cast<std::size_t>(month - 1);
  const MonthPlan& at = plan.at(month);
  return {&at.quantity, &plan.base, at.load.visits, sla.kpi[i % sla.kpi.size()],
          sla.breaches[i % sla.breaches.size()]};
}

/// The part of the outsourcing flow that is not the invoice.  Onboarding and exit fee bear VAT.
void add_transition(const Scenario& scenario, const CostModel& model, int month, Money inhouse,
                    MonthDetail& detail) {
  const Outsource& contract = scenario.outsource;
  auto with_tax = [&](Money net) { return with_vat(net, contract.vat, contract.vat_recoverable); };
  if (month <= contract.onboarding_spread) {  // parts that add up to the whole
    auto until = [&](int n) { return rounded(Wide{contract.onboarding.minor} * n, contract.onboarding_spread); };
    detail.onboarding = with_tax(Money{until(month) - until(month - 1)});
  }
  if (month <= contract.parallel_months) detail.parallel = inhouse;
  if (month == contract.parallel_months + 1) detail.severance = contract.severance;
  if (month == scenario.horizon_months) detail.exit_fee = with_tax(contract.exit_fee);
  detail.retained = times(contract.retained_month, model.pay.wage_index[static_cast<std::size_t>((month - 1) / 12)]);
}

Money transition_of(const MonthDetail& detail) {
  return detail.onboarding + detail.parallel + detail.severance + detail.exit_fee + detail.retained;
}

Money onboarding_at_start(const Outsource& contract) {
  return contract.onboarding_spread == 0 ? with_vat(contract.onboarding, contract.vat, contract.vat_recoverable) : Money{};
}

const YearPrices& prices_in(const CostModel& model, int month) {
  return model.prices[static_cast<std::size_t>((month - 1) / 12)];
}

void add_month(const Scenario& scenario, const CostModel& model, int month, Comparison& comparison) {
  const Plan& plan = comparison.plan;
  MonthDetail detail;
  detail.heads = heads_in(scenario, plan, month);
  detail.inhouse = inhouse_in(scenario, model, plan, month);
  detail.idle = idle_cost(model.pay, month, detail.heads, plan.at(month).needed);
  detail.invoice = invoice_of(scenario.outsource, prices_in(model, month), invoice_month(scenario, plan, month));
  add_transition(scenario, model, month, detail.inhouse.total(), detail);
  comparison.idle += detail.idle;
  comparison.tickets += plan.at(month).load.tickets.millionths;
  comparison.months.push_back(std::move(detail));
}

}  // namespace

CostModel cost_model(const Scenario& scenario) {
  CostModel model{pay_table(scenario), {}, Discount(scenario.discount_rate, static_cast<int>(scenario.horizon_months))};
  for (int year = 0; year * 12 < scenario.horizon_months; ++year)
    model.prices.push_back(prices_in_year(scenario.outsource, year));
  return model;
}

Plan plan_of(const Scenario& scenario) { return planned(scenario, false); }
Plan smooth_plan_of(const Scenario& scenario) { return planned(scenario, true); }

Totals totals_of(const Scenario& scenario, const CostModel& model, const Plan& plan) {
  Totals totals;
  totals.inhouse.push_back(initial_hire(scenario, model.pay, heads_in(scenario, plan, 1)));
  totals.outsource.push_back(onboarding_at_start(scenario.outsource));
  for (int month = 1; month <= scenario.horizon_months; ++month) {
    Money inhouse = inhouse_in(scenario, model, plan, month).total();
    MonthDetail transition;
    add_transition(scenario, model, month, inhouse, transition);
    totals.inhouse.push_back(inhouse);
    totals.outsource.push_back(transition_of(transition) +
                               client_cost_of(scenario.outsource, prices_in(model, month),
                                              invoice_month(scenario, plan, month)));
  }
  totals.inhouse_npv = model.discount.present_value(totals.inhouse);
  totals.outsource_npv = model.discount.present_value(totals.outsource);
  return totals;
}

Comparison compare(const Scenario& scenario, std::size_t unit) {
  Comparison comparison;
  CostModel model = cost_model(scenario);
  comparison.plan = plan_of(scenario);
  comparison.totals = totals_of(scenario, model, comparison.plan);
  comparison.initial_hire = comparison.totals.inhouse.front();
  comparison.onboarding_at_start = comparison.totals.outsource.front();
  for (int month = 1; month <= scenario.horizon_months; ++month) {
    add_month(scenario, model, month, comparison);
    comparison.seat_months += comparison.plan.at(month).quantity[unit];
  }
  comparison.inhouse_total = sum_of(comparison.totals.inhouse);
  comparison.outsource_total = sum_of(comparison.totals.outsource);
  comparison.payback_month = payback_month(comparison.totals);
  return comparison;
}

std::optional<int> payback_month(const Totals& totals) {
  std::optional<int> since;
  Money saved;
  for (std::size_t m = 0; m < totals.inhouse.size(); ++m) {
    saved += totals.inhouse[m] - totals.outsource[m];
    if (saved.minor < 0) since.reset();
    else if (!since) since = static_cast<int>(m);
  }
  return since;
}

std::optional<Micro> elasticity(Money cost_from, Money cost_to, std::int64_t units_from, std::int64_t units_to) {
  if (units_from == units_to || cost_from.minor == 0 || units_from == 0) return {};
  Wide change = Wide{(cost_to - cost_from).minor} * units_from * kMillion;
  return Micro{rounded(change, Wide{cost_from.minor} * (units_to - units_from))};
}

Elasticities elasticities(const Scenario& scenario, const Comparison& comparison, std::size_t unit) {
  auto units = [&](std::size_t i) { return comparison.plan.at(static_cast<int>(i) + 1).quantity[unit]; };
  std::size_t quiet = 0, busy = 0;
  for (std::size_t i = 0; i < std::min<std::size_t>(12, comparison.months.size()); ++i) {
    if (units(i) < units(quiet)) quiet = i;
    if (units(i) > units(busy)) busy = i;
  }
  auto between = [](const MonthDetail& from, const MonthDetail& to, std::int64_t n, std::int64_t m) {
    return Elasticities{n, m, elasticity(from.inhouse.total(), to.inhouse.total(), n, m),
                        elasticity(from.invoice.client_cost, to.invoice.client_cost, n, m)};
  };
  if (units(quiet) != units(busy))
    return between(comparison.months[quiet], comparison.months[busy], units(quiet), units(busy));
  std::int64_t base = scenario.units[unit].base, more = base + ceiling(base, 10);
  if (scenario.units[unit].per || base == more) return {};
  Scenario larger = scenario;
  larger.units[unit].base = more;
  larger.horizon_months = 1;
  Comparison other = compare(larger, unit);
  return between(comparison.months.front(), other.months.front(), base, more);
}

}  // namespace outdesk::cost
