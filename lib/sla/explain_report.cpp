#include "sla/explain_report.hpp"

#include "base/text.hpp"
#include "output/format_value.hpp"
#include "sla/explain_rules.hpp"
#include "sla/report_parts.hpp"
#include "sla/sla_words.hpp"

namespace outdesk {

namespace {

class Explainer {
 public:
  Explainer(const PeriodJudge& judge, const JudgedTicket& ticket, Language language)
      : ticket_(ticket), terms_(judge.terms_of(ticket.verdict.received)), history_(judge.history_of(ticket)), language_(language) {}

  /// One exchange of later responses has a number, from 1.
  Section section(Target target, const TargetState& state, std::size_t number, Table& all) const {
    std::string name(name_of(target));
    std::string id = name + (number ? "-" + std::to_string(number) : "");
    Section section{id, words("explain_" + name) + (number ? " " + std::to_string(number) : ""), {}};
    auto priority = terms_.contract.priorities.find(state.priority);
    const WorkingTime* time = priority == terms_.contract.priorities.end() ? nullptr : &terms_.calendars.at(priority->second.calendar);
    section.blocks.emplace_back(figures(id, target, state, time));
    if (!state.earlier.empty()) section.blocks.emplace_back(earlier_table(id, state));
    std::vector<ClockSpan> spans = spans_of(state, target, history_, ticket_.verdict, terms_);
    if (!spans.empty()) section.blocks.emplace_back(span_table(target, state, *time, spans));
    for (const auto& span : spans)
      all.rows.push_back({id, span.span.from, span.span.to, std::string(name_of(span.kind)), why_of(span, target), span.waits_for, span.by,
                          span.span.to - span.span.from, span.counted, span.total, span.past_target});
    return section;
  }

  /// Every span of every section, for programs.
  static Table all_spans() {
    Table table;
    table.key = key("spans");
    for (const char* name : {"target", "from", "to", "kind", "why", "waits_for", "by", "length_s", "counted_s", "total_s", "past_target"})
      table.columns.push_back({{name}, ""});
    return table;
  }

 private:
  std::string words(std::string_view name) const { return sla_word(name, language_); }

  /// "Thu 2026-10-01 17:00:00" on the calendar's wall clock.
  std::string local(Instant at, const Zone& zone) const {
    LocalTime time = zone.local(at);
    auto two = [](int n) { return zero_padded(n, 2); };
    return weekday_word(weekday_of(time.date), language_) + " " + format_date(time.date, language_) + " " + two(time.second_of_day / 3600) + ":" +
           two(time.second_of_day / 60 % 60) + ":" + two(time.second_of_day % 60);
  }

  Figures figures(const std::string& id, Target target, const TargetState& state, const WorkingTime* time) const {
    Figures list;
    auto put = [&](const char* member, const char* word, Value value, std::string note = "") {
      bool shown = *word && !std::holds_alternative<std::monostate>(value);
      list.figures.push_back({{"targets", id, member}, shown ? words(word) : "", std::move(value), std::move(note)});
    };
    auto instant = [&](const char* member, const char* word, const std::optional<Instant>& at, std::string note = "") {
      if (!at) return put(member, word, Value());
      list.figures.push_back({{"targets", id, member}, "", *at});
      const Zone& zone = time ? time->zone() : Zone::named(terms_.contract.timezone);
      list.figures.push_back({{}, words(word), local(*at, zone), std::move(note)});
    };
    put("target", "", std::string(name_of(target)));
    put("priority", "priority", state.priority);
    put("calendar", "calendar", time ? Value(time->name()) : Value(), time ? time->zone().name() : "");
    put("target_s", "promised", state.target ? Value(*state.target) : Value());
    put("elapsed_s", "fact", state.elapsed);
    put("paused_s", "taken_off", state.paused);
    put("not_deducted_s", "not_deducted", state.not_deducted);
    instant("from", "counted_from", state.from);
    instant("at", "at", state.at, how_done(target, state));
    if (!state.at) instant("until", "counted_until", state.until);
    else put("until", "", state.until);
    bool provisional = time && state.due && time->undecreed_year({state.from, *state.due + Seconds{1}});
    instant("due", "due", state.due, provisional ? words("due_provisional") : "");
    if (state.latest && state.latest == state.due) put("latest", "", *state.latest);
    else instant("latest", "latest", state.latest);
    if (state.breached && state.breached == state.due) put("breached", "", *state.breached);
    else instant("breached", "breached", state.breached, state.reclassified ? words("reclassified") : "");
    put("verdict", "verdict", verdict_mark(state.verdict, language_));
    return list;
  }

