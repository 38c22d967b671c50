// Which of the uncertain numbers moves the answer most.
#pragma once

#include <vector>

#include "cost/comparison_rules.hpp"
#include "cost/number_sheet.hpp"

namespace outdesk::cost {

/// The saving at both ends of one variable, all others at their base.
struct Swing {
  std::string name;
  Micro lo_value, hi_value;
  Money lo, hi;
  Money size() const { return Money{hi.minor > lo.minor ? hi.minor - lo.minor : lo.minor - hi.minor}; }
  /// One end has the other side cheaper.
  bool decides() const { return (lo.minor >= 0) != (hi.minor >= 0); }
};

/// What outsourcing saves, as net present value.
Money saving_of(const Scenario& scenario);

/// A row for every knob, largest swing first, equal ones by name.
std::vector<Swing> tornado(const Scenario& scenario, const std::vector<Knob>& knobs);

}  // namespace outdesk::cost
