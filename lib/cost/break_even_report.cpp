#include "cost/break_even_report.hpp"

#include "base/error.hpp"
#include "base/text.hpp"

namespace outdesk::cost {

namespace {

constexpr std::size_t kChartPoints = 60;

void check(const Scenario& scenario, std::size_t unit, const BreakEvenOptions& options) {
  if (scenario.units[unit].per)
    throw UsageError("the number of " + in_quotes(scenario.units[unit].name) + " follows another unit",
                     "choose a unit with a number of its own: --unit NAME");
  if (options.from < 1 || options.to < options.from || options.to - options.from >= 100'000 || options.to > 10'000'000)
    throw UsageError("a break-even goes from at least 1 to a larger number, 100000 counts at most");
}

Facts facts_of(const BreakEven& even, const Speech& speech, const std::string& unit) {
  Facts facts{{"unit", unit}, {"hi", speech.units(even.costs.back().seats, unit)}, {"lo", speech.units(even.costs.front().seats, unit)},
              {"changes", speech.count(std::ssize(even.runs) - 2)}};
  if (even.stable) facts.emplace_back("stable", speech.units(*even.stable, unit));
  return facts;
}

std::string answer_of(const BreakEven& even, const Speech& speech, const std::string& unit) {
  bool out = even.stable_side == Side::outsource;
  Facts facts = facts_of(even, speech, unit);
  facts.emplace_back("side", speech(out ? phrase::side_outsource : phrase::side_inhouse));
  facts.emplace_back("other", speech(out ? phrase::side_inhouse : phrase::side_outsource));
  if (!even.stable) return speech(phrase::even_always, facts);
  return speech(even.runs.size() == 2 ? phrase::even_once : phrase::even_often, facts);
}

Table runs_table(const BreakEven& even, const Speech& speech) {
  Table table;
  table.key = key("runs");
  table.title = speech(phrase::runs_title);
  table.columns = {column("from", speech, phrase::from), column("to", speech, phrase::to), column("side", speech, phrase::cheaper),
                   column("saving_from_minor", speech, phrase::saving_at_from), column("saving_to_minor", speech, phrase::saving_at_to)};
  auto saving = [&](std::int64_t seats) { return even.costs[static_cast<std::size_t>(seats - even.costs.front().seats)].saving(); };
  for (const CheaperRun& run : even.runs)
    table.rows.push_back({run.lo, run.hi, side_mark(run.side == Side::outsource, speech), saving(run.lo), saving(run.hi)});
  table.note = speech(phrase::tie_note);
  return table;
}

Figures points_of(const BreakEven& even, const Speech& speech) {
  auto number = [](const std::optional<std::int64_t>& n) { return n ? Value(*n) : Value(); };
  Figures figures;
  figures.figures = {figure("first_change", speech, phrase::first_change, number(even.first)),
                     figure("stable", speech, phrase::stable_point, number(even.stable)),
                     figure("stable_side", speech, phrase::direction, side_mark(even.stable_side == Side::outsource, speech)),
                     {key("smooth_crossing"), "", even.smooth_crossing ? Value(decimal_of(*even.smooth_crossing)) : Value()},
                     {{}, speech(phrase::smooth_crossing), even.smooth_crossing ? Value(decimal_of(Micro{rounded(even.smooth_crossing->millionths, 10'000) * 10'000})) : Value(), speech(phrase::smooth_note)}};
  return figures;
}

std::vector<std::int64_t> sizes_of(const BreakEvenOptions& options) {
  std::vector<std::int64_t> sizes, known = options.sizes;
  if (known.empty()) known = {50, 100, 200, 400, 1000, 3000, 10'000};
  for (std::int64_t size : known)
    if (size >= options.from && size <= options.to) sizes.push_back(size);
  return sizes;
}

/// The chosen sizes: people, cost of an average month, per seat, cheaper side.
Table sizes_table(const ScenarioFile& file, std::size_t unit, const BreakEven& even, const BreakEvenOptions& options, const Speech& speech) {
  Table table;
  table.key = key("sizes");
  table.title = speech(phrase::sizes_title);
  table.columns = {{key("seats"), speech.unit(file.scenario.units[unit].name)}, column("heads", speech, phrase::people),
                   column("inhouse_month_minor", speech, phrase::own_month), column("outsource_month_minor", speech, phrase::out_month),
                   column("inhouse_per_seat_minor", speech, phrase::own_seat), column("outsource_per_seat_minor", speech, phrase::out_seat),
                   column("side", speech, phrase::cheaper)};
  Scenario sized = file.scenario;
  for (std::int64_t size : sizes_of(options)) {
    sized.units[unit].base = size;
    Comparison c = compare(sized, unit);
    Micro heads;
    for (Micro post : c.plan.peak) heads += post;
    auto per = [&](Money cost, Wide n) { return n > 0 ? Value(Money{rounded(cost.minor, n)}) : Value(); };
    bool out = even.costs[static_cast<std::size_t>(size - options.from)].saving().minor >= 0;
    table.rows.push_back({size, heads_value(heads), per(c.inhouse_total, sized.horizon_months), per(c.outsource_total, sized.horizon_months),
                          per(c.inhouse_total, c.seat_months), per(c.outsource_total, c.seat_months), side_mark(out, speech)});
  }
  return table;
}

/// At most kChartPoints counts, the last included.
Chart chart_of(const BreakEven& even, const Speech& speech, const std::string& unit) {
  Chart chart;
  chart.kind = Chart::Kind::line;
  chart.title = speech(phrase::even_chart);
  chart.unit = speech.unit(unit);
  chart.series = {{speech(phrase::own_column), {}, Tone::neutral}, {speech(phrase::out_column), {}, Tone::neutral}};
  std::size_t step = std::max<std::size_t>(1, (even.costs.size() + kChartPoints - 1) / kChartPoints);
  for (std::size_t i = 0; i < even.costs.size(); i += step) {
    const SeatCost& cost = even.costs[i + step >= even.costs.size() ? even.costs.size() - 1 : i];
    chart.points.push_back(std::to_string(cost.seats));
    chart.series[0].values.push_back(static_cast<double>(cost.inhouse_npv.minor) / 100);
    chart.series[1].values.push_back(static_cast<double>(cost.outsource_npv.minor) / 100);
  }
  return chart;
}

Table every_count(const BreakEven& even) {
  Table table;
  table.key = key("costs");
  table.columns = {column_for_machines("seats"), column_for_machines("inhouse_npv_minor"), column_for_machines("outsource_npv_minor"), column_for_machines("saving_npv_minor")};
  for (const SeatCost& cost : even.costs) table.rows.push_back({cost.seats, cost.inhouse_npv, cost.outsource_npv, cost.saving()});
  return table;
}

std::vector<Reckoned> explained(const BreakEven& even, const Speech& speech) {
  std::vector<Reckoned> steps;
  for (const CheaperRun& run : even.runs) {
    const SeatCost& cost = even.costs[static_cast<std::size_t>(run.lo - even.costs.front().seats)];
    steps.push_back({speech.count(run.lo), "D(n) = NPV(own) − NPV(out); D ≥ 0: " + speech(phrase::outsource),
                     speech.money(cost.inhouse_npv) + " − " + speech.money(cost.outsource_npv), speech.money(cost.saving())});
  }
  return steps;
}

}  // namespace

Document make_break_even(const ScenarioFile& file, std::size_t unit, const BreakEvenOptions& options) {
  check(file.scenario, unit, options);
  Speech speech{options.language, file.scenario.currency};
  BreakEven even = break_even(file.scenario, unit, options.from, options.to, options.threads);
  const std::string& name = file.scenario.units[unit].name;
  Document document = new_document("cost-break-even/1", speech, phrase::even_title, file.scenario.name, answer_of(even, speech, name));
  for (auto&& [member, value] : {std::pair<const char*, Value>{"unit", name}, {"lo", options.from}, {"hi", options.to}, {"horizon_months", file.scenario.horizon_months}})
    document.head.push_back(machine_figure(member, value));
  std::vector<Warning> warnings = profile_warnings(file.scenario);
  for (Warning& warning : price_warnings(file.scenario)) warnings.push_back(std::move(warning));
  add_warnings(document, speech, warnings);
  document.sections.push_back({"break-even", "", {points_of(even, speech), runs_table(even, speech), sizes_table(file, unit, even, options, speech), chart_of(even, speech, name)}, false});
  document.sections.push_back({"costs", "", {every_count(even)}, true});
  if (options.explain) add_explanation(document, speech, explained(even, speech));
  add_assumptions(document, speech, file);
  return document;
}

}  // namespace outdesk::cost
