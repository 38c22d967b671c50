#include "cost/number_sheet.hpp"

namespace outdesk::cost {

const char* to_text(Origin origin) {
  switch (origin) {
    case Origin::user: return "user";
    case Origin::measured: return "measured";
    case Origin::benchmark: return "benchmark";
    case Origin::assumed: return "assumed";
  }
  return "";
}

const Number* Sheet::find(std::string_view path) const {
  for (const Number& number : numbers)
    if (number.path == path) return &number;
  return nullptr;
}

std::int64_t moved(NumberKind kind, std::int64_t current, bool scale, Micro value) {
  if (scale) return rounded(Wide{current} * value.millionths, kMillion);
  return kind == NumberKind::decimal ? value.millionths : rounded(value.millionths, kMillion);
}

void turn(Scenario& scenario, const Knob& knob, Micro value) {
  for (const Lever& lever : knob.levers) {
    std::int64_t& number = lever.place(scenario);
    number = moved(lever.kind, number, knob.scale, value);
  }
}

void turn_back(Scenario& scenario, const Knob& knob) {
  for (const Lever& lever : knob.levers) lever.place(scenario) = lever.base;
}

}  // namespace outdesk::cost
