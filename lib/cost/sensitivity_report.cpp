#include "cost/sensitivity_report.hpp"

#include "base/error.hpp"
#include "base/text.hpp"
#include "cost/sensitivity_rules.hpp"
#include "cost/simulate_rules.hpp"

namespace outdesk::cost {

namespace {

constexpr int kBins = 20;

void need_variables(const ScenarioFile& file) {
  if (file.knobs.empty())
    throw UsageError("the scenario " + in_quotes(file.scenario.name) + " names no variables",
                     "add \"variables\": [{\"name\", \"mode\", \"dist\", \"lo\", \"mid\", \"hi\", \"paths\"}]; outdesk cost-calc init writes some");
}

Table swing_table(const std::vector<Swing>& rows, const Speech& speech) {
  Table table;
  table.key = key("rows");
  table.title = speech(phrase::swings_title);
  table.columns = {column("name", speech, phrase::variable), column("lo_value", speech, phrase::from), column("hi_value", speech, phrase::to),
                   column("lo_minor", speech, phrase::saving_lo), column("hi_minor", speech, phrase::saving_hi), column("swing_minor", speech, phrase::swing),
                   column("decides", speech, phrase::decides)};
  for (const Swing& row : rows)
    table.rows.push_back({row.name, decimal_of(row.lo_value), decimal_of(row.hi_value), row.lo, row.hi, row.size(), row.decides()});
  return table;
}

Chart tornado_chart(const std::vector<Swing>& rows, Money base, const Speech& speech) {
  auto major = [](Money amount) { return static_cast<double>(amount.minor) / 100; };
  Chart chart;
  chart.kind = Chart::Kind::ranges;
  chart.title = speech(phrase::tornado_chart);
  chart.unit = speech(phrase::variable);
  chart.target = major(base);
  chart.target_title = speech(phrase::base_saving);
  chart.series = {{speech(phrase::saving_lo), {}, Tone::neutral}, {speech(phrase::saving_hi), {}, Tone::neutral}};
  for (const Swing& row : rows) {
    chart.points.push_back(row.name);
    chart.series[0].values.push_back(major(row.lo));
    chart.series[1].values.push_back(major(row.hi));
  }
  return chart;
}

std::string deciders(const std::vector<Swing>& rows, const Speech& speech) {
  std::vector<std::string> names;
  for (const Swing& row : rows)
    if (row.decides()) names.push_back(row.name);
  return names.empty() ? speech(phrase::nothing_decides) : speech(phrase::these_decide, {{"names", join(names, ", ")}});
}

std::vector<Reckoned> swings_explained(const ScenarioFile& file, const std::vector<Swing>& rows, const Speech& speech) {
  std::vector<Reckoned> steps;
  for (const Swing& row : rows)
    for (const Knob& knob : file.knobs)
      if (knob.name == row.name)
        steps.push_back({row.name, knob.scale ? "x × v" : "x := v",
                         "v = " + speech.number(row.lo_value) + ": " + speech.money(row.lo) + "; v = " + speech.number(row.hi_value) + ": " + speech.money(row.hi), speech.money(row.size())});
  return steps;
}

Figures spread_figures(const Spread& spread, const Speech& speech) {
  auto share = Share{spread.wins, spread.trials};
  Figures figures;
  figures.figures = {machine_figure("trials", spread.trials), figure("wins_out", speech, phrase::wins, spread.wins),
                     figure("wins_share", speech, phrase::wins_share, share), figure("mean_minor", speech, phrase::mean, spread.mean),
                     figure("p5_minor", speech, {"P5", "P5"}, spread.p5), figure("p25_minor", speech, {"P25", "P25"}, spread.p25),
                     figure("p50_minor", speech, {"P50", "P50"}, spread.p50), figure("p75_minor", speech, {"P75", "P75"}, spread.p75),
                     figure("p95_minor", speech, {"P95", "P95"}, spread.p95)};
  return figures;
}

Chart spread_chart(const std::vector<Money>& savings, const Speech& speech) {
  Chart chart;
  chart.title = speech(phrase::spread_chart);
  chart.unit = speech(phrase::saving_column);
  chart.series = {{speech(phrase::trials), {}, Tone::neutral}};
  for (const Bin& bin : histogram(savings, kBins)) {
    chart.points.push_back(speech.money(bin.from));
    chart.series[0].values.push_back(static_cast<double>(bin.count));
  }
  return chart;
}

Table variable_table(const ScenarioFile& file, const Speech& speech) {
  Table table;
  table.key = key("variables");
  table.title = speech(phrase::variables_title);
  table.columns = {column("name", speech, phrase::variable), column("dist", speech, phrase::distribution), column("lo", speech, phrase::from),
                   column("mid", speech, phrase::most_likely), column("hi", speech, phrase::to), column("paths", speech, phrase::numbers_moved)};
  for (const Knob& knob : file.knobs) {
    bool triangular = knob.range.distribution == Distribution::triangular;
    table.rows.push_back({knob.name, Mark{triangular ? "triangular" : "uniform", speech(triangular ? phrase::triangular : phrase::uniform)},
                          decimal_of(knob.range.lo), decimal_of(knob.range.mid), decimal_of(knob.range.hi), std::ssize(knob.levers)});
  }
  table.note = speech(phrase::independence);
  return table;
}

Table first_trials(const std::vector<Money>& savings) {
  Table table;
  table.key = key("first5");
  table.columns = {column_for_machines("saving_minor")};
  for (std::size_t i = 0; i < std::min<std::size_t>(5, savings.size()); ++i) table.rows.push_back({savings[i]});
  return table;
}

}  // namespace

Document make_sensitivity(const ScenarioFile& file, const ReportOptions& options) {
  need_variables(file);
  Speech speech{options.language, file.scenario.currency};
  std::vector<Swing> rows = tornado(file.scenario, file.knobs);
  Money base = saving_of(file.scenario);
  Document document = new_document("cost-sensitivity/1", speech, phrase::sensitivity_title, file.scenario.name,
                                   speech(phrase::sensitivity_answer, {{"name", rows.front().name}, {"swing", speech.money(rows.front().size())}, {"saving", speech.money(base)}}) +
                                       " " + deciders(rows, speech));
  document.head.push_back(machine_figure("base_minor", base));
  add_warnings(document, speech, profile_warnings(file.scenario));
  document.sections.push_back({"tornado", "", {swing_table(rows, speech), tornado_chart(rows, base, speech)}, false});
  if (options.explain) add_explanation(document, speech, swings_explained(file, rows, speech));
  add_assumptions(document, speech, file);
  return document;
}

Document make_simulation(const ScenarioFile& file, const SimulateOptions& options) {
  need_variables(file);
  if (options.trials < 1 || options.trials > 1'000'000) throw UsageError("the number of trials must be between 1 and 1000000");
  Speech speech{options.language, file.scenario.currency};
  std::vector<Money> savings = simulate(file.scenario, file.knobs, options.seed, options.trials, options.threads);
  Spread spread = spread_of(savings);
  Document document = new_document("cost-simulate/1", speech, phrase::simulate_title, file.scenario.name,
                                   speech(phrase::simulate_answer, {{"share", speech.percent_of(spread.wins, spread.trials)}, {"trials", speech.count(spread.trials)},
                                                                    {"p5", speech.money(spread.p5)}, {"p95", speech.money(spread.p95)}, {"p50", speech.money(spread.p50)}}));
  document.head.push_back(machine_figure("seed", std::to_string(options.seed)));
  add_warnings(document, speech, profile_warnings(file.scenario));
  document.sections.push_back({"spread", "", {spread_figures(spread, speech), spread_chart(savings, speech), variable_table(file, speech), first_trials(savings)}, false});
  if (options.explain)
    add_explanation(document, speech, {{speech(phrase::triangular), "lo + √(u(hi − lo)(mid − lo)) | hi − √((1 − u)(hi − lo)(hi − mid))", "u = SplitMix64(" + std::to_string(options.seed) + ") >> 11 × 2⁻⁵³", ""},
                                       {speech(phrase::uniform), "lo + u(hi − lo)", "⌊v × 10⁶ + 0.5⌋ / 10⁶", ""}});
  add_assumptions(document, speech, file);
  return document;
}

}  // namespace outdesk::cost
