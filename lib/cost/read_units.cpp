#include <nlohmann/json.hpp>

#include "base/text.hpp"
#include "cost/scenario_parts.hpp"
#include "cost/staffing_rules.hpp"

namespace outdesk::cost {

namespace {

const Field<WorkYear> kYearFields[] = {
    {"norm_hours", &WorkYear::norm_hours, {1, 4000}},
    {"workdays", &WorkYear::workdays, {1, 366}},
    {"days", &WorkYear::days, {1, 366}},
};

Owner<WorkYear> the_year() {
  return [](Scenario& s) -> WorkYear& { return s.calendar; };
}

/// norm - 8 x (holiday + sickness + training), where the file gives days instead of net hours.
void net_hours_from_days(const JsonNode& node, WorkYear& year, FieldReader& reader) {
  std::int64_t off = 0;
  for (const char* key : {"vacation_days", "sick_days", "training_days"}) {
    std::int64_t days = node.at(key).integer();
    if (days < 0 || days > 366) node.at(key).fail("must be between 0 and 366");
    off += days;
  }
  Micro net = net_hours(year.norm_hours, off);
  if (net.millionths <= 0) node.fail("leaves no working hours: " + std::to_string(off) + " days off of 8 hours in " + std::to_string(year.norm_hours));
  reader.note(node.path() + ".net_hours", NumberKind::decimal, {1, 4000 * kMillion}, net.millionths,
              [](Scenario& s) -> std::int64_t& { return s.calendar.net_hours.millionths; }, "norm - 8 x days off");
}

void read_year(const JsonNode& node, const TaxProfile* profile, FieldReader& reader) {
  std::int64_t known[] = {profile ? profile->norm_hours : 0, profile ? profile->workdays : 0, profile ? profile->days : 0};
  for (std::size_t i = 0; i < 3; ++i) {
    Field<WorkYear> field[] = {kYearFields[i]};
    if (node.has(field[0].name) || !known[i]) reader.read(node, field, the_year());
    else reader.note(node.path() + "." + field[0].name, NumberKind::count, field[0].bounds, known[i],
                     [member = std::get<std::int64_t WorkYear::*>(field[0].member)](Scenario& s) -> std::int64_t& { return s.calendar.*member; },
                     "calendar of " + profile->id);
  }
}

void read_derived(const JsonNode& node, std::size_t i, Scenario& scenario, FieldReader& reader) {
  only_known(node, {"per", "ratio", "round"});
  node.at("round").one_of({"ceil"});
  std::string per = node.at("per").text();
  scenario.units[i].per = unit_at(node.at("per"), per, scenario);
  reader.read_value(node.at("ratio"), NumberKind::decimal, kPerUnit, [i](Scenario& s) -> std::int64_t& { return s.units[i].ratio.millionths; });
}

/// One factor a month, January first.
void read_factors(const JsonNode& list, Scenario& scenario, FieldReader& reader, std::vector<Micro>& (*place)(Scenario&)) {
  std::vector<JsonNode> items = list.items();
  if (items.size() != 12) list.fail("must have 12 months, January first, not " + std::to_string(items.size()));
  place(scenario).resize(12);
  for (std::size_t i = 0; i < 12; ++i)
    reader.read_value(items[i], NumberKind::decimal, {0, 100 * kMillion}, [i, place](Scenario& s) -> std::int64_t& { return place(s)[i].millionths; });
}

/// A unit that follows others must come to one that stands by itself.
void check_chain(const JsonNode& node, std::size_t i, const Scenario& scenario) {
  std::size_t at = i;
  for (std::size_t steps = 0; scenario.units[at].per; ++steps) {
    if (steps == scenario.units.size()) node.fail("follows itself");
    at = *scenario.units[at].per;
  }
}

}  // namespace

std::size_t unit_at(const JsonNode& node, const std::string& name, const Scenario& scenario) {
  if (auto found = unit_named(scenario, name)) return *found;
  std::vector<std::string> names;
  for (const Unit& unit : scenario.units) names.push_back(unit.name);
  node.fail("names no unit of this scenario: " + in_quotes(name), "units are: " + join(names, ", "));
}

std::string short_name(const JsonNode& node, const std::string& name) {
  bool bad = name.empty() || name.size() > 64 || trimmed(name) != name || name.find_first_of(".[]") != name.npos || !unstorable(name).empty();
  if (bad) node.fail("is not a name: 1 to 64 bytes without . [ ] and without space at the ends");
  return name;
}

Schedule schedule_of(const JsonNode& node) {
  std::string word = node.one_of({"8x5", "12x5", "12x7", "24x7"});
  for (Schedule schedule : kSchedules)
    if (word == to_text(schedule)) return schedule;
  return Schedule::h8x5;
}

std::vector<JsonNode> list_of(const JsonNode& node, std::size_t least, std::size_t most) {
  std::vector<JsonNode> items = node.items();
  if (items.size() >= least && items.size() <= most) return items;
  std::string wanted = least == most ? std::to_string(least) : std::to_string(least) + " to " + std::to_string(most);
  node.fail("must have " + wanted + " members, not " + std::to_string(items.size()));
}

void read_calendar(const JsonNode& root, Scenario& scenario, FieldReader& reader) {
  JsonNode node = root.at("calendar");
  std::vector<std::string> keys{"net_hours", "vacation_days", "sick_days", "training_days"};
  add_names(keys, kYearFields);
  only_known(node, keys);
  read_year(node, scenario.tax_profiles.empty() ? nullptr : &scenario.tax_profiles.front(), reader);
  auto given = node.find("net_hours");
  if (!given) return net_hours_from_days(node, scenario.calendar, reader);
  reader.read_value(*given, NumberKind::decimal, {1, 4000 * kMillion}, [](Scenario& s) -> std::int64_t& { return s.calendar.net_hours.millionths; });
  if (scenario.calendar.net_hours > whole(scenario.calendar.norm_hours))
    given->fail("are more than the norm of " + std::to_string(scenario.calendar.norm_hours) + " hours",
                "net hours are what holidays, sickness and training leave of the norm");
}

void read_units(const JsonNode& root, Scenario& scenario, FieldReader& reader) {
  JsonNode node = root.at("units");
  auto members = free_members(node);
  if (members.empty() || members.size() > 50) node.fail("must have 1 to 50 units");
  for (const auto& [name, member] : members) {
    if (name == "ticket" || name == "visit") member.fail("is a word with its own meaning: give the unit another name");
    scenario.units.push_back({short_name(member, name), 0, {}, {}, false});
  }
  for (std::size_t i = 0; i < members.size(); ++i) {
    if (members[i].second.is_object()) read_derived(members[i].second, i, scenario, reader);
    else reader.read_value(members[i].second, NumberKind::count, kQuantity, [i](Scenario& s) -> std::int64_t& { return s.units[i].base; });
  }
  for (std::size_t i = 0; i < members.size(); ++i) check_chain(members[i].second, i, scenario);
}

void read_season(const JsonNode& root, Scenario& scenario, FieldReader& reader) {
  auto season = root.find("season");
  if (season) read_factors(*season, scenario, reader, [](Scenario& s) -> std::vector<Micro>& { return s.season; });
  auto units = root.find("season_units");
  if (!units) {
    if (season) root.at("season_units");
    return;
  }
  for (const JsonNode& item : units->items()) {
    Unit& unit = scenario.units[unit_at(item, item.text(), scenario)];
    if (unit.per) item.fail("follows another unit: its season is that unit's");
    unit.seasonal = true;
  }
}

void read_workload(const JsonNode& node, Scenario& scenario, FieldReader& reader) {
  only_known(node, {"tickets_per", "season", "onsite_share", "planned_visits_per"});
  auto read_per_unit = [&](const JsonNode& list, std::vector<PerUnit> Workload::*member) {
    auto members = free_members(list);
    for (const auto& [name, item] : members) (scenario.workload.*member).push_back({unit_at(item, name, scenario), {}});
    for (std::size_t i = 0; i < members.size(); ++i)
      reader.read_value(members[i].second, NumberKind::decimal, kPerUnit,
                        [i, member](Scenario& s) -> std::int64_t& { return (s.workload.*member)[i].each.millionths; });
  };
  read_per_unit(node.at("tickets_per"), &Workload::tickets);
  if (auto season = node.find("season")) read_factors(*season, scenario, reader, [](Scenario& s) -> std::vector<Micro>& { return s.workload.season; });
  Field<Workload> onsite[] = {{"onsite_share", &Workload::onsite_share, kShare, 0}};
  reader.read(node, onsite, Owner<Workload>([](Scenario& s) -> Workload& { return s.workload; }));
  if (auto planned = node.find("planned_visits_per")) read_per_unit(*planned, &Workload::planned_visits);
}

}  // namespace outdesk::cost
