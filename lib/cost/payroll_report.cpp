#include "cost/payroll_report.hpp"

#include "base/error.hpp"
#include "cost/gross_rules.hpp"

namespace outdesk::cost {

namespace {

Money average(Money year) { return Money{rounded(year.minor, 12)}; }

/// cost / net - 1, in millionths.
std::optional<Micro> markup(const PayrollMonth& year) {
  if (year.net().minor <= 0) return {};
  return Micro{rounded(Wide{year.cost().minor - year.net().minor} * kMillion, year.net().minor)};
}

std::string percent_text(Micro rate, const Speech& speech) {
  return speech.number(Micro{rounded(rate.millionths, 100) * 10'000}) + "\u00A0%";
}

Table months_table(const TaxProfile& profile, const Payroll& payroll, const Speech& speech) {
  Table table;
  table.key = key("months");
  table.title = speech(phrase::months_title);
  table.columns = {column("month", speech, phrase::month), column("gross_minor", speech, phrase::gross_pay), column("income_tax_minor", speech, phrase::income_tax),
                   column("employee_minor", speech, phrase::employee_part), column("net_minor", speech, phrase::net_pay),
                   column("employer_minor", speech, phrase::contributions), column("cost_minor", speech, phrase::full_cost)};
  for (std::size_t i = 1; i < table.columns.size(); ++i) table.columns[i].total = true;
  table.columns[4].formula = "[gross_minor] - [income_tax_minor] - [employee_minor]";
  table.columns[6].formula = "[gross_minor] + [employer_minor]";
  bool taxed = profile.income_tax.has_value();
  auto known = [&](Money amount) { return taxed ? Value(amount) : Value(); };
  for (std::size_t i = 0; i < payroll.months.size(); ++i) {
    const PayrollMonth& m = payroll.months[i];
    table.rows.push_back({static_cast<std::int64_t>((static_cast<std::size_t>(profile.year_start_month) - 1 + i) % 12 + 1), m.gross, known(m.income_tax), m.employee,
                          known(m.net()), m.employer, m.cost()});
  }
  return table;
}

Figures year_figures(const TaxProfile& profile, const Payroll& payroll, const Speech& speech) {
  const PayrollMonth& year = payroll.year;
  bool taxed = profile.income_tax.has_value();
  auto known = [&](Money amount) { return taxed ? Value(amount) : Value(); };
  Figures figures;
  figures.title = speech(phrase::year_title);
  figures.figures = {{{"year", "gross_minor"}, speech(phrase::gross_pay), year.gross}, {{"year", "income_tax_minor"}, speech(phrase::income_tax), known(year.income_tax)},
                     {{"year", "employee_minor"}, speech(phrase::employee_part), year.employee}, {{"year", "net_minor"}, speech(phrase::net_pay), known(year.net())}};
  for (std::size_t i = 0; i < profile.employer.size(); ++i)
    figures.figures.push_back({{"year", "employer_parts", profile.employer[i].code}, speech(phrase::contribution, {{"code", profile.employer[i].code}}), year.employer_parts[i]});
  figures.figures.push_back({{"year", "employer_minor"}, speech(phrase::contributions), year.employer});
  figures.figures.push_back({{"year", "cost_minor"}, speech(phrase::full_cost), year.cost()});
  auto over = taxed ? markup(year) : std::nullopt;
  figures.figures.push_back({{"year", "markup"}, "", over ? Value(to_text(*over)) : Value()});
  if (over) figures.figures.push_back({{}, speech(phrase::markup), percent_text(*over, speech)});
  return figures;
}

/// The article's shortcut beside the exact figure, and which of them feeds the totals.
Figures quick_figures(const TaxProfile& profile, Money net, Money gross, const Payroll& payroll, const Speech& speech) {
  QuickEstimate quick = quick_estimate(profile, net, gross);
  Money difference = quick.cost - quick.exact;
  Micro relative{quick.exact.minor ? rounded(Wide{difference.minor} * kMillion, quick.exact.minor) : 0};
  Figures figures;
  figures.title = speech(phrase::quick_title);
  figures.figures = {{{"quick_estimate", "rates"}, speech(phrase::quick_rates), decimal_of(quick.rates)},
                     {{"quick_estimate", "cost_minor"}, speech(phrase::quick_cost), quick.cost, speech(phrase::quick_note)},
                     {{"quick_estimate", "exact_minor"}, speech(phrase::quick_exact), quick.exact},
                     {{"quick_estimate", "difference_minor"}, speech(phrase::quick_difference), difference,
                      speech.number(Micro{rounded(relative.millionths, 1000) * 100'000}) + "\u00A0%"},
                     {{"quick_estimate", "with_insurance_minor"}, speech(phrase::exact_with_insurance), average(payroll.year.cost()), speech(phrase::feeds_totals)}};
  return figures;
}

std::string answer_of(const TaxProfile& profile, const PayrollOptions& options, Money gross, const Payroll& payroll, const Speech& speech) {
  const PayrollMonth& year = payroll.year;
  Facts facts{{"net", speech.money(options.net ? *options.net : average(year.net()))}, {"gross", speech.money(gross)}, {"cost", speech.money(average(year.cost()))},
              {"tax", speech.money(average(year.income_tax + year.employee))}, {"contributions", speech.money(average(year.employer))}, {"profile", profile.id}};
  return speech(profile.income_tax ? phrase::payroll_answer : phrase::payroll_answer_gross, facts);
}

std::vector<Reckoned> explained(const TaxProfile& profile, const PayrollOptions& options, Money gross, const Payroll& payroll, const Speech& speech) {
  std::vector<Reckoned> steps;
  if (options.net)
    steps.push_back({speech(phrase::gross_pay), "12 × net = G − T(G); gross = R(G / 12)", "12 × " + speech.money(*options.net), speech.money(gross)});
  if (profile.income_tax) {
    std::string bands;
    for (const Band& band : profile.income_tax->brackets)
      bands += (bands.empty() ? "" : "; ") + speech.number(band.rate) + (band.up_to ? " ≤ " + speech.money(*band.up_to) : " …");
    steps.push_back({speech(phrase::income_tax), "T_m = round(T(Σ gross)) − T_{m−1}", bands, speech.money(payroll.months.front().income_tax)});
  }
  for (std::size_t i = 0; i < profile.employer.size(); ++i) {
    const Contribution& rule = profile.employer[i];
    std::string bands;
    for (const Band& band : rule.bands) bands += (bands.empty() ? "" : "; ") + speech.number(band.rate) + (band.up_to ? " ≤ " + speech.money(*band.up_to) : " …");
    if (rule.basis == Contribution::Basis::limit_and_threshold)
      bands = speech.number(rule.low_in) + " ≤ " + speech.money(rule.threshold) + ", " + speech.number(rule.high_in) + " …; > " + speech.money(rule.limit) + ": " + speech.number(rule.low_over) + ", " + speech.number(rule.high_over);
    bool monthly = rule.basis == Contribution::Basis::month;
    steps.push_back({rule.code, monthly ? "R(Σ r × b)" : "R(Σ r × b) − R(Σ r × b)_{m−1}", bands, speech.money(payroll.months.front().employer_parts[i])});
  }
  return steps;
}

}  // namespace

Document make_payroll(const TaxProfile& profile, const PayrollOptions& options) {
  if (options.net.has_value() == options.gross.has_value())
    throw UsageError(options.net ? "give --net or --gross, not both" : "a salary needs --net or --gross",
                     "--net is what the employee gets, --gross what the contract says");
  Speech speech{options.language, profile.currency};
  Money gross = options.net ? gross_for_net(profile, *options.net) : *options.gross;
  Payroll payroll = payroll_of(profile, gross);
  Document document = new_document("cost-payroll/1", speech, phrase::payroll_title, profile.name, answer_of(profile, options, gross, payroll, speech));
  document.head.push_back(machine_figure("profile", profile.id));
  document.head.push_back(machine_figure("gross_month_minor", gross));
  Section section{"payroll", "", {year_figures(profile, payroll, speech)}, false};
  // The shortcut adds flat rates to net pay; where contributions begin at a threshold there are none to add.
  if (profile.income_tax && quick_estimate(profile, gross, gross).rates > profile.income_tax->brackets.front().rate) section.blocks.push_back(quick_figures(profile, options.net ? *options.net : average(payroll.year.net()), gross, payroll, speech));
  section.blocks.push_back(months_table(profile, payroll, speech));
  document.sections.push_back(std::move(section));
  if (options.explain) add_explanation(document, speech, explained(profile, options, gross, payroll, speech));
  add_tax_standing(document, speech, {profile});
  return document;
}

}  // namespace outdesk::cost