  /// How a response came about, where it is not a plain message of the engineer who has the ticket.
  std::string how_done(Target target, const TargetState& state) const {
    if (state.by_resolution) return words("by_resolution");
    if (target != Target::response) return "";
    if (history_.live_contact) return words("live_contact");
    return history_.answered_by.empty() ? "" : words("answered_by") + " " + history_.answered_by;
  }

  Table earlier_table(const std::string& id, const TargetState& state) const {
    Table table;
    table.key = {"targets", id, "earlier"};
    table.title = words("earlier");
    table.columns = {{key("until"), words("until")}, {key("priority"), words("priority")}, {key("target_s"), words("promised")},
                     {key("elapsed_s"), words("fact")}, {key("verdict"), words("verdict")}};
    for (const auto& earlier : state.earlier)
      table.rows.push_back({earlier.until, earlier.priority, earlier.target ? Value(*earlier.target) : Value(), earlier.elapsed,
                            verdict_mark(earlier.verdict, language_)});
    return table;
  }

  Table span_table(Target target, const TargetState& state, const WorkingTime& time, const std::vector<ClockSpan>& spans) const {
    Table table;
    table.columns = {{{}, words("from")}, {{}, words("to")}, {{}, words("clock")}, {{}, words("why"), 56, true}, {{}, words("length")},
                     {{}, words("counted")}, {{}, words("running_total")}};
    bool past = false;
    for (const auto& span : spans) {
      std::string why = why_of(span, target);
      if (span.past_target && !past) why = words("target_used") + (why.empty() ? "" : "; " + why);
      past = span.past_target;
      std::string kind(name_of(span.kind));
      Tone tone = span.kind == SpanKind::counted && span.past_target ? Tone::bad : Tone::neutral;
      table.rows.push_back({local(span.span.from, time.zone()), local(span.span.to, time.zone()), Mark{kind, words("span_" + kind), tone}, why,
                            span.span.to - span.span.from, span.counted, span.total});
    }
    table.total = Row{words("total"), Value(), Value(), Value(), Value(), state.elapsed, Value()};
    return table;
  }

  std::string why_of(const ClockSpan& span, Target target) const {
    std::vector<std::string> parts;
    if (!span.open_offices.empty()) parts.push_back(words("open_offices") + " " + join(span.open_offices, ", "));
    if (span.kind == SpanKind::ended) parts.push_back(words("until_reopened"));
    if (!span.waits_for.empty()) {
      bool off = span.kind == SpanKind::waiting;
      parts.push_back(words("waits_for") + " " + reason_words(span.waits_for) + " (" + span.by + ")" +
                      (off ? "" : ", " + words("not_listed_for") + " " + words(name_of(target))));
    }
    std::string days = days_of(span);
    if (!days.empty()) parts.push_back(days);
    return join(parts, "; ");
  }

  /// The usual reasons in words, others as they were written.
  std::string reason_words(const std::string& reason) const {
    for (const char* known : {"client", "vendor", "postponed", "parts"})
      if (reason == known) return words("wait_" + reason);
    return in_quotes(reason);
  }

