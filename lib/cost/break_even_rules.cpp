#include "cost/break_even_rules.hpp"

#include "cost/parallel_rules.hpp"

namespace outdesk::cost {

namespace {

Side cheaper(const SeatCost& cost) {
  return cost.saving().minor >= 0 ? Side::outsource : Side::inhouse;
}

std::vector<SeatCost> costs_of(const Scenario& scenario, const CostModel& model, std::size_t unit,
                               std::int64_t lo, std::int64_t hi, unsigned threads, bool smooth) {
  std::vector<SeatCost> costs(static_cast<std::size_t>(hi - lo + 1));
  in_parts(hi - lo + 1, threads, [&](std::int64_t from, std::int64_t to) {
    Scenario sized = scenario;
    for (std::int64_t i = from; i < to; ++i) {
      sized.units[unit].base = lo + i;
      Totals totals = totals_of(sized, model, smooth ? smooth_plan_of(sized) : plan_of(sized));
      costs[static_cast<std::size_t>(i)] = {lo + i, totals.inhouse_npv, totals.outsource_npv};
    }
  });
  return costs;
}

}  // namespace

std::vector<CheaperRun> cheaper_runs(const std::vector<SeatCost>& costs) {
  std::vector<CheaperRun> runs;
  for (const SeatCost& cost : costs)
    if (!runs.empty() && runs.back().side == cheaper(cost)) runs.back().hi = cost.seats;
    else runs.push_back({cost.seats, cost.seats, cheaper(cost)});
  return runs;
}

std::optional<Micro> crossing(const std::vector<SeatCost>& costs) {
  for (std::size_t i = costs.size(); i-- > 1;) {
    const SeatCost &before = costs[i - 1], &after = costs[i];
    if (cheaper(before) == cheaper(after)) continue;
    Wide from = before.saving().minor, change = from - Wide{after.saving().minor};
    return whole(before.seats) + Micro{rounded(from * kMillion, change)};
  }
  return {};
}

BreakEven break_even(const Scenario& scenario, std::size_t unit, std::int64_t lo, std::int64_t hi,
                     unsigned threads) {
  BreakEven result;
  CostModel model = cost_model(scenario);
  result.costs = costs_of(scenario, model, unit, lo, hi, threads, false);
  result.runs = cheaper_runs(result.costs);
  if (result.runs.size() > 1) {
    result.first = result.runs[1].lo;
    result.stable = result.runs.back().lo;
  }
  result.stable_side = result.runs.back().side;
  result.smooth_crossing = crossing(costs_of(scenario, model, unit, lo, hi, threads, true));
  return result;
}

}  // namespace outdesk::cost
