#include "cost/sensitivity_rules.hpp"

#include <algorithm>

namespace outdesk::cost {

Money saving_of(const Scenario& scenario) {
  return totals_of(scenario, cost_model(scenario), plan_of(scenario)).saving();
}

std::vector<Swing> tornado(const Scenario& scenario, const std::vector<Knob>& knobs) {
  std::vector<Swing> rows;
  Scenario moved = scenario;
  for (const Knob& knob : knobs) {
    Swing row{knob.name, knob.range.lo, knob.range.hi, {}, {}};
    turn(moved, knob, knob.range.lo);
    row.lo = saving_of(moved);
    turn_back(moved, knob);
    turn(moved, knob, knob.range.hi);
    row.hi = saving_of(moved);
    turn_back(moved, knob);
    rows.push_back(std::move(row));
  }
  std::sort(rows.begin(), rows.end(), [](const Swing& a, const Swing& b) {
    return a.size() != b.size() ? a.size() > b.size() : a.name < b.name;
  });
  return rows;
}

}  // namespace outdesk::cost
