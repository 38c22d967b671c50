#include "cost/scenario.hpp"

namespace outdesk::cost {

const char* to_text(Schedule schedule) {
  switch (schedule) {
    case Schedule::h8x5: return "8x5";
    case Schedule::h12x5: return "12x5";
    case Schedule::h12x7: return "12x7";
    case Schedule::h24x7: return "24x7";
  }
  return "";
}

std::optional<std::size_t> unit_named(const Scenario& scenario, std::string_view name) {
  for (std::size_t i = 0; i < scenario.units.size(); ++i)
    if (scenario.units[i].name == name) return i;
  return {};
}

}  // namespace outdesk::cost
