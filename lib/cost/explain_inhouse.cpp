#include "cost/explain_inhouse.hpp"

#include "base/text.hpp"

namespace outdesk::cost {

namespace {

std::string hours_text(const Scenario& scenario, const Role& role, const MonthPlan& month, const Speech& speech) {
  std::vector<std::string> parts;
  for (const Driver& driver : role.drivers) {
    std::string amount = driver.of == Driver::Of::unit    ? speech.count(month.quantity[driver.unit])
                         : driver.of == Driver::Of::visit ? speech.number(Micro{rounded(month.load.visits, kMillion)})
                                                          : speech.number(month.load.tickets);
    std::string name = driver.of == Driver::Of::unit ? speech.unit(scenario.units[driver.unit].name)
                       : speech(driver.of == Driver::Of::visit ? phrase::visit_word : phrase::ticket_word);
    parts.push_back(amount + " (" + name + ") × " + speech.number(driver.hours));
  }
  return parts.empty() ? "0" : join(parts, " + ");
}

void explain_role(const Scenario& scenario, const Role& role, const RoleNeed& need, const MonthPlan& month, const Speech& speech,
                  std::vector<Reckoned>& steps) {
  std::string net = speech.number(scenario.calendar.net_hours);
  steps.push_back({role.code + ": " + speech(phrase::by_workload), "W / (N / 12 × u)",
                   "(" + hours_text(scenario, role, month, speech) + ") / (" + net + " / 12 × " + speech.number(role.util) + ")", speech.number(need.by_workload)});
  if (role.coverage)
    steps.push_back({role.code + ": " + speech(phrase::by_coverage), "s × H / N",
                     speech.count(role.seats) + " × " + speech.count(open_hours(*role.coverage, scenario.calendar)) + " / " + net, speech.number(need.by_coverage)});
  if (role.queue) steps.push_back({role.code + ": " + speech(phrase::by_queue), "Σ s_h × d / N (Erlang C)", "… / " + net, speech.number(need.by_queue)});
  steps.push_back({role.code + ": " + speech(phrase::heads), "max(d × ⌈F / d⌉; n₀)",
                   "max(" + speech.number(role.step) + " × ⌈" + speech.number(need.need) + " / " + speech.number(role.step) + "⌉; " + speech.number(role.min_heads) + ")", speech.number(need.heads)});
}

void explain_post(const Post& post, const PostMonth& month, Micro heads, const Speech& speech, std::vector<Reckoned>& steps) {
  steps.push_back({post.code + ": " + speech(phrase::pay_month), "b + R(b × s), b = R(g × I)",
                   speech.money(post.gross) + " × (1 + " + speech.number(post.shift_uplift) + ")", speech.money(month.pay)});
  steps.push_back({post.code + ": " + speech(phrase::wages), "R(n × p)", speech.number(heads) + " × " + speech.money(month.pay), speech.money(times(month.pay, heads))});
  steps.push_back({post.code + ": " + speech(phrase::contributions), "R(n × c)",
                   speech.number(heads) + " × " + speech.money(month.employer), speech.money(times(month.employer, heads))});
  steps.push_back({post.code + ": " + speech(phrase::one_hire), "R(f × 12 × p) + R(x × I) + R(m × l × (p + c))",
                   speech.number(post.hire_fee) + " × 12 × " + speech.money(month.pay) + " + " + speech.money(post.hire_fixed) + " + " + speech.number(post.ramp_months) + " × " +
                       speech.number(post.ramp_loss) + " × (" + speech.money(month.pay) + " + " + speech.money(month.employer) + ")", speech.money(month.hire)});
  steps.push_back({post.code + ": " + speech(phrase::recruiting), "R(n × t / 12 × h)",
                   speech.number(heads) + " × " + speech.number(post.turnover) + " / 12 × " + speech.money(month.hire),
                   speech.money(Money{rounded(Wide{heads.millionths} * post.turnover.millionths * month.hire.minor, Wide{12} * kMillion * kMillion)})});
}

void explain_spares(const Scenario& scenario, const MonthPlan& month, const Speech& speech, std::vector<Reckoned>& steps) {
  for (std::size_t i = 0; i < scenario.inhouse.spares.size(); ++i) {
    const SparePool& pool = scenario.inhouse.spares[i];
    steps.push_back({speech(phrase::spares) + ": " + speech.unit(scenario.units[pool.unit].name), "min s: P(Poisson(q × AFR × L / 12) ≤ s) ≥ P₀",
                     speech.count(month.quantity[pool.unit]) + " × " + speech.number(pool.failure_rate) + " × " + speech.number(pool.lead_months) + " / 12; " + speech.number(pool.target),
                     speech.count(month.stocks[i])});
  }
}

}  // namespace

std::vector<Reckoned> staffing_explained(const Scenario& scenario, const MonthPlan& month, const Speech& speech) {
  std::vector<Reckoned> steps;
  steps.push_back({speech(phrase::tickets_month), "Σ q × t", "", speech.number(month.load.tickets)});
  steps.push_back({speech(phrase::visits_month), "T × s + Σ q × v",
                   speech.number(month.load.tickets) + " × " + speech.number(scenario.workload.onsite_share) + " + …", speech.number(Micro{rounded(month.load.visits, kMillion)})});
  const InHouse& inhouse = scenario.inhouse;
  for (std::size_t i = 0; i < inhouse.roles.size(); ++i) explain_role(scenario, inhouse.roles[i], month.staffing.roles[i], month, speech, steps);
  for (std::size_t i = 0; i < inhouse.leads.size(); ++i) {
    const Lead& lead = inhouse.leads[i];
    Micro team;
    for (std::size_t role : lead.of) team += month.staffing.roles[role].heads;
    steps.push_back({lead.code + ": " + speech(phrase::heads), "Σ < n₀: 0; ⌈Σ / k⌉",
                     speech.number(team) + " / " + speech.number(lead.span) + "; " + speech.number(lead.from_heads), speech.number(month.staffing.leads[i])});
  }
  return steps;
}

std::vector<Reckoned> inhouse_explained(const Scenario& scenario, const Comparison& comparison, const Speech& speech) {
  std::vector<Reckoned> steps = staffing_explained(scenario, comparison.plan.at(1), speech);
  PayTable pay = pay_table(scenario);
  const MonthDetail& first = comparison.months.front();
  for (std::size_t i = 0; i < pay.posts.size(); ++i)
    if (first.heads[i].millionths > 0) explain_post(post_at(scenario.inhouse, i), pay.posts[i].front(), first.heads[i], speech, steps);
  explain_spares(scenario, comparison.plan.at(1), speech, steps);
  Money people = first.inhouse.wages + first.inhouse.contributions;
  steps.push_back({speech(phrase::management), "R(k × (W + C))",
                   speech.number(scenario.inhouse.mgmt_overhead) + " × " + speech.money(people), speech.money(first.inhouse.management)});
  return steps;
}

}  // namespace outdesk::cost
