#include "base/text.hpp"
#include "cost/payroll_report.hpp"

namespace outdesk::cost {

namespace {

Value text_or_nothing(const std::string& text) { return text.empty() ? Value() : Value(text); }

std::int64_t verified_of(const TaxProfile& profile) {
  return std::count_if(profile.standing.begin(), profile.standing.end(), [](const Standing& s) { return s.verified; });
}

const char* basis_code(const Contribution& rule) {
  switch (rule.basis) {
    case Contribution::Basis::year: return "year_cumulative";
    case Contribution::Basis::month: return "month";
    case Contribution::Basis::limit_and_threshold: return "year_limit_x_month_threshold";
  }
  return "";
}

const Phrase& basis_phrase(const Contribution& rule) {
  switch (rule.basis) {
    case Contribution::Basis::year: return phrase::basis_year;
    case Contribution::Basis::month: return phrase::basis_month;
    case Contribution::Basis::limit_and_threshold: break;
  }
  return phrase::basis_limit;
}

void add_bands(Table& table, const std::string& who, const std::string& code, const Mark& basis, const std::vector<Band>& bands) {
  for (const Band& band : bands) table.rows.push_back({who, code, basis, band.up_to ? Value(*band.up_to) : Value(), decimal_of(band.rate)});
}

void add_rule(Table& table, const std::string& who, const Contribution& rule, const Speech& speech) {
  Mark basis{basis_code(rule), speech(basis_phrase(rule))};
  if (rule.basis != Contribution::Basis::limit_and_threshold) return add_bands(table, who, rule.code, basis, rule.bands);
  auto row = [&](const Phrase& part, Value bound, Micro rate) {
    table.rows.push_back({who, rule.code + ", " + speech(part), basis, std::move(bound), decimal_of(rate)});
  };
  row(phrase::low_in, rule.threshold, rule.low_in);
  row(phrase::high_in, rule.limit, rule.high_in);
  row(phrase::low_over, rule.threshold, rule.low_over);
  row(phrase::high_over, Value(), rule.high_over);
}

Table rates_table(const TaxProfile& profile, const Speech& speech) {
  Table table;
  table.key = key("rates");
  table.title = speech(phrase::rates_title);
  table.columns = {column("who", speech, phrase::paid_by), column("code", speech, phrase::name), column("basis", speech, phrase::counted_over),
                   column("up_to_minor", speech, phrase::up_to), column("rate", speech, phrase::rate)};
  if (profile.income_tax)
    add_bands(table, speech(phrase::employee_word), speech(phrase::income_tax), {"year_cumulative", speech(phrase::basis_year)}, profile.income_tax->brackets);
  for (const Contribution& rule : profile.employee) add_rule(table, speech(phrase::employee_word), rule, speech);
  for (const Contribution& rule : profile.employer) add_rule(table, speech(phrase::employer_word), rule, speech);
  return table;
}

Figures profile_figures(const TaxProfile& profile, const Speech& speech) {
  Figures figures;
  figures.figures = {{key("id"), "ID", profile.id}, {key("aliases"), speech(phrase::also_called), profile.aliases}, {key("country"), speech(phrase::country), profile.country},
                     {key("year"), speech(phrase::tax_year), std::to_string(profile.year)}, {key("valid_from"), speech(phrase::from), text_or_nothing(profile.valid_from)},
                     {key("valid_to"), speech(phrase::to), text_or_nothing(profile.valid_to)}, {key("allowance_minor"), speech(phrase::allowance), profile.income_tax ? Value(profile.income_tax->allowance) : Value()},
                     {key("vat"), speech(phrase::vat), profile.vat ? Value(decimal_of(*profile.vat)) : Value()},
                     {key("norm_hours"), speech(phrase::norm_hours), profile.norm_hours}, {key("workdays"), speech(phrase::workdays), profile.workdays},
                     {key("file"), speech(phrase::read_from), profile.file}};
  return figures;
}

}  // namespace

Document make_profile_list(const TaxProfiles& profiles, Language language) {
  Speech speech{language, ""};
  auto count = static_cast<std::int64_t>(profiles.all().size());
  Document document = new_document("cost-profiles/1", speech, phrase::profiles_title, "", speech(phrase::profiles_answer, {{"n", speech.count(count)}}));
  Table table;
  table.key = key("profiles");
  table.columns = {{key("id"), "ID"}, column("aliases", speech, phrase::also_called), column("name", speech, phrase::name), column("currency", speech, phrase::currency), column("valid_from", speech, phrase::from),
                   column("valid_to", speech, phrase::to), column("verified", speech, phrase::verified_count), column("statements", speech, phrase::of_statements)};
  for (const TaxProfile& profile : profiles.all())
    table.rows.push_back({profile.id, profile.aliases, profile.name, profile.currency, text_or_nothing(profile.valid_from), text_or_nothing(profile.valid_to),
                          verified_of(profile), std::ssize(profile.standing)});
  table.note = speech(phrase::profiles_note);
  document.sections.push_back({"profiles", "", {std::move(table)}, false});
  return document;
}

Document make_profile(const TaxProfile& profile, Language language) {
  Speech speech{language, profile.currency};
  Document document = new_document("cost-profile/1", speech, phrase::profile_title, profile.name,
                                   speech(phrase::profile_answer, {{"id", profile.id}, {"verified", speech.count(verified_of(profile))}, {"n", speech.count(std::ssize(profile.standing))}}));
  document.sections.push_back({"profile", "", {profile_figures(profile, speech), rates_table(profile, speech)}, false});
  add_tax_standing(document, speech, {profile});
  return document;
}

}  // namespace outdesk::cost
