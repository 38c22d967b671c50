// A small scenario that tests change one thing of.
#pragma once

#include <nlohmann/json.hpp>

#include "cost/read_scenario.hpp"

namespace outdesk::cost {

/// The scenario as JSON: 120 desks, one role, one lead, three prices, two variables.
Json sample_scenario();

/// Reads it by the shipped tax profiles.
ScenarioFile read_sample(const Json& json);

/// The problem that reading `json` fails with; "read" where it does not fail.
std::string problem_of(const Json& json);
/// `sample_scenario()` with `value` at the JSON pointer `at`, and the problem of reading that.
std::string problem_with(const std::string& at, const Json& value);

}  // namespace outdesk::cost
