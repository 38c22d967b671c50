#include "asset/check_report.hpp"

#include <algorithm>
#include <utility>

#include "asset/asset_words.hpp"
#include "base/text.hpp"
#include "output/format_value.hpp"

namespace outdesk {

namespace {

namespace w = asset_words;

/// Whether there is enough of something that is counted; no data where it could not be.
Mark stock_mark(bool counted, bool enough, Language language) {
  if (!counted) return {"unknown", w::say(w::not_known, language), Tone::no_data};
  return enough ? Mark{"enough", w::say(w::enough, language), Tone::good} : Mark{"short", w::say(w::short_of, language), Tone::bad};
}

/// A program that is missing is named by the pattern of the contract: people are shown no stars.
std::string subject_words(const AssetFinding& finding) {
  std::string shown = finding.fault == AssetFault::program_missing ? replaced(finding.subject, "*", " ") : finding.subject;
  return printable(trimmed(shown));
}

Mark licence_mark(const LicenceUse& use, const CheckedAssets& checked, Language language) {
  if (use.until && *use.until < checked.day) return {"expired", w::say(w::licence_over, language), Tone::bad};
  return stock_mark(checked.programs_known, use.used <= use.owned, language);
}

Figures check_figures(const CheckedAssets& checked, Language language) {
  Figures figures;
  figures.figures = {{key("devices"), w::say(w::devices, language), checked.devices},
                     {key("out_of_warranty"), w::say(w::out_of_warranty, language), checked.out_of_warranty},
                     {key("unlisted"), checked.unlisted > 0 ? w::say(w::unlisted, language) : "", checked.unlisted},
                     {key("register_known"), "", checked.register_known},
                     {key("inventory_known"), "", checked.inventory_known},
                     {key("programs_known"), "", checked.programs_known}};
  return figures;
}

Points unjudged_points(const CheckedAssets& checked, const AssetTerms& terms, Language language) {
  Points points;
  points.title = w::say(w::not_judged, language);
  for (std::string& sentence : not_judged(checked, terms, language)) points.points.push_back({"", std::move(sentence), "", ""});
  return points;
}

/// Tables without rows stay in machine formats and out of people's sight.
void add_table(Document& document, const char* id, Table table) {
  bool empty = table.rows.empty();
  document.sections.push_back({id, "", {std::move(table)}, empty});
}

}  // namespace

std::string check_summary(const CheckedAssets& checked, Language language) {
  auto bad = std::count_if(checked.findings.begin(), checked.findings.end(), [](const AssetFinding& finding) { return finding.bad; });
  auto all = static_cast<std::int64_t>(checked.findings.size());
  return say(all == 0 ? w::all_well : w::found, language,
             {{"n", format_count(checked.devices, language)}, {"bad", format_count(bad, language)}, {"attention", format_count(all - bad, language)}});
}

std::vector<std::string> not_judged(const CheckedAssets& checked, const AssetTerms& terms, Language language) {
  std::vector<std::string> sentences;
  auto add = [&](bool holds, const Phrase& phrase) {
    if (holds) sentences.push_back(say(phrase, language, {{"n", format_count(checked.unlisted, language)}}));
  };
  add(!checked.register_known, w::no_register);
  add(!checked.inventory_known, w::no_inventory);
  add(!checked.programs_known, w::no_programs);
  add(checked.programs_known && checked.unlisted > 0, w::some_unlisted);
  add(!terms.unseen_after, w::no_unseen_after);
  add(terms.roles.empty(), w::no_roles);
  return sentences;
}

Table finding_table(const CheckedAssets& checked, const Zone& zone, Language language) {
  Table table;
  table.key = key("findings");
  table.title = w::say(w::findings, language);
  table.columns = {{key("fault"), w::say(w::fault, language)}, {key("bad"), ""}, {key("asset"), ""}, {{}, w::say(w::where, language), 0, true}, {key("subject"), ""}, {{}, w::say(w::subject, language), 0, true},
                   {{}, w::say(w::detail, language), 0, true}, {key("role"), ""}, {key("have"), ""}, {key("want"), ""}, {key("on"), ""}, {key("since"), ""}, {key("others"), ""}};
  for (const AssetFinding& finding : checked.findings)
    table.rows.push_back({w::mark_of(finding.fault, finding.bad, language), finding.bad, w::filled(finding.asset), w::where_words(finding, language), printable(finding.subject), subject_words(finding),
                          w::detail_of(finding, checked.day, zone, language), w::filled(finding.role), w::known(finding.have), w::known(finding.want), w::known(finding.on), w::known(finding.since), finding.others});
  return table;
}

Table licence_table(const CheckedAssets& checked, Language language) {
  Table table;
  table.key = key("licences");
  table.title = w::say(w::licences, language);
  table.columns = {{key("licence"), w::say(w::licence, language), 0, true}, {key("owned"), w::say(w::owned, language)}, {key("used"), w::say(w::used, language)},
                   {key("until"), w::say(w::until, language)}, {key("state"), w::say(w::verdict, language)}};
  for (const LicenceUse& use : checked.licences)
    table.rows.push_back({printable(use.name), use.owned, checked.programs_known ? Value(use.used) : Value(std::monostate{}), w::known(use.until),
                          licence_mark(use, checked, language)});
  if (!table.rows.empty()) table.note = w::say(w::licence_note, language);
  return table;
}

Table spare_table(const CheckedAssets& checked, Language language) {
  Table table;
  table.key = key("spares");
  table.title = w::say(w::spares, language);
  table.columns = {{key("spare"), w::say(w::spare, language), 0, true}, {key("there"), w::say(w::there, language)}, {key("minimum"), w::say(w::minimum, language)}, {key("state"), w::say(w::verdict, language)}};
  for (const SpareStock& stock : checked.spares)
    table.rows.push_back({printable(stock.name), checked.register_known ? Value(stock.there) : Value(std::monostate{}), stock.minimum,
                          stock_mark(checked.register_known, stock.there >= stock.minimum, language)});
  return table;
}

Exit exit_of(const CheckedAssets& checked) {
  bool any = std::any_of(checked.findings.begin(), checked.findings.end(), [](const AssetFinding& finding) {
    return finding.bad || (finding.fault != AssetFault::warranty_ends && finding.fault != AssetFault::expires);
  });
  return any ? Exit::bad_news : Exit::ok;
}

Document check_report(const CheckedAssets& checked, const AssetTerms& terms, const std::string& client, Instant as_of, const Zone& zone, Language language) {
  Document document;
  document.schema = "asset-check/1";
  document.language = language;
  document.zone = &zone;
  document.title = w::say(w::title_check, language, {{"client", client}});
  document.head = {{key("client"), "", client}, {key("as_of"), "", as_of}};
  document.rows = key("findings");
  Section section{"check", "", {Paragraph{{{check_summary(checked, language), true}}}, check_figures(checked, language)}};
  if (Points points = unjudged_points(checked, terms, language); !points.points.empty()) section.blocks.emplace_back(std::move(points));
  document.sections.push_back(std::move(section));
  add_table(document, "findings", finding_table(checked, zone, language));
  add_table(document, "licences", licence_table(checked, language));
  add_table(document, "spares", spare_table(checked, language));
  return document;
}

}  // namespace outdesk
