#include "asset/standards_report.hpp"

#include <map>
#include <utility>

#include "asset/asset_words.hpp"
#include "base/text.hpp"
#include "output/format_value.hpp"

namespace outdesk {

namespace {

namespace w = asset_words;

/// Of all but those in force.
constexpr StandardState kWorstFirst[] = {StandardState::over_limit, StandardState::review_overdue, StandardState::no_data, StandardState::review_near, StandardState::draft, StandardState::not_agreed};

/// What people call a standard: by its title, or its kind where there is none yet.
std::string standard_name(const JudgedStandard& judged, Language language) {
  return judged.terms.title.empty() ? w::mark_of(judged.terms.kind, language).words : printable(judged.terms.title);
}

Value value_words(const JudgedStandard& judged, Language language) {
  if (!judged.value) return std::monostate{};
  std::string value = format_count(*judged.value, language);
  return judged.value_on ? w::say(w::told_on, language, {{"value", value}, {"day", format_date(*judged.value_on, language)}}) : value;
}

Row standard_row(const JudgedStandard& judged, Language language) {
  const StandardTerms& terms = judged.terms;
  std::string owner = terms.owner.empty() ? w::say(w::director, language) : printable(terms.owner);
  return {w::mark_of(terms.kind, language), w::filled(terms.title), w::filled(terms.document), w::filled(terms.metric), w::filled(terms.source), w::known(judged.value), value_words(judged, language), w::known(judged.value_on),
          w::known(terms.limit), w::known(judged.within), w::mark_of(judged.state, language), w::known(terms.agreed_on), w::known(terms.reviewed_on), w::known(judged.review_due), judged.review_overdue, std::move(owner)};
}

}  // namespace

std::string standards_summary(const std::vector<JudgedStandard>& standards, Language language) {
  if (standards.empty()) return w::say(w::no_standards, language);
  std::map<StandardState, std::vector<std::string>> by_state;
  for (const JudgedStandard& judged : standards) by_state[judged.state].push_back(standard_name(judged, language));
  std::vector<std::string> parts = {say(w::in_force_of, language, {{"good", format_count(static_cast<std::int64_t>(by_state[StandardState::in_force].size()), language)}, {"all", format_count(static_cast<std::int64_t>(standards.size()), language)}})};
  for (StandardState state : kWorstFirst)
    if (auto found = by_state.find(state); found != by_state.end()) parts.push_back(w::mark_of(state, language).words + ": " + join(found->second, ", "));
  return join(parts, "; ") + ".";
}

Table standard_table(const std::vector<JudgedStandard>& standards, Language language) {
  Table table;
  table.key = key("standards");
  table.title = w::say(w::standards, language);
  table.columns = {{key("kind"), w::say(w::kind, language)}, {key("title"), w::say(w::title, language), 0, true}, {key("document"), w::say(w::document, language), 0, true},
                   {key("metric"), w::say(w::metric, language), 0, true}, {key("source"), ""}, {key("value"), ""}, {{}, w::say(w::value, language)}, {key("value_on"), ""},
                   {key("limit"), w::say(w::limit, language)}, {key("within"), ""}, {key("state"), w::say(w::state, language)}, {key("agreed_on"), ""}, {key("reviewed_on"), ""},
                   {key("review_due"), w::say(w::review_due, language)}, {key("review_overdue"), ""}, {key("owner"), w::say(w::owner, language)}};
  for (const JudgedStandard& judged : standards) table.rows.push_back(standard_row(judged, language));
  return table;
}

Document standards_report(const std::vector<JudgedStandard>& standards, const std::string& client, Instant as_of, const Zone& zone, Language language) {
  Document document;
  document.schema = "asset-standards/1";
  document.language = language;
  document.zone = &zone;
  document.title = w::say(w::title_standards, language, {{"client", client}});
  document.head = {{key("client"), "", client}, {key("as_of"), "", as_of}};
  document.sections.push_back({"summary", "", {Paragraph{{{standards_summary(standards, language), true}}}}});
  document.sections.push_back({"standards", "", {standard_table(standards, language)}, standards.empty()});
  return document;
}

}  // namespace outdesk
