#include "cost/change_scenario.hpp"

#include <nlohmann/json.hpp>

#include "base/text.hpp"
#include "cost/number_rules.hpp"

namespace outdesk::cost {

namespace {

Json* member(Json& at, const std::string& name) {
  if (at.is_object() && at.contains(name)) return &at[name];
  auto index = parse_count(name);
  if (at.is_array() && index && *index < std::ssize(at)) return &at[static_cast<std::size_t>(*index)];
  return nullptr;
}

}  // namespace

void change_number(Json& scenario, const std::string& path, const std::string& value) {
  Json* at = &scenario;
  for (auto part : split(path, '.'))
    if (at) at = member(*at, std::string(part));
  bool decimal = at && at->is_string() && parse_decimal(at->get<std::string>());
  if (!at || !(decimal || at->is_number_integer()))
    throw UsageError("the scenario has no number at " + in_quotes(path), "paths look like units.workstation or inhouse.roles.0.gross_minor");
  if (decimal) {
    auto number = parse_decimal(value);
    if (!number || !micro_of(*number)) throw UsageError(in_quotes(path) + " takes a decimal such as 0.95, not " + in_quotes(value));
    *at = value;
  } else {
    auto number = parse_count(value);
    if (!number) throw UsageError(in_quotes(path) + " takes a whole number, not " + in_quotes(value));
    *at = *number;
  }
  scenario["origins"][path] = "user";
}

void change_number(Json& scenario, const std::string& assignment) {
  std::size_t equals = assignment.find('=');
  if (equals == assignment.npos) throw UsageError("a change reads PATH=VALUE, not " + in_quotes(assignment), "for example units.workstation=400");
  change_number(scenario, assignment.substr(0, equals), assignment.substr(equals + 1));
}

}  // namespace outdesk::cost
