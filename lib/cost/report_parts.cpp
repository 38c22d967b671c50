#include "cost/report_parts.hpp"

#include "cost/field_reader.hpp"

namespace outdesk::cost {

namespace {

std::string words_of(const Warning& warning, const Speech& speech) {
  switch (warning.of) {
    case Warning::Of::profile_repeated: return speech(phrase::warn_profile_repeated, {{"profile", warning.name}});
    case Warning::Of::volume_drop:
      return speech(phrase::warn_volume_drop,
                    {{"unit", speech.unit(warning.name)}, {"quantity", speech.count(warning.quantity)}, {"next", speech.count(warning.quantity + 1)},
                     {"there", speech.money(warning.there)}, {"one_more", speech.money(warning.one_more)}, {"from", speech.count(warning.from)}});
    case Warning::Of::part_heads: return speech(phrase::warn_part_heads);
    case Warning::Of::occupancy: return speech(phrase::warn_occupancy, {{"role", warning.name}, {"util", speech.number(warning.number)}});
    case Warning::Of::ratio: return speech(phrase::warn_ratio, {{"units", speech.units(warning.quantity, warning.name)}});
    case Warning::Of::severance_later: return speech(phrase::warn_severance, {{"months", speech.count(warning.quantity)}, {"amount", speech.money(warning.there)}});
    case Warning::Of::loaded_cost:
      return speech(phrase::warn_loaded, {{"role", warning.name}, {"ratio", speech.number(Micro{rounded(warning.number.millionths, 10'000) * 10'000})}});
  }
  return {};
}

Mark origin_mark(Origin origin, const Speech& speech) {
  switch (origin) {
    case Origin::user: return {to_text(origin), speech(phrase::origin_user)};
    case Origin::measured: return {to_text(origin), speech(phrase::origin_measured), Tone::good};
    case Origin::benchmark: return {to_text(origin), speech(phrase::origin_benchmark), Tone::neutral};
    case Origin::assumed: return {to_text(origin), speech(phrase::origin_assumed), Tone::attention};
  }
  return {};
}

Value shown_value(const Number& number) {
  switch (number.kind) {
    case NumberKind::money: return Money{number.value};
    case NumberKind::count: return number.value;
    case NumberKind::decimal: return decimal_of(Micro{number.value});
  }
  return {};
}

std::string source_of(const Number& number, const Speech& speech) {
  if (!number.source.empty()) return number.source;
  return number.given ? "" : speech(phrase::program_default);
}

std::int64_t count_of(const Sheet& sheet, Origin origin) {
  return std::count_if(sheet.numbers.begin(), sheet.numbers.end(), [&](const Number& n) { return n.origin == origin; });
}

std::string summary_of(const Sheet& sheet, const Speech& speech) {
  std::int64_t user = count_of(sheet, Origin::user), measured = count_of(sheet, Origin::measured);
  auto all = static_cast<std::int64_t>(sheet.numbers.size());
  Facts facts{{"n", speech.count(all)}, {"other", speech.count(all - user - measured)}, {"user", speech.count(user)}, {"measured", speech.count(measured)}};
  return speech(user + measured == all ? phrase::assumptions_none : phrase::assumptions_some, facts);
}

/// The same table twice: what people must look at, and everything for machines.
Table register_table(const Sheet& sheet, const Speech& speech, bool for_machines) {
  Table table;
  if (for_machines) {
    table.key = key("numbers");
    table.columns = {column_for_machines("path"), column_for_machines("value"), column_for_machines("origin"), column_for_machines("source")};
  } else {
    table.columns = {column_for_people(speech, phrase::number), column_for_people(speech, phrase::value),
                     column_for_people(speech, phrase::origin), column_for_people(speech, phrase::source)};
    table.columns[3].wrap = true;
  }
  for (const Number& number : sheet.numbers) {
    bool known = number.origin == Origin::user || number.origin == Origin::measured;
    if (for_machines) table.rows.push_back({number.path, written(number.kind, number.value), origin_mark(number.origin, speech), source_of(number, speech)});
    else if (!known) table.rows.push_back({number.path, shown_value(number), origin_mark(number.origin, speech), source_of(number, speech)});
  }
  return table;
}

/// "outsource.sla.kpi" of "outsource.sla.kpi.11": the members of a list stand together.
std::string list_of_number(const std::string& path) {
  std::size_t dot = path.rfind('.');
  bool member = dot != path.npos && path.find_first_not_of("0123456789", dot + 1) == path.npos;
  return member ? path.substr(0, dot) : path;
}

/// What was measured, for people; the machines have it among all numbers.
Table measured_table(const Sheet& sheet, const Speech& speech) {
  Table table;
  table.title = speech(phrase::measured_title);
  table.columns = {column_for_people(speech, phrase::number), column_for_people(speech, phrase::value), column_for_people(speech, phrase::source)};
  table.columns[1].wrap = table.columns[2].wrap = true;
  std::string last;
  for (const Number& number : sheet.numbers) {
    if (number.origin != Origin::measured) continue;
    std::string path = list_of_number(number.path), value = written(number.kind, number.value);
    if (path != number.path && path == last) std::get<std::string>(table.rows.back()[1]) += ", " + value;
    else table.rows.push_back({path, path == number.path ? shown_value(number) : Value(value), number.source});
    last = path;
  }
  return table;
}

Section& assumptions_section(Document& document, const Speech& speech) {
  for (Section& section : document.sections)
    if (section.id == "assumptions") return section;
  return document.sections.emplace_back(Section{"assumptions", speech(phrase::assumptions_title), {}, false});
}

}  // namespace

Column column(const char* name, const Speech& speech, const Phrase& title) { return {key(name), speech(title)}; }
Column column_for_people(const Speech& speech, const Phrase& title) { return {{}, speech(title)}; }
Column column_for_machines(const char* name) { return {key(name), ""}; }

Figure figure(const char* name, const Speech& speech, const Phrase& title, Value value, std::string note) {
  return {key(name), speech(title), std::move(value), std::move(note)};
}
Figure machine_figure(const char* name, Value value) { return {key(name), "", std::move(value), ""}; }

Document new_document(const char* schema, const Speech& speech, const Phrase& title, const std::string& subtitle,
                      const std::string& answer) {
  Document document;
  document.schema = schema;
  document.language = speech.language;
  document.currency = speech.currency;
  document.title = speech(title);
  document.subtitle = subtitle;
  if (!subtitle.empty()) document.head.push_back(machine_figure("name", subtitle));
  if (!speech.currency.empty()) document.head.push_back(machine_figure("currency", speech.currency));
  document.head.push_back(machine_figure("answer", answer));
  document.sections.push_back({"answer", "", {Paragraph{{{answer, true}}}}, false});
  return document;
}

void add_warnings(Document& document, const Speech& speech, const std::vector<Warning>& warnings) {
  Points points{speech(phrase::warnings_title), true, {}};
  Table table;
  table.key = key("warnings");
  table.columns = {column_for_machines("code"), column_for_machines("text")};
  for (const Warning& warning : warnings) {
    std::string words = words_of(warning, speech);
    points.points.push_back({"", words, "", ""});
    table.rows.push_back({std::string(code_of(warning.of)), words});
  }
  Section section{"warnings", "", {}, false};
  if (!points.points.empty()) section.blocks.push_back(std::move(points));
  section.blocks.push_back(std::move(table));
  document.sections.push_back(std::move(section));
}

void add_tax_standing(Document& document, const Speech& speech, const std::vector<TaxProfile>& profiles) {
  Table table;
  table.key = key("tax_standing");
  table.title = speech(phrase::tax_standing);
  table.columns = {{key("profile"), "ID"}, column("what", speech, phrase::what), column("standing", speech, phrase::value), column("source", speech, phrase::source)};
  table.columns[1].wrap = table.columns[3].wrap = true;
  for (const TaxProfile& profile : profiles)
    for (const Standing& standing : profile.standing) {
      Mark mark = standing.verified ? Mark{"verified", speech(phrase::verified), Tone::good}
                                    : Mark{"own-knowledge", speech(phrase::own_knowledge), Tone::attention};
      table.rows.push_back({profile.id, standing.what, std::move(mark), standing.source});
    }
  assumptions_section(document, speech).blocks.push_back(std::move(table));
}

void add_assumptions(Document& document, const Speech& speech, const ScenarioFile& file) {
  Section& section = assumptions_section(document, speech);
  section.blocks.push_back(Paragraph{{{summary_of(file.sheet, speech), false}}});
  if (Table measured = measured_table(file.sheet, speech); !measured.rows.empty()) section.blocks.push_back(std::move(measured));
  Table table = register_table(file.sheet, speech, false);
  if (!table.rows.empty()) section.blocks.push_back(std::move(table));
  section.blocks.push_back(register_table(file.sheet, speech, true));
  add_tax_standing(document, speech, file.scenario.tax_profiles);
}

void add_explanation(Document& document, const Speech& speech, const std::vector<Reckoned>& steps) {
  Table table;
  table.key = key("explain");
  table.columns = {column("what", speech, phrase::what), column("formula", speech, phrase::formula),
                   column("figures", speech, phrase::figures), column("result", speech, phrase::result)};
  table.columns[1].wrap = table.columns[2].wrap = true;
  for (const Reckoned& step : steps) table.rows.push_back({step.what, step.formula, step.figures, step.result});
  document.sections.push_back({"explain", speech(phrase::explain_title), {std::move(table)}, false});
}

Value heads_value(Micro heads) { return decimal_of(heads); }

Mark side_mark(bool outsource, const Speech& speech) {
  return outsource ? Mark{"outsource", speech(phrase::outsource)} : Mark{"inhouse", speech(phrase::inhouse)};
}

const Phrase& mode_phrase(TierMode mode) {
  return mode == TierMode::graduated ? phrase::graduated : mode == TierMode::volume ? phrase::volume : phrase::package;
}

const Phrase& mode_note(TierMode mode) {
  return mode == TierMode::graduated ? phrase::graduated_note : mode == TierMode::volume ? phrase::volume_note : phrase::package_note;
}

}  // namespace outdesk::cost
