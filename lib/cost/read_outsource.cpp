#include <nlohmann/json.hpp>

#include "base/text.hpp"
#include "cost/scenario_parts.hpp"

namespace outdesk::cost {

namespace {

const Field<Outsource> kContractFields[] = {
    {"min_fee_minor", &Outsource::min_fee, kMoney, 0},
    {"commit_share", &Outsource::commit_share, kShare, 0},
    {"visits_included", &Outsource::visits_included, kHeads, 0},
    {"visit_price_minor", &Outsource::visit_price, kMoney, 0},
    {"extra_hours", &Outsource::extra_hours, kHeads, 0},
    {"hour_price_minor", &Outsource::hour_price, kMoney, 0},
    {"indexation", &Outsource::indexation, kShare},
    {"vat", &Outsource::vat, kShare},
    {"vat_recoverable", &Outsource::vat_recoverable, kShare},
    {"onboarding_minor", &Outsource::onboarding, kMoney, 0},
    {"onboarding_spread", &Outsource::onboarding_spread, {0, 600}, 0},
    {"parallel_months", &Outsource::parallel_months, {0, 600}, 0},
    {"severance_minor", &Outsource::severance, kMoney, 0},
    {"exit_fee_minor", &Outsource::exit_fee, kMoney, 0},
    {"retained_month_minor", &Outsource::retained_month, kMoney, 0},
};

Owner<Outsource> the_contract() {
  return [](Scenario& s) -> Outsource& { return s.outsource; };
}

void read_bound(const JsonNode& node, std::size_t i, std::size_t t, Scenario& scenario, FieldReader& reader) {
  auto& tiers = scenario.outsource.prices[i].tiers;
  JsonNode up_to = node.at("up_to");
  if (up_to.json().is_null()) return;
  tiers[t].up_to = 0;
  reader.read_value(up_to, NumberKind::count, {1, kQuantity.most},
                    [i, t](Scenario& s) -> std::int64_t& { return *s.outsource.prices[i].tiers[t].up_to; });
  if (t > 0 && tiers[t - 1].up_to && *tiers[t].up_to <= *tiers[t - 1].up_to)
    up_to.fail("must be above " + std::to_string(*tiers[t - 1].up_to) + ", the bound of the tier before it");
}

void read_tiers(const JsonNode& list, std::size_t i, Scenario& scenario, FieldReader& reader) {
  std::vector<JsonNode> items = list_of(list, 1, 100);
  auto& tiers = scenario.outsource.prices[i].tiers;
  tiers.resize(items.size());
  for (std::size_t t = 0; t < items.size(); ++t) {
    only_known(items[t], {"up_to", "price_minor"});
    if (t > 0 && !tiers[t - 1].up_to) items[t].fail("follows a tier that is open");
    read_bound(items[t], i, t, scenario, reader);
    reader.read_value(items[t].at("price_minor"), NumberKind::money, kMoney,
                      [i, t](Scenario& s) -> std::int64_t& { return s.outsource.prices[i].tiers[t].price.minor; });
  }
  if (tiers.back().up_to) list.fail("must end with an open tier", "give the last one \"up_to\": null");
}

void read_prices(const JsonNode& node, Scenario& scenario, FieldReader& reader) {
  auto members = free_members(node);
  if (members.empty()) node.fail("must price at least one unit");
  scenario.outsource.prices.resize(members.size());
  for (std::size_t i = 0; i < members.size(); ++i) {
    const auto& [name, item] = members[i];
    only_known(item, {"mode", "tiers"});
    Price& price = scenario.outsource.prices[i];
    price.unit = unit_at(item, name, scenario);
    std::string mode = item.at("mode").one_of({"graduated", "volume", "package"});
    price.mode = mode == "volume" ? TierMode::volume : mode == "package" ? TierMode::package : TierMode::graduated;
    read_tiers(item.at("tiers"), i, scenario, reader);
  }
}

void read_coverage(const JsonNode& node, Scenario& scenario, FieldReader& reader) {
  auto coverage = node.find("coverage"), factors = node.find("coverage_mult"), units = node.find("coverage_units");
  if (coverage) scenario.outsource.coverage = schedule_of(*coverage);
  if (factors) {
    only_known(*factors, {"8x5", "12x5", "12x7", "24x7"});
    reader.read_value(factors->at(to_text(scenario.outsource.coverage)), NumberKind::decimal, {0, 100 * kMillion},
                      [](Scenario& s) -> std::int64_t& { return s.outsource.coverage_mult.millionths; });
    for (const auto& [name, item] : factors->members())
      if (name != "note" && item.decimal().nano > 100'000'000'000) item.fail("must be between 0 and 100");
  }
  if (!units) return;
  for (const JsonNode& item : units->items()) {
    std::size_t unit = unit_at(item, item.text(), scenario);
    for (Price& price : scenario.outsource.prices) price.covered |= price.unit == unit;
  }
}

void read_credit_tiers(const JsonNode& list, Scenario& scenario, FieldReader& reader) {
  std::vector<JsonNode> items = list_of(list, 1, 20);
  auto& tiers = scenario.outsource.sla.tiers;
  tiers.resize(items.size());
  const Field<CreditTier> fields[] = {{"from", &CreditTier::from, kShare}, {"credit", &CreditTier::credit, kShare}};
  for (std::size_t t = 0; t < items.size(); ++t) {
    only_known(items[t], {"from", "credit"});
    reader.read(items[t], fields, Owner<CreditTier>([t](Scenario& s) -> CreditTier& { return s.outsource.sla.tiers[t]; }));
    if (t > 0 && tiers[t].from >= tiers[t - 1].from) items[t].at("from").fail("must be below the tier before it: the best KPI stands first");
  }
  if (tiers.back().from.millionths != 0) list.fail("must end with a tier from \"0\", for any worse KPI");
}

void read_sla(const JsonNode& node, Scenario& scenario, FieldReader& reader) {
  only_known(node, {"kpi", "breaches", "tiers", "breach_minor", "cap"});
  SlaCredit& sla = scenario.outsource.sla;
  std::vector<JsonNode> kpi = list_of(node.at("kpi"), 1, 600), breaches = list_of(node.at("breaches"), 1, 600);
  sla.kpi.resize(kpi.size());
  sla.breaches.resize(breaches.size());
  for (std::size_t i = 0; i < kpi.size(); ++i)
    reader.read_value(kpi[i], NumberKind::decimal, kShare, [i](Scenario& s) -> std::int64_t& { return s.outsource.sla.kpi[i].millionths; });
  for (std::size_t i = 0; i < breaches.size(); ++i)
    reader.read_value(breaches[i], NumberKind::count, {0, 100'000}, [i](Scenario& s) -> std::int64_t& { return s.outsource.sla.breaches[i]; });
  read_credit_tiers(node.at("tiers"), scenario, reader);
  const Field<SlaCredit> fields[] = {{"breach_minor", &SlaCredit::breach, kMoney, 0}, {"cap", &SlaCredit::cap, kShare}};
  reader.read(node, fields, Owner<SlaCredit>([](Scenario& s) -> SlaCredit& { return s.outsource.sla; }));
}

}  // namespace

void read_outsource(const JsonNode& node, Scenario& scenario, FieldReader& reader) {
  std::vector<std::string> keys{"prices", "coverage", "coverage_mult", "coverage_units", "sla"};
  add_names(keys, kContractFields);
  only_known(node, keys);
  read_prices(node.at("prices"), scenario, reader);
  read_coverage(node, scenario, reader);
  reader.read(node, kContractFields, the_contract());
  scenario.outsource.sla = {{whole(1)}, {0}, {{Micro{}, Micro{}}}, {}, whole(1)};
  if (auto sla = node.find("sla")) read_sla(*sla, scenario, reader);
}

}  // namespace outdesk::cost
