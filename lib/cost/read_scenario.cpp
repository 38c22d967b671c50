#include "cost/read_scenario.hpp"

#include <nlohmann/json.hpp>

#include "base/text.hpp"
#include "cost/scenario_parts.hpp"
#include "cost/staffing_rules.hpp"

namespace outdesk::cost {

namespace {

const Field<Scenario> kTopFields[] = {
    {"horizon_months", &Scenario::horizon_months, {1, 600}},
    {"start_month", &Scenario::start_month, {1, 12}, 1},
    {"discount_rate", &Scenario::discount_rate, kShare},
};

void add_tax_files(const JsonNode& root, TaxProfiles& profiles, const std::string& folder) {
  auto files = root.find("tax_files");
  if (!files) return;
  for (const JsonNode& file : files->items()) {
    std::string path = file.text();
    profiles.add_file(path[0] == '/' || folder.empty() ? path : folder + "/" + path);
  }
}

/// One profile a tax year, one year after the other: a wrong year is an error, never a fallback.
void read_profiles(const JsonNode& root, const TaxProfiles& profiles, Scenario& scenario) {
  JsonNode list = root.at("tax_profiles");
  for (const JsonNode& node : list.items()) {
    const TaxProfile& profile = profiles.find(node.text());
    if (profile.currency != scenario.currency)
      node.fail("counts in " + profile.currency + ", this scenario in " + scenario.currency);
    if (!scenario.tax_profiles.empty()) {
      const TaxProfile& before = scenario.tax_profiles.back();
      if (profile.country != before.country) node.fail("is of another country than " + in_quotes(before.id));
      if (profile.year != before.year + 1)
        node.fail("is of " + std::to_string(profile.year) + ", where the year after " + in_quotes(before.id) + " is asked for",
                  "list one profile for each tax year of the horizon, in order");
    }
    scenario.tax_profiles.push_back(profile);
  }
  if (scenario.tax_profiles.empty()) list.fail("must name at least one tax profile");
}

/// "start_year", where given, must be the year in which the contract begins by the profiles.
void check_start_year(const JsonNode& root, const Scenario& scenario) {
  auto node = root.find("start_year");
  if (!node) return;
  const TaxProfile& first = scenario.tax_profiles.front();
  std::int64_t year = first.year + (scenario.start_month < first.year_start_month ? 1 : 0);
  if (node->integer() != year)
    node->fail("is " + std::to_string(node->integer()) + ", but " + in_quotes(first.id) + " is of " + std::to_string(first.year),
               "name the profile of the year in which the contract begins first");
}

/// The calls of a queue were given for the scenario's own quantities, without season.
void note_usual_tickets(Scenario& scenario) {
  Micro usual = load_of(scenario.workload, base_quantities(scenario)).tickets;
  for (Role& role : scenario.inhouse.roles)
    if (role.queue) role.queue->usual_tickets = usual;
}

}  // namespace

ScenarioFile read_scenario(const JsonNode& root, TaxProfiles profiles, const std::string& folder) {
  only_known(root, {"outdesk", "name", "currency", "horizon_months", "start_month", "start_year", "discount_rate",
                    "tax_profiles", "tax_files", "calendar", "units", "season", "season_units", "workload",
                    "inhouse", "outsource", "variables", "origins"});
  if (auto version = root.find("outdesk")) version->one_of({"cost-scenario/1"});
  ScenarioFile file;
  Scenario& scenario = file.scenario;
  FieldReader reader(scenario, file.sheet);
  if (auto origins = root.find("origins")) reader.read_origins(*origins);
  scenario.name = root.at("name").text();
  scenario.currency = root.at("currency").text();
  add_tax_files(root, profiles, folder);
  read_profiles(root, profiles, scenario);
  reader.read(root, kTopFields, Owner<Scenario>([](Scenario& s) -> Scenario& { return s; }));
  check_start_year(root, scenario);
  read_calendar(root, scenario, reader);
  read_units(root, scenario, reader);
  read_season(root, scenario, reader);
  read_workload(root.at("workload"), scenario, reader);
  read_inhouse(root.at("inhouse"), scenario, reader);
  read_outsource(root.at("outsource"), scenario, reader);
  if (auto variables = root.find("variables")) file.knobs = read_variables(*variables, file.sheet);
  reader.check_origins();
  note_usual_tickets(scenario);
  return file;
}

ScenarioFile read_scenario_file(const std::string& path, TaxProfiles profiles) {
  JsonFile json(path);
  std::size_t slash = path.rfind('/');
  return read_scenario(json.node(), std::move(profiles), slash == path.npos ? "" : path.substr(0, slash));
}

}  // namespace outdesk::cost
