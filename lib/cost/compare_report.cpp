#include "cost/compare_report.hpp"

#include "base/error.hpp"
#include "base/text.hpp"
#include "cost/break_even_report.hpp"
#include "cost/explain_inhouse.hpp"
#include "cost/invoice_report.hpp"
#include "cost/sensitivity_report.hpp"

namespace outdesk::cost {

namespace {

/// Everything that the sections are made from.
struct Material {
  const ScenarioFile& file;
  const Scenario& scenario;
  const Speech& speech;
  const Comparison& comparison;
  std::size_t unit;
};

Value per(Money cost, Wide number, Wide scale) {
  return number > 0 ? Value(Money{rounded(Wide{cost.minor} * scale, number)}) : Value();
}

Value decimal_or_nothing(const std::optional<Micro>& number, const Speech& speech) {
  if (!number) return {};
  Micro two{rounded(number->millionths, 10'000) * 10'000};
  return speech.number(two);
}

Micro people_at_most(const Comparison& comparison) {
  Micro most;
  for (const MonthDetail& month : comparison.months) {
    Micro all;
    for (Micro heads : month.heads) all += heads;
    most = std::max(most, all);
  }
  return most;
}

std::string answer_of(const Material& m) {
  const Totals& totals = m.comparison.totals;
  bool out = totals.saving().minor >= 0;
  Money size{out ? totals.saving().minor : -totals.saving().minor};
  return m.speech(out ? phrase::compare_out : phrase::compare_in,
                  {{"months", m.speech.count(m.scenario.horizon_months)}, {"saving", m.speech.money(size)},
                   {"in", m.speech.money(totals.inhouse_npv)}, {"out", m.speech.money(totals.outsource_npv)}});
}

Table compared(const Material& m) {
  const Comparison& c = m.comparison;
  const Speech& speech = m.speech;
  Table table;
  table.key = key("measures");
  table.title = speech(phrase::compared_title);
  table.columns = {column("measure", speech, phrase::measure), column("inhouse", speech, phrase::own_column), column("outsource", speech, phrase::out_column)};
  table.columns[0].wrap = true;
  std::string unit = speech.unit(m.scenario.units[m.unit].name);
  Elasticities elastic = elasticities(m.scenario, c, m.unit);
  auto row = [&](const std::string& title, Value in, Value out) { table.rows.push_back({title, std::move(in), std::move(out)}); };
  row(speech(phrase::npv), c.totals.inhouse_npv, c.totals.outsource_npv);
  row(speech(phrase::undiscounted), c.inhouse_total, c.outsource_total);
  row(speech(phrase::average_month), per(c.inhouse_total, m.scenario.horizon_months, 1), per(c.outsource_total, m.scenario.horizon_months, 1));
  row(speech(phrase::per_unit_month, {{"unit", unit}}), per(c.inhouse_total, c.seat_months, 1), per(c.outsource_total, c.seat_months, 1));
  row(speech(phrase::per_ticket), per(c.inhouse_total, c.tickets, kMillion), per(c.outsource_total, c.tickets, kMillion));
  row(speech(phrase::elasticity_row, {{"unit", unit}}), decimal_or_nothing(elastic.inhouse, speech), decimal_or_nothing(elastic.outsource, speech));
  row(speech(phrase::idle_row), c.idle, Value());
  row(speech(phrase::people_row), heads_value(people_at_most(c)), Value());
  Value payback = speech(phrase::payback_never);
  if (c.payback_month) payback = std::int64_t{*c.payback_month};
  row(speech(phrase::payback_row), Value(), payback);
  table.note = speech(phrase::npv_convention, {{"rate", speech.number(m.scenario.discount_rate)}}) + " " +
               speech(phrase::vat_note, {{"share", speech.percent(m.scenario.outsource.vat_recoverable)}}) + " " + speech(phrase::elasticity_note);
  return table;
}

/// The same for machines, each at a name of its own.
Figures for_machines(const Material& m) {
  const Comparison& c = m.comparison;
  Elasticities elastic = elasticities(m.scenario, c, m.unit);
  auto text = [](const std::optional<Micro>& number) { return number ? Value(to_text(*number)) : Value(); };
  Figures figures;
  figures.figures = {
      machine_figure("inhouse_npv_minor", c.totals.inhouse_npv), machine_figure("outsource_npv_minor", c.totals.outsource_npv),
      machine_figure("saving_npv_minor", c.totals.saving()), machine_figure("cheaper", side_mark(c.totals.saving().minor >= 0, m.speech)),
      machine_figure("inhouse_total_minor", c.inhouse_total), machine_figure("outsource_total_minor", c.outsource_total),
      machine_figure("idle_minor", c.idle), machine_figure("payback_month", c.payback_month ? Value(std::int64_t{*c.payback_month}) : Value()),
      machine_figure("per_unit", m.scenario.units[m.unit].name),
      machine_figure("inhouse_per_unit_month_minor", per(c.inhouse_total, c.seat_months, 1)),
      machine_figure("outsource_per_unit_month_minor", per(c.outsource_total, c.seat_months, 1)),
      machine_figure("inhouse_per_ticket_minor", per(c.inhouse_total, c.tickets, kMillion)),
      machine_figure("outsource_per_ticket_minor", per(c.outsource_total, c.tickets, kMillion)),
      machine_figure("inhouse_elasticity", text(elastic.inhouse)), machine_figure("outsource_elasticity", text(elastic.outsource))};
  return figures;
}

Table team(const Material& m) {
  Table table;
  table.key = key("team");
  table.title = m.speech(phrase::team_title);
  table.columns = {column("role", m.speech, phrase::role), column("need", m.speech, phrase::need), column("heads", m.speech, phrase::heads),
                   column("pay_minor", m.speech, phrase::pay_month), column("contributions_minor", m.speech, phrase::contributions_month)};
  const MonthDetail& first = m.comparison.months.front();
  const Staffing& staffing = m.comparison.plan.at(1).staffing;
  PayTable pay = pay_table(m.scenario);
  for (std::size_t i = 0; i < first.heads.size(); ++i) {
    Value need = i < staffing.roles.size() ? Value(decimal_of(staffing.roles[i].need)) : Value();
    table.rows.push_back({post_at(m.scenario.inhouse, i).code, need, heads_value(first.heads[i]), pay.posts[i].front().pay, pay.posts[i].front().employer});
  }
  return table;
}

Figures inhouse_lines(const Material& m) {
  const InHouseMonth& lines = m.comparison.months.front().inhouse;
  Figures figures;
  auto line = [&](const char* name, const Phrase& title, Money amount) {
    figures.figures.push_back({{"inhouse_month1", name}, m.speech(title), amount});
  };
  line("wages_minor", phrase::wages, lines.wages);
  line("contributions_minor", phrase::contributions, lines.contributions);
  line("recruiting_minor", phrase::recruiting, lines.recruiting);
  line("training_minor", phrase::training, lines.training);
  line("tools_minor", phrase::tools, lines.tools);
  line("workplace_minor", phrase::workplace, lines.workplace);
  line("management_minor", phrase::management, lines.management);
  line("platform_minor", phrase::platform, lines.platform);
  line("spares_minor", phrase::spares, lines.spares);
  line("repairs_minor", phrase::repairs, lines.repairs);
  line("travel_minor", phrase::travel, lines.travel);
  std::vector<std::string> all;
  for (const Figure& figure : figures.figures) all.push_back("[" + figure.key.back() + "]");
  line("total_minor", phrase::total, lines.total());
  figures.figures.back().formula = join(all, " + ");
  return figures;
}

/// What outsourcing costs besides its invoices; without these a comparison flatters it.
Figures transition(const Material& m) {
  Money onboarding = m.comparison.onboarding_at_start, parallel, severance, exit_fee, retained;
  for (const MonthDetail& month : m.comparison.months) {
    onboarding += month.onboarding;
    parallel += month.parallel;
    severance += month.severance;
    exit_fee += month.exit_fee;
    retained += month.retained;
  }
  Figures figures;
  auto line = [&](const char* name, const Phrase& title, Money amount) {
    figures.figures.push_back({{"transition", name}, m.speech(title), amount});
  };
  line("onboarding_minor", phrase::onboarding, onboarding);
  line("parallel_minor", phrase::parallel, parallel);
  line("severance_minor", phrase::severance, severance);
  line("retained_minor", phrase::retained, retained);
  line("exit_fee_minor", phrase::exit_fee, exit_fee);
  line("initial_hire_minor", phrase::initial_hire, m.comparison.initial_hire);
  return figures;
}

Table flows(const Material& m) {
  Table table;
  table.key = key("flows");
  table.columns = {column("month", m.speech, phrase::month), column("inhouse_minor", m.speech, phrase::own_column),
                   column("outsource_minor", m.speech, phrase::out_column), column("saving_minor", m.speech, phrase::saving_column),
                   column("cumulative_saving_minor", m.speech, phrase::cumulative)};
  for (std::size_t i = 1; i <= 3; ++i) table.columns[i].total = true;
  table.columns[3].formula = "[inhouse_minor] - [outsource_minor]";
  table.columns[4].formula = "[^cumulative_saving_minor] + [saving_minor]";
  Money sum;
  for (std::size_t month = 0; month < m.comparison.totals.inhouse.size(); ++month) {
    Money in = m.comparison.totals.inhouse[month], out = m.comparison.totals.outsource[month];
    sum += in - out;
    table.rows.push_back({static_cast<std::int64_t>(month), in, out, in - out, sum});
  }
  return table;
}

Money discounted(Money flow, const Discount& discount, int month) {
  std::vector<Money> flows(static_cast<std::size_t>(month) + 1);
  flows.back() = flow;
  return discount.present_value(flows);
}

/// Each flow times its factor; the totals are the net present values, live in a workbook.
Table present_values(const Material& m) {
  Table table;
  table.key = key("present_values");
  table.columns = {column("month", m.speech, phrase::month), column("discount_factor", m.speech, phrase::factor), column("inhouse_minor", m.speech, phrase::own_column),
                   column("inhouse_today_minor", m.speech, phrase::own_today), column("outsource_minor", m.speech, phrase::out_column),
                   column("outsource_today_minor", m.speech, phrase::out_today)};
  table.columns[1].formula = "1 / (1 + " + to_text(m.scenario.discount_rate) + ") ^ ([month] / 12)";
  table.columns[3].formula = "[inhouse_minor] * [discount_factor]";
  table.columns[5].formula = "[outsource_minor] * [discount_factor]";
  for (std::size_t i = 2; i < 6; ++i) table.columns[i].total = true;
  Discount discount(m.scenario.discount_rate, static_cast<int>(m.scenario.horizon_months));
  const Totals& totals = m.comparison.totals;
  for (std::size_t i = 0; i < totals.inhouse.size(); ++i) {
    int month = static_cast<int>(i);
    table.rows.push_back({std::int64_t{month}, decimal_of(discount.shown(month)), totals.inhouse[i], discounted(totals.inhouse[i], discount, month),
                          totals.outsource[i], discounted(totals.outsource[i], discount, month)});
  }
  table.total = Row{m.speech(phrase::total), Value(), m.comparison.inhouse_total, totals.inhouse_npv, m.comparison.outsource_total, totals.outsource_npv};
  table.note = m.speech(phrase::npv_convention, {{"rate", m.speech.number(m.scenario.discount_rate)}});
  return table;
}

Chart flow_chart(const Material& m) {
  Chart chart;
  chart.kind = Chart::Kind::line;
  chart.title = m.speech(phrase::flows_chart);
  chart.unit = m.speech(phrase::month);
  chart.series = {{m.speech(phrase::own_column), {}, Tone::neutral}, {m.speech(phrase::out_column), {}, Tone::neutral}};
  Money in, out;
  for (std::size_t month = 0; month < m.comparison.totals.inhouse.size(); ++month) {
    in += m.comparison.totals.inhouse[month];
    out += m.comparison.totals.outsource[month];
    chart.points.push_back(std::to_string(month));
    chart.series[0].values.push_back(static_cast<double>(in.minor) / 100);
    chart.series[1].values.push_back(static_cast<double>(out.minor) / 100);
  }
  return chart;
}

std::vector<Warning> warnings_of(const Material& m) {
  std::vector<Warning> all = profile_warnings(m.scenario);
  for (auto&& more : {transition_warnings(m.scenario), price_warnings(m.scenario), team_warnings(m.scenario, m.comparison.plan, pay_table(m.scenario), m.unit)})
    all.insert(all.end(), more.begin(), more.end());
  return all;
}

void add_explained(Document& document, const Material& m) {
  std::vector<Reckoned> steps = inhouse_explained(m.scenario, m.comparison, m.speech);
  std::vector<Reckoned> invoice = invoice_explained(m.scenario, m.comparison, 1, m.speech);
  steps.insert(steps.end(), invoice.begin(), invoice.end());
  for (auto [title, flows, npv] : {std::tuple{&phrase::inhouse, &m.comparison.totals.inhouse, m.comparison.totals.inhouse_npv},
                                   {&phrase::outsource, &m.comparison.totals.outsource, m.comparison.totals.outsource_npv}}) {
    std::string months = flows->size() > 3 ? m.speech.money((*flows)[0]) + " + " + m.speech.money((*flows)[1]) + " × " +
                             m.speech.number(Discount(m.scenario.discount_rate, 1).shown(1)) + " + …" : "";
    steps.push_back({m.speech(phrase::npv) + ", " + m.speech(*title), "R(Σ f_m × (1 + r)^(−m/12))", months, m.speech.money(npv)});
  }
  add_explanation(document, m.speech, steps);
}

/// What other reports show of the same scenario: their tables and charts, not their answers, remarks and registers.
void take_sections(Document& document, Document other) {
  for (Section& section : other.sections) {
    if (section.machine_only || section.id == "answer" || section.id == "warnings" || section.id == "assumptions") continue;
    if (section.title.empty()) section.title = other.title;
    document.sections.push_back(std::move(section));
  }
}

void add_break_even_and_tornado(Document& document, const ScenarioFile& file, std::size_t unit, const ReportOptions& options) {
  if (!file.scenario.units[unit].per) {
    constexpr std::int64_t kMostCounts = 10'000;
    BreakEvenOptions even;
    static_cast<ReportOptions&>(even) = options;
    even.explain = false;
    even.to = std::min(kMostCounts, std::max(even.to, 2 * file.scenario.units[unit].base));
    take_sections(document, make_break_even(file, unit, even));
  }
  ReportOptions plain = options;
  plain.explain = false;
  if (!file.knobs.empty()) take_sections(document, make_sensitivity(file, plain));
}

}  // namespace

std::size_t unit_to_compare(const Scenario& scenario, const std::string& name) {
  if (auto unit = unit_named(scenario, name.empty() ? "workstation" : name)) return *unit;
  if (!name.empty()) throw UsageError("the scenario has no unit " + in_quotes(name));
  for (std::size_t i = 0; i < scenario.units.size(); ++i)
    if (!scenario.units[i].per && scenario.units[i].name != "site") return i;
  return 0;
}

Document make_comparison(const ScenarioFile& file, std::size_t unit, const ReportOptions& options) {
  Speech speech{options.language, file.scenario.currency};
  Comparison comparison = compare(file.scenario, unit);
  Material m{file, file.scenario, speech, comparison, unit};
  Document document = new_document("cost-compare/1", speech, phrase::compare_title, file.scenario.name, answer_of(m));
  document.head.push_back(machine_figure("horizon_months", file.scenario.horizon_months));
  add_warnings(document, speech, warnings_of(m));
  document.sections.push_back({"compared", "", {for_machines(m), compared(m), team(m)}, false});
  document.sections.push_back({"inhouse", speech(phrase::inhouse_title), {inhouse_lines(m)}, false});
  const Invoice& invoice = comparison.months.front().invoice;
  document.sections.push_back({"invoice", speech(phrase::invoice_title), {invoice_lines(file.scenario, invoice, speech, {"invoice_month1"}), invoice_steps(file.scenario, invoice, speech, {"invoice_month1"})}, false});
  document.sections.push_back({"transition", speech(phrase::transition_title), {transition(m)}, false});
  document.sections.push_back({"flows", speech(phrase::flows_title), {flows(m), flow_chart(m)}, false});
  if (options.explain || options.sheets) document.sections.push_back({"present-values", speech(phrase::npv), {present_values(m)}, false});
  if (options.complete) add_break_even_and_tornado(document, file, unit, options);
  if (options.explain) add_explained(document, m);
  add_assumptions(document, speech, file);
  return document;
}

}  // namespace outdesk::cost
