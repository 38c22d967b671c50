#include <nlohmann/json.hpp>

#include <set>

#include "base/text.hpp"
#include "cost/gross_rules.hpp"
#include "cost/scenario_parts.hpp"

namespace outdesk::cost {

namespace {

constexpr Bounds kTurnover{0, 10 * kMillion};

const Field<Post> kPostFields[] = {
    {"shift_uplift", &Post::shift_uplift, kShare, 0},
    {"turnover", &Post::turnover, kTurnover},
    {"hire_fee", &Post::hire_fee, kShare},
    {"hire_fixed_minor", &Post::hire_fixed, kMoney, 0},
    {"ramp_months", &Post::ramp_months, {0, 24 * kMillion}},
    {"ramp_loss", &Post::ramp_loss, kShare},
    {"training_year_minor", &Post::training_year, kMoney},
    {"tools_month_minor", &Post::tools_month, kMoney},
    {"workplace_month_minor", &Post::workplace_month, kMoney},
};

const Field<Role> kRoleFields[] = {
    {"util", &Role::util, {10'000, kMillion}},
    {"min_heads", &Role::min_heads, kHeads},
};

const Field<Lead> kLeadFields[] = {
    {"from_heads", &Lead::from_heads, kHeads},
    {"span", &Lead::span, {kMillion, 1000 * kMillion}},
};

const Field<InHouse> kInHouseFields[] = {
    {"wage_growth", &InHouse::wage_growth, kShare},
    {"other_growth", &InHouse::other_growth, kShare},
    {"mgmt_overhead", &InHouse::mgmt_overhead, kShare, 0},
    {"platform_from_heads", &InHouse::platform_from_heads, kHeads, 0},
    {"platform_month_minor", &InHouse::platform_month, kMoney, 0},
    {"visit_travel_minor", &InHouse::visit_travel, kMoney, 0},
};

const Field<SparePool> kPoolFields[] = {
    {"afr", &SparePool::failure_rate, {0, 5 * kMillion}},
    {"lead_months", &SparePool::lead_months, {0, 36 * kMillion}},
    {"target", &SparePool::target, {0, 999'999}},
    {"cost_minor", &SparePool::cost, kMoney},
    {"repair_minor", &SparePool::repair, kMoney},
};

const Field<DayQueue> kQueueFields[] = {
    {"aht", &DayQueue::handling_s, {1, 1'000'000 * kMillion}},
    {"t", &DayQueue::within_s, {0, 1'000'000 * kMillion}},
    {"sl", &DayQueue::in_time, {0, 999'999}},
    {"max_occ", &DayQueue::max_occupancy, {1, kMillion}, kMillion},
    {"min_seats", &DayQueue::min_seats, {0, 1000}, 0},
    {"days", &DayQueue::days, {1, 366}},
};

Owner<InHouse> the_inhouse() {
  return [](Scenario& s) -> InHouse& { return s.inhouse; };
}
Owner<Role> role_at(std::size_t i) {
  return [i](Scenario& s) -> Role& { return s.inhouse.roles[i]; };
}
Owner<Lead> lead_at(std::size_t i) {
  return [i](Scenario& s) -> Lead& { return s.inhouse.leads[i]; };
}
template <class T>
Owner<Post> as_post(Owner<T> owner) {
  return [owner](Scenario& s) -> Post& { return owner(s); };
}

/// Pay as gross, or as net that is grossed up by the first tax profile; never a bare "salary".
void read_pay(const JsonNode& node, const Owner<Post>& owner, Scenario& scenario, FieldReader& reader) {
  Place place = [owner](Scenario& s) -> std::int64_t& { return owner(s).gross.minor; };
  auto gross = node.find("gross_minor"), net = node.find("net_minor");
  if (gross && net) net->fail("stands beside gross_minor", "give one of the two");
  if (gross) return reader.read_value(*gross, NumberKind::money, kMoney, place);
  if (!net) node.fail("has no pay", "give gross_minor, or net_minor: a bare salary does not say which it is");
  Post& post = owner(scenario);
  reader.read_value(*net, NumberKind::money, {0, kMoney.most / 1000}, [owner](Scenario& s) -> std::int64_t& { return owner(s).gross.minor; });
  post.net = post.gross;
  if (scenario.tax_profiles.empty()) net->fail("needs a tax profile");
  post.gross = gross_for_net(scenario.tax_profiles.front(), *post.net);
  reader.note(node.path() + ".gross_minor", NumberKind::money, kMoney, post.gross.minor, place,
              "from net pay by " + scenario.tax_profiles.front().id);
}

void read_post(const JsonNode& node, const Owner<Post>& owner, Scenario& scenario, FieldReader& reader) {
  owner(scenario).code = short_name(node.at("code"), node.at("code").text());
  read_pay(node, owner, scenario, reader);
  reader.read(node, kPostFields, owner);
}

void read_drivers(const JsonNode& node, std::size_t role, Scenario& scenario, FieldReader& reader) {
  auto members = free_members(node);
  std::vector<Driver>& drivers = scenario.inhouse.roles[role].drivers;
  for (const auto& [name, item] : members) {
    if (name == "ticket") drivers.push_back({Driver::Of::ticket, 0, {}});
    else if (name == "visit") drivers.push_back({Driver::Of::visit, 0, {}});
    else drivers.push_back({Driver::Of::unit, unit_at(item, name, scenario), {}});
  }
  for (std::size_t i = 0; i < members.size(); ++i)
    reader.read_value(members[i].second, NumberKind::decimal, kPerUnit,
                      [role, i](Scenario& s) -> std::int64_t& { return s.inhouse.roles[role].drivers[i].hours.millionths; });
}

void read_queue(const JsonNode& node, std::size_t role, Scenario& scenario, FieldReader& reader) {
  std::vector<std::string> keys{"calls_per_hour"};
  add_names(keys, kQueueFields);
  only_known(node, keys);
  DayQueue& queue = scenario.inhouse.roles[role].queue.emplace();
  std::vector<JsonNode> hours = list_of(node.at("calls_per_hour"), 24, 24);
  queue.calls_per_hour.resize(24);
  for (std::size_t h = 0; h < 24; ++h)
    reader.read_value(hours[h], NumberKind::decimal, {0, 100'000 * kMillion},
                      [role, h](Scenario& s) -> std::int64_t& { return s.inhouse.roles[role].queue->calls_per_hour[h].millionths; });
  reader.read(node, kQueueFields, Owner<DayQueue>([role](Scenario& s) -> DayQueue& { return *s.inhouse.roles[role].queue; }));
}

void read_coverage(const JsonNode& node, std::size_t i, Scenario& scenario, FieldReader& reader) {
  auto coverage = node.find("coverage");
  if (!coverage) {
    if (auto seats = node.find("seats")) seats->fail("is of no use without \"coverage\"");
    return;
  }
  scenario.inhouse.roles[i].coverage = schedule_of(*coverage);
  Field<Role> seats[] = {{"seats", &Role::seats, {1, 10'000}, 1}};
  reader.read(node, seats, role_at(i));
}

void read_step(const JsonNode& node, std::size_t i, FieldReader& reader, const Scenario& scenario) {
  Field<Role> step[] = {{"step", &Role::step, {250'000, kMillion}}};
  reader.read(node, step, role_at(i));
  std::int64_t value = scenario.inhouse.roles[i].step.millionths;
  if (value != kMillion && value != 500'000 && value != 250'000)
    node.at("step").fail("must be 1, 0.5 or 0.25: people come whole, half or quarter");
}

void read_role(const JsonNode& node, std::size_t i, Scenario& scenario, FieldReader& reader) {
  std::vector<std::string> keys{"code", "gross_minor", "net_minor", "drivers", "step", "coverage", "seats", "day_schedule"};
  add_names(keys, kPostFields);
  add_names(keys, kRoleFields);
  only_known(node, keys);
  read_post(node, as_post<Role>(role_at(i)), scenario, reader);
  reader.read(node, kRoleFields, role_at(i));
  read_step(node, i, reader, scenario);
  if (auto drivers = node.find("drivers")) read_drivers(*drivers, i, scenario, reader);
  read_coverage(node, i, scenario, reader);
  if (auto queue = node.find("day_schedule")) read_queue(*queue, i, scenario, reader);
}

void read_lead(const JsonNode& node, std::size_t i, Scenario& scenario, FieldReader& reader) {
  std::vector<std::string> keys{"code", "gross_minor", "net_minor", "of"};
  add_names(keys, kPostFields);
  add_names(keys, kLeadFields);
  only_known(node, keys);
  read_post(node, as_post<Lead>(lead_at(i)), scenario, reader);
  reader.read(node, kLeadFields, lead_at(i));
  for (const JsonNode& item : list_of(node.at("of"), 1, 50)) {
    std::string code = item.text();
    const auto& roles = scenario.inhouse.roles;
    auto role = std::find_if(roles.begin(), roles.end(), [&](const Role& r) { return r.code == code; });
    if (role == roles.end()) item.fail("names no role: " + in_quotes(code));
    scenario.inhouse.leads[i].of.push_back(static_cast<std::size_t>(role - roles.begin()));
  }
}

void check_codes(const JsonNode& node, const Scenario& scenario) {
  std::set<std::string> seen;
  for (const Role& role : scenario.inhouse.roles)
    if (!seen.insert(role.code).second) node.fail("has the code " + in_quotes(role.code) + " twice");
  for (const Lead& lead : scenario.inhouse.leads)
    if (!seen.insert(lead.code).second) node.fail("has the code " + in_quotes(lead.code) + " twice");
}

void read_spares(const JsonNode& node, Scenario& scenario, FieldReader& reader) {
  only_known(node, {"holding", "pool"});
  Field<InHouse> holding[] = {{"holding", &InHouse::spares_holding, kShare}};
  reader.read(node, holding, the_inhouse());
  std::vector<JsonNode> pools = list_of(node.at("pool"), 0, 50);
  scenario.inhouse.spares.resize(pools.size());
  for (std::size_t i = 0; i < pools.size(); ++i) {
    std::vector<std::string> keys{"unit"};
    add_names(keys, kPoolFields);
    only_known(pools[i], keys);
    scenario.inhouse.spares[i].unit = unit_at(pools[i].at("unit"), pools[i].at("unit").text(), scenario);
    reader.read(pools[i], kPoolFields, Owner<SparePool>([i](Scenario& s) -> SparePool& { return s.inhouse.spares[i]; }));
  }
}

}  // namespace

void read_posts(const JsonNode& node, Scenario& scenario, FieldReader& reader) {
  std::vector<JsonNode> roles = list_of(node.at("roles"), 1, 50);
  std::vector<JsonNode> leads = node.has("leads") ? list_of(node.at("leads"), 0, 50) : std::vector<JsonNode>{};
  scenario.inhouse.roles.resize(roles.size());
  scenario.inhouse.leads.resize(leads.size());
  for (std::size_t i = 0; i < roles.size(); ++i) read_role(roles[i], i, scenario, reader);
  for (std::size_t i = 0; i < leads.size(); ++i) read_lead(leads[i], i, scenario, reader);
  check_codes(node, scenario);
}

void read_inhouse(const JsonNode& node, Scenario& scenario, FieldReader& reader) {
  std::vector<std::string> keys{"headcount_policy", "initial_hire", "roles", "leads", "spares"};
  add_names(keys, kInHouseFields);
  only_known(node, keys);
  reader.read(node, kInHouseFields, the_inhouse());
  if (auto policy = node.find("headcount_policy")) scenario.inhouse.peak = policy->one_of({"peak", "follow"}) == "peak";
  if (auto hire = node.find("initial_hire")) scenario.inhouse.initial_hire = hire->boolean();
  read_posts(node, scenario, reader);
  if (auto spares = node.find("spares")) read_spares(*spares, scenario, reader);
}

}  // namespace outdesk::cost
