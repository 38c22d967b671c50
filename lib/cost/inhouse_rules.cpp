#include "cost/inhouse_rules.hpp"

#include <numeric>

#include "cost/payroll_rules.hpp"
#include "cost/spares_rules.hpp"

namespace outdesk::cost {

namespace {

Money cost_of_hiring(const Post& post, Money pay, Money employer, Micro other_index) {
  Money fee{rounded(Wide{pay.minor} * 12 * post.hire_fee.millionths, kMillion)};
  Money ramp{rounded(Wide{post.ramp_months.millionths} * post.ramp_loss.millionths *
                         (pay + employer).minor, Wide{kMillion} * kMillion)};
  return fee + times(post.hire_fixed, other_index) + ramp;
}

std::vector<PostMonth> months_of(const Scenario& scenario, const Post& post, const PayTable& table) {
  std::vector<PostMonth> months;
  std::optional<TaxYear> year;
  for (int m = 1; m <= scenario.horizon_months; ++m) {
    TaxMonth tax = tax_month(scenario, m);
    if (!year || tax.year_begins) year.emplace(scenario.tax_profiles[tax.profile]);
    auto contract_year = static_cast<std::size_t>((m - 1) / 12);
    Money base = times(post.gross, table.wage_index[contract_year]);
    Money pay = base + times(base, post.shift_uplift);
    year->add(pay);
    months.push_back({pay, year->employer(),
                      cost_of_hiring(post, pay, year->employer(), table.other_index[contract_year])});
  }
  return months;
}

/// R(heads x share a year / 12 x one filling) for leavers, and newcomers in full.
Money recruiting(const Post& post, const PostMonth& month, Micro heads, std::optional<Micro> before) {
  Wide leavers = Wide{heads.millionths} * post.turnover.millionths;
  Money cost{rounded(leavers * month.hire.minor, Wide{12} * kMillion * kMillion)};
  if (before && heads > *before) cost += times(month.hire, heads - *before);
  return cost;
}

void add_post(InHouseMonth& lines, const Post& post, const PostMonth& month, Micro heads, Micro index) {
  lines.wages += times(month.pay, heads);
  lines.contributions += times(month.employer, heads);
  Money training = times(post.training_year, index);
  lines.training += Money{rounded(Wide{training.minor} * heads.millionths, Wide{12} * kMillion)};
  lines.tools += times(times(post.tools_month, index), heads);
  lines.workplace += times(times(post.workplace_month, index), heads);
}

void add_spares(InHouseMonth& lines, const InHouse& inhouse, const std::vector<std::int64_t>& quantity,
                const std::vector<std::int64_t>& stocks, Micro index) {
  Wide held = 0, failing = 0;
  for (std::size_t i = 0; i < inhouse.spares.size(); ++i) {
    const SparePool& pool = inhouse.spares[i];
    held += Wide{stocks[i]} * pool.cost.minor;
    failing += Wide{quantity[pool.unit]} * pool.failure_rate.millionths * pool.repair.minor;
  }
  Wide per_month = Wide{12} * kMillion * kMillion;
  lines.spares = Money{rounded(held * inhouse.spares_holding.millionths * index.millionths, per_month)};
  lines.repairs = Money{rounded(failing * index.millionths, per_month)};
}

}  // namespace

Money InHouseMonth::total() const {
  return wages + contributions + recruiting + training + tools + workplace + management + platform +
         spares + repairs + travel;
}

std::size_t posts_of(const InHouse& inhouse) { return inhouse.roles.size() + inhouse.leads.size(); }

const Post& post_at(const InHouse& inhouse, std::size_t i) {
  if (i < inhouse.roles.size()) return inhouse.roles[i];
  return inhouse.leads[i - inhouse.roles.size()];
}

TaxMonth tax_month(const Scenario& scenario, int month) {
  std::int64_t start = scenario.tax_profiles.front().year_start_month;
  std::int64_t at = (scenario.start_month - start + 12) % 12 + month - 1;
  auto year = static_cast<std::size_t>(at / 12), last = scenario.tax_profiles.size() - 1;
  return {std::min(year, last), at % 12 == 0, year > last};
}

PayTable pay_table(const Scenario& scenario) {
  PayTable table;
  for (int year = 0; year * 12 < scenario.horizon_months; ++year) {
    table.wage_index.push_back(index_after(scenario.inhouse.wage_growth, year));
    table.other_index.push_back(index_after(scenario.inhouse.other_growth, year));
  }
  for (std::size_t i = 0; i < posts_of(scenario.inhouse); ++i)
    table.posts.push_back(months_of(scenario, post_at(scenario.inhouse, i), table));
  return table;
}

std::vector<std::int64_t> spare_stocks(const Scenario& scenario, const std::vector<std::int64_t>& quantity) {
  std::vector<std::int64_t> stocks;
  for (const SparePool& pool : scenario.inhouse.spares)
    stocks.push_back(spare_stock(quantity[pool.unit], pool.failure_rate, pool.lead_months, pool.target));
  return stocks;
}

InHouseMonth inhouse_month(const Scenario& scenario, const PayTable& pay, int month, const Heads& heads,
                           const std::vector<std::int64_t>& quantity,
                           const std::vector<std::int64_t>& stocks, Wide visits) {
  const InHouse& inhouse = scenario.inhouse;
  Micro index = pay.other_index[static_cast<std::size_t>((month - 1) / 12)], all;
  InHouseMonth lines;
  for (std::size_t i = 0; i < pay.posts.size(); ++i) {
    const PostMonth& cost = pay.posts[i][static_cast<std::size_t>(month - 1)];
    Micro now = (*heads.now)[i];
    all += now;
    add_post(lines, post_at(inhouse, i), cost, now, index);
    lines.recruiting += recruiting(post_at(inhouse, i), cost, now,
                                   heads.before ? std::optional((*heads.before)[i]) : std::nullopt);
  }
  lines.management = times(lines.wages + lines.contributions, inhouse.mgmt_overhead);
  if (all >= inhouse.platform_from_heads) lines.platform = times(inhouse.platform_month, index);
  add_spares(lines, inhouse, quantity, stocks, index);
  Money per_visit = times(inhouse.visit_travel, index);
  lines.travel = Money{rounded(visits * per_visit.minor, Wide{kMillion} * kMillion)};
  return lines;
}

Money initial_hire(const Scenario& scenario, const PayTable& pay, const std::vector<Micro>& heads) {
  Money cost;
  if (!scenario.inhouse.initial_hire) return cost;
  for (std::size_t i = 0; i < pay.posts.size(); ++i) cost += times(pay.posts[i].front().hire, heads[i]);
  return cost;
}

Money idle_cost(const PayTable& pay, int month, const std::vector<Micro>& heads,
                const std::vector<Micro>& needed) {
  Money cost;
  for (std::size_t i = 0; i < pay.posts.size(); ++i) {
    const PostMonth& post = pay.posts[i][static_cast<std::size_t>(month - 1)];
    if (heads[i] > needed[i]) cost += times(post.pay + post.employer, heads[i] - needed[i]);
  }
  return cost;
}

}  // namespace outdesk::cost
