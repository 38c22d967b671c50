// The parts of read_scenario(), a file each.  Every one refuses unknown keys and names the path of
// what is wrong.
#pragma once

#include "cost/field_reader.hpp"

namespace outdesk::cost {

/// The unit called `name`, asked for at `node`; throws where the scenario has none.
std::size_t unit_at(const JsonNode& node, const std::string& name, const Scenario& scenario);
Schedule schedule_of(const JsonNode& node);
/// Members of a list that must have `least` to `most` of them.
std::vector<JsonNode> list_of(const JsonNode& node, std::size_t least, std::size_t most);
/// A short name without dots, brackets or spaces at its ends.
std::string short_name(const JsonNode& node, const std::string& name);

void read_calendar(const JsonNode& root, Scenario& scenario, FieldReader& reader);
void read_units(const JsonNode& root, Scenario& scenario, FieldReader& reader);
void read_season(const JsonNode& root, Scenario& scenario, FieldReader& reader);
void read_workload(const JsonNode& node, Scenario& scenario, FieldReader& reader);
/// "roles" and "leads" of the object `node`.
void read_posts(const JsonNode& node, Scenario& scenario, FieldReader& reader);
void read_inhouse(const JsonNode& node, Scenario& scenario, FieldReader& reader);
void read_outsource(const JsonNode& node, Scenario& scenario, FieldReader& reader);

/// "variables": their paths resolved in the sheet; throws where a range is not lo <= mid <= hi, or
/// leaves the bounds of a number.
std::vector<Knob> read_variables(const JsonNode& list, const Sheet& sheet);

}  // namespace outdesk::cost