  /// "after hours; Sat 2026-10-31, Sun 2026-11-01 day off": one clause for each reason, days that follow one another
  /// as a range.
  std::string days_of(const ClockSpan& span) const {
    std::vector<std::string> clauses;
    bool after_hours = false;
    for (std::size_t i = 0; i < span.days.size();) {
      const DayNote& first = span.days[i];
      std::size_t next = i + 1;
      auto same = [&](const DayNote& note) {
        return note.reason == first.reason && note.worked == first.worked && note.office == first.office && note.decree == first.decree &&
               days_since_epoch(note.date) == days_since_epoch(span.days[next - 1].date) + 1;
      };
      while (next < span.days.size() && same(span.days[next])) ++next;
      bool hours_alone = span.kind == SpanKind::closed && first.worked && first.reason == DayReason::weekly;
      if (hours_alone && first.office.empty()) after_hours = true;
      else clauses.push_back(clause(first, span.days[next - 1], span.kind == SpanKind::closed));
      i = next;
    }
    if (after_hours) clauses.insert(clauses.begin(), words("after_hours"));
    return join(clauses, "; ");
  }

  std::string clause(const DayNote& first, const DayNote& last, bool closed) const {
    auto day = [&](Date date) {
      return weekday_word(weekday_of(date), language_) + " " + format_date(date, language_);
    };
    std::string text = first.office.empty() ? "" : first.office + ": ";
    text += first.date == last.date ? day(first.date) : day(first.date) + " – " + day(last.date);
    bool outside = closed && first.worked && first.reason == DayReason::weekly;
    text += " " + words(outside ? "after_hours" : "reason_" + std::string(name_of(first.reason)));
    if (closed && first.worked && first.reason != DayReason::weekly) text += ", " + words("after_hours");
    bool decides = !closed || !first.worked;  // outside its hours a worked day is like any other
    if (decides && !first.decree.empty()) text += " (" + first.decree + ")";
    return text;
  }

  const JudgedTicket& ticket_;
  const Terms& terms_;
  TicketHistory history_;
  Language language_;
};

}  // namespace

Document explain_report(const PeriodJudge& judge, const JudgedTicket& ticket, std::optional<Target> only, Language language) {
  const TicketVerdict& verdict = ticket.verdict;
  const Contract& contract = judge.terms_of(verdict.received).contract;
  Explainer explainer(judge, ticket, language);
  Document document;
  document.schema = "sla-explain/1";
  document.language = language;
  document.zone = &Zone::named(contract.timezone);
  document.currency = contract.currency;
  document.title = ticket.key + "  " + verdict.subject;
  document.subtitle = contract.name + " · " + sla_word("contract_from", language) + " " + format_date(contract.valid_from, language) + " · " +
                      sla_word("known_at", language) + " " + format_instant(judge.request().as_of, &judge.zone(), language);
  document.head = {{key("client"), "", judge.request().client}, {key("ticket"), "", ticket.key}, {key("as_of"), "", judge.request().as_of},
                   {key("contract_valid_from"), "", contract.valid_from}, {key("timezone"), "", contract.timezone},
                   {key("received"), "", verdict.received}, {key("entry_delay_s"), "", verdict.entry_delay},
                   {key("late_entries"), "", verdict.late_entries}, {key("state"), "", verdict.state}, {key("merged"), "", verdict.merged},
                   {key("reopened_after_grace"), "", verdict.reopened_after_grace}, {key("tzdata"), "", zone_data_version()}};
  document.rows = key("spans");
  Table spans = Explainer::all_spans();
  auto add = [&](Target target, const TargetState& state, std::size_t number) {
    if (only && *only != target) return;
    document.sections.push_back(explainer.section(target, state, number, spans));
  };
  add(Target::response, verdict.response, 0);
  for (std::size_t i = 0; i < verdict.exchanges.size(); ++i) add(Target::next_response, verdict.exchanges[i], i + 1);
  add(Target::resolution, verdict.resolution, 0);
  document.sections.push_back({"spans", "", {std::move(spans)}, true});
  return document;
}

}  // namespace outdesk
