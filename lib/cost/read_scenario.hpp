// A scenario file: strict, every number with its origin, every fault named with its path.
#pragma once

#include <string>
#include <vector>

#include "cost/number_sheet.hpp"
#include "cost/read_tax_profiles.hpp"

namespace outdesk::cost {


struct ScenarioFile {
  Scenario scenario;
  Sheet sheet;
  std::vector<Knob> knobs;       ///< scenario.variables with their paths resolved
};

/// Reads a scenario (cost.md section 3).  Tax profiles are looked up in `profiles`; the file may add
/// its own ("tax_files", paths relative to the scenario's folder).  Throws InputError, and NotFound
/// for a profile that does not exist.
ScenarioFile read_scenario(const JsonNode& root, TaxProfiles profiles, const std::string& folder);
ScenarioFile read_scenario_file(const std::string& path, TaxProfiles profiles);

}  // namespace outdesk::cost
