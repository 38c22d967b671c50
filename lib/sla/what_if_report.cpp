#include "sla/what_if_report.hpp"

#include "output/format_value.hpp"
#include "sla/quality_report.hpp"
#include "sla/credit_report.hpp"
#include "sla/kpi_report.hpp"
#include "sla/report_parts.hpp"
#include "sla/sla_words.hpp"

namespace outdesk {

namespace {

struct Side {
  std::vector<Figure> figures;
  explicit Side(const SlaPeriod& judged, Language language) {
    figures = kpi_figures(judged.kpi(), judged.contract, language);
    for (auto& figure : figures)
      if (figure.key.size() == 3 && figure.key[2] == "missed") figure.title = sla_word("missed_" + figure.key[1], language);
    for (auto& figure : quality_figures(judged.counts.all, language)) figures.push_back(std::move(figure));
    Credits none;
    for (auto& figure : credit_figures(judged.credits.value_or(none), language)) {
      if (!judged.credits) figure.value = Value();
      figures.push_back(std::move(figure));
    }
  }
};

std::string joined(const Key& key) {
  std::string name;
  for (const auto& part : key) name += (name.empty() ? "" : ".") + part;
  return name;
}

/// "−5.9 %" in points of a hundred: both shares rounded down as they are shown.
std::string points(Share agreed, Share other, Language language) {
  auto tenths = [](Share share) { return share.part * 1000 / share.whole; };
  std::int64_t difference = tenths(other) - tenths(agreed), size = std::abs(difference);
  std::string text = std::to_string(size / 10) + (language == Language::ru ? "," : ".") + std::to_string(size % 10);
  return (difference < 0 ? "−" : difference > 0 ? "+" : "") + text + " " + sla_word("points", language);
}

/// What `other` has more; empty where the values are no numbers or one is not known.
Value difference(const Value& agreed, const Value& other) {
  if (auto *a = std::get_if<std::int64_t>(&agreed), *b = std::get_if<std::int64_t>(&other); a && b) return *b - *a;
  if (auto *a = std::get_if<Seconds>(&agreed), *b = std::get_if<Seconds>(&other); a && b) return *b - *a;
  if (auto *a = std::get_if<Money>(&agreed), *b = std::get_if<Money>(&other); a && b) return *b - *a;
  return {};
}

Table figure_table(const Side& agreed, const Side& other, Language language) {
  Words words(language);
  Table table;
  table.key = key("figures");
  table.columns = {{key("figure"), ""}, {{}, words("figure"), 34, true}, {key("agreed"), words("as_agreed")}, {key("other"), words("other_terms")},
                   {key("difference"), ""}, {{}, words("difference")}};
  for (std::size_t i = 0; i < agreed.figures.size(); ++i) {
    const Figure &a = agreed.figures[i], &b = other.figures[i];
    std::string title = a.title.empty() ? b.title : a.title;
    if (title.empty()) continue;
    Value more = difference(a.value, b.value), shown = more;
    if (auto *one = std::get_if<Share>(&a.value), *two = std::get_if<Share>(&b.value); one && two && one->defined() && two->defined())
      shown = points(*one, *two, language);
    table.rows.push_back({joined(a.key), title, a.value, b.value, more, shown});
  }
  return table;
}

/// Tickets of which a target is judged otherwise.
Table change_table(const PeriodJudge& agreed, const PeriodJudge& other, Language language) {
  Words words(language);
  Table table;
  table.key = key("tickets");
  table.title = words("judged_otherwise");
  table.columns = {{key("ticket"), words("ticket")}, {key("subject"), words("subject"), 36, true}, {key("priority"), words("priority")},
                   {key("target"), words("target")}, {key("agreed"), words("as_agreed")}, {key("agreed_elapsed_s"), words("fact")},
                   {key("agreed_target_s"), words("promised")}, {key("other"), words("other_terms")}, {key("other_elapsed_s"), words("fact")},
                   {key("other_target_s"), words("promised")}};
  agreed.for_each([&](const JudgedTicket& ticket) {
    if (!counts_in(ticket.verdict, agreed.request().period)) return;
    other.for_each_of({ticket.id}, [&](const JudgedTicket& same) {
      auto compare = [&](Target target, const TargetState& a, const TargetState& b) {
        if (a.verdict == b.verdict) return;
        std::string name(name_of(target));
        table.rows.push_back({ticket.key, ticket.verdict.subject, a.priority, Mark{name, words(name)}, verdict_mark(a.verdict, language), a.elapsed,
                              maybe(a.target), verdict_mark(b.verdict, language), b.elapsed, maybe(b.target)});
      };
      compare(Target::response, ticket.verdict.response, same.verdict.response);
      compare(Target::next_response, ticket.verdict.next_response, same.verdict.next_response);
      compare(Target::resolution, ticket.verdict.resolution, same.verdict.resolution);
    });
  });
  if (table.rows.empty()) table.note = words("none_otherwise");
  return table;
}

}  // namespace

Document what_if_report(const PeriodJudge& agreed, const PeriodJudge& other, Language language) {
  Words words(language);
  SlaPeriod as_agreed = judge_period(agreed), under_other = judge_period(other);
  const Contract& contract = as_agreed.contract;
  Document document;
  document.schema = "sla-what-if/1";
  document.language = language;
  document.zone = &Zone::named(contract.timezone);
  document.currency = contract.currency;
  document.rows = key("figures");
  document.title = words("what_if");
  document.subtitle = contract.name + " · " + format_instant(as_agreed.period.from, document.zone, language) + " – " +
                      format_instant(as_agreed.period.to, document.zone, language) + " · " + words("other_terms") + ": " + under_other.contract.name;
  document.head = {{key("client"), "", contract.client}, {key("from"), "", as_agreed.period.from}, {key("to"), "", as_agreed.period.to},
                   {key("as_of"), "", as_agreed.as_of}, {key("currency"), "", contract.currency}, {key("tzdata"), "", zone_data_version()}};
  document.sections.push_back({"figures", "", {figure_table(Side(as_agreed, language), Side(under_other, language), language)}});
  auto add_credits = [&](const SlaPeriod& judged, const char* name, const char* word) {
    if (!judged.credits || judged.credits->lines.empty()) return;
    Table lines = credit_table(*judged.credits, language);
    lines.key = {name};
    lines.title += " · " + words(word);
    document.sections.back().blocks.emplace_back(std::move(lines));
  };
  add_credits(as_agreed, "agreed_credits", "as_agreed");
  add_credits(under_other, "other_credits", "other_terms");
  document.sections.back().blocks.emplace_back(change_table(agreed, other, language));
  return document;
}

}  // namespace outdesk
