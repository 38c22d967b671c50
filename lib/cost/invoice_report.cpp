#include "cost/invoice_report.hpp"

#include <set>

#include "base/error.hpp"
#include "base/text.hpp"

namespace outdesk::cost {

namespace {

Key below(const Key& at, const char* name) {
  Key result = at;
  result.emplace_back(name);
  return result;
}

int year_of(int month) { return (month - 1) / 12; }

/// The tiers of the price list as they are in force in the month, and how each mode counts.
Table tier_table(const Scenario& scenario, const YearPrices& prices, const Speech& speech) {
  Table table;
  table.key = key("tiers");
  table.title = speech(phrase::price_list_title);
  table.columns = {column("unit", speech, phrase::unit), column("mode", speech, phrase::mode), column("up_to", speech, phrase::to), column("price_minor", speech, phrase::price)};
  std::set<TierMode> modes;
  for (std::size_t i = 0; i < prices.tiers.size(); ++i) {
    const Price& price = scenario.outsource.prices[i];
    modes.insert(price.mode);
    Mark mode{std::string(mode_phrase(price.mode).en), speech(mode_phrase(price.mode))};
    for (const Tier& tier : prices.tiers[i])
      table.rows.push_back({speech.unit(scenario.units[price.unit].name), mode, tier.up_to ? Value(*tier.up_to) : Value(), tier.price});
  }
  std::vector<std::string> notes;
  for (TierMode mode : modes) notes.push_back(speech(mode_note(mode)));
  table.note = join(notes, "; ");
  return table;
}

/// "200 × 600.00 + 42 × 540.00": how a line comes to its amount.
std::string line_figures(TierMode mode, const std::vector<Tier>& tiers, std::int64_t quantity, const Speech& speech) {
  std::vector<std::string> parts;
  std::int64_t from = 0;
  for (const Tier& tier : tiers) {
    bool last = !tier.up_to || quantity <= *tier.up_to;
    if (mode == TierMode::graduated && quantity > from)
      parts.push_back(speech.count((last ? quantity : *tier.up_to) - from) + " × " + speech.money(tier.price));
    if (mode != TierMode::graduated && last)
      parts.push_back(mode == TierMode::package && tier.up_to ? speech.money(tier.price) : speech.count(quantity) + " × " + speech.money(tier.price));
    if (last) break;
    from = *tier.up_to;
  }
  return join(parts, " + ");
}

std::string reckoned_credit(const Outsource& contract, const Invoice& invoice, Micro kpi, std::int64_t breaches, const Speech& speech) {
  Micro rate;
  for (const CreditTier& tier : contract.sla.tiers)
    if (kpi >= tier.from) {
      rate = tier.credit;
      break;
    }
  return "min(" + speech.money(invoice.recurring) + " × " + speech.number(rate) + " + " + speech.count(breaches) + " × " +
         speech.money(contract.sla.breach) + "; " + speech.money(invoice.recurring) + " × " + speech.number(contract.sla.cap) + ")";
}

}  // namespace

Table invoice_lines(const Scenario& scenario, const Invoice& invoice, const Speech& speech, const Key& at) {
  Table table;
  table.key = below(at, "lines");
  table.title = speech(phrase::lines_title);
  table.columns = {column("unit", speech, phrase::unit), column("mode", speech, phrase::mode),
                   column("quantity", speech, phrase::billed), column("amount_minor", speech, phrase::amount)};
  table.columns[3].total = true;
  for (std::size_t i = 0; i < invoice.lines.size(); ++i) {
    const Price& price = scenario.outsource.prices[i];
    table.rows.push_back({speech.unit(scenario.units[price.unit].name),
                          Mark{std::string(mode_phrase(price.mode).en), speech(mode_phrase(price.mode))},
                          invoice.lines[i].quantity, invoice.lines[i].amount});
  }
  return table;
}

Figures invoice_steps(const Scenario& scenario, const Invoice& invoice, const Speech& speech, const Key& at) {
  auto step = [&](const char* name, const Phrase& title, Money amount, std::string formula = {}) {
    return Figure{below(at, name), speech(title), amount, "", std::move(formula)};
  };
  std::string vat = to_text(scenario.outsource.vat), kept = to_text(whole(1) - scenario.outsource.vat_recoverable);
  Figures figures;
  figures.figures = {step("units_total_minor", phrase::units_total, invoice.units_total),
                     step("recurring_minor", phrase::recurring, invoice.recurring),
                     step("visits_minor", phrase::visits, invoice.visits), step("hours_minor", phrase::hours, invoice.hours),
                     step("credit_minor", phrase::credit, invoice.credit),
                     step("net_minor", phrase::net, invoice.net, "[recurring_minor] + [visits_minor] + [hours_minor] - [credit_minor]"),
                     step("vat_minor", phrase::vat, invoice.vat, "ROUND([net_minor] * " + vat + ", 2)"),
                     step("gross_minor", phrase::gross, invoice.gross(), "[net_minor] + [vat_minor]"),
                     step("client_cost_minor", phrase::client_cost, invoice.client_cost, "[net_minor] + ROUND([vat_minor] * " + kept + ", 2)")};
  figures.figures.push_back({below(at, "min_fee_applied"), speech(phrase::min_fee_applied), invoice.min_fee_applied});
  return figures;
}

std::vector<Reckoned> invoice_explained(const Scenario& scenario, const Comparison& comparison, int month, const Speech& speech) {
  const Outsource& contract = scenario.outsource;
  const Invoice& invoice = comparison.months[static_cast<std::size_t>(month - 1)].invoice;
  YearPrices prices = prices_in_year(contract, year_of(month));
  std::vector<Reckoned> steps;
  steps.push_back({speech(phrase::price), "R(p × k × I_" + std::to_string(year_of(month)) + ")",
                   "k = " + speech.number(contract.coverage_mult) + " (" + to_text(contract.coverage) + "), I = " + speech.number(index_after(contract.indexation, year_of(month))), ""});
  for (std::size_t i = 0; i < invoice.lines.size(); ++i)
    steps.push_back({speech.unit(scenario.units[contract.prices[i].unit].name), speech(mode_note(contract.prices[i].mode)),
                     line_figures(contract.prices[i].mode, prices.tiers[i], invoice.lines[i].quantity, speech), speech.money(invoice.lines[i].amount)});
  steps.push_back({speech(phrase::recurring), "max(Σ, F)", "max(" + speech.money(invoice.units_total) + "; " + speech.money(prices.min_fee) + ")", speech.money(invoice.recurring)});
  Micro visits{rounded(comparison.plan.at(month).load.visits, kMillion)};
  steps.push_back({speech(phrase::visits), "R(max(0; V − V₀) × p)", "max(0; " + speech.number(visits) + " − " + speech.number(contract.visits_included) + ") × " + speech.money(prices.visit), speech.money(invoice.visits)});
  steps.push_back({speech(phrase::hours), "R(h × p)", speech.number(contract.extra_hours) + " × " + speech.money(prices.hour), speech.money(invoice.hours)});
  auto i = static_cast<std::size_t>(month - 1);
  steps.push_back({speech(phrase::credit), "min(R(rec × r(KPI)) + n × c; R(rec × cap))",
                   reckoned_credit(contract, invoice, contract.sla.kpi[i % contract.sla.kpi.size()], contract.sla.breaches[i % contract.sla.breaches.size()], speech), speech.money(invoice.credit)});
  steps.push_back({speech(phrase::vat), "R(net × v)", speech.money(invoice.net) + " × " + speech.number(contract.vat), speech.money(invoice.vat)});
  steps.push_back({speech(phrase::client_cost), "net + R(VAT × (1 − d))", speech.money(invoice.net) + " + " + speech.money(invoice.vat) + " × (1 − " + speech.number(contract.vat_recoverable) + ")", speech.money(invoice.client_cost)});
  return steps;
}

Document make_quote(const ScenarioFile& file, int month, const ReportOptions& options) {
  const Scenario& scenario = file.scenario;
  if (month < 1 || month > scenario.horizon_months)
    throw UsageError("month " + std::to_string(month) + " is outside the horizon of " + std::to_string(scenario.horizon_months) + " months");
  Speech speech{options.language, scenario.currency};
  Comparison comparison = compare(scenario, 0);
  const Invoice& invoice = comparison.months[static_cast<std::size_t>(month - 1)].invoice;
  Document document = new_document("cost-quote/1", speech, phrase::quote_title, scenario.name,
                                   speech(phrase::quote_answer, {{"month", speech.count(month)}, {"gross", speech.money(invoice.gross())},
                                                                 {"vat", speech.money(invoice.vat)}, {"cost", speech.money(invoice.client_cost)}}));
  document.head.push_back(machine_figure("month", std::int64_t{month}));
  add_warnings(document, speech, price_warnings(scenario));
  document.sections.push_back({"invoice", speech(phrase::invoice_month_title, {{"month", speech.count(month)}}),
                               {invoice_lines(scenario, invoice, speech, {}), invoice_steps(scenario, invoice, speech, {}),
                                tier_table(scenario, prices_in_year(scenario.outsource, year_of(month)), speech)}, false});
  if (options.explain) add_explanation(document, speech, invoice_explained(scenario, comparison, month, speech));
  add_assumptions(document, speech, file);
  return document;
}

}  // namespace outdesk::cost
