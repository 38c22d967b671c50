#include "sla/activity_report.hpp"

#include <algorithm>

#include "sla/sla_words.hpp"

namespace outdesk {

namespace {

/// What the visit itself says, or the solution that came with it or after it.
std::string done_at(const Event& visit, const std::vector<Event>& events) {
  if (std::string said = visit.text("body"); !said.empty()) return said;
  for (const Event& event : events)
    if (event.kind == EventKind::resolved && event.at >= visit.at) return event.text("solution");
  return {};
}

}  // namespace

ActivityList list_activity(const PeriodJudge& judge) {
  ActivityList list;
  Period period = judge.request().period;
  judge.for_each([&](const JudgedTicket& ticket) {
    for (const auto& event : ticket.events) {
      if (!period.contains(event.at)) continue;
      TicketEvent shown{ticket.key, ticket.verdict.subject, event, {}};
      if (event.kind == EventKind::work && event.text("mode") == "visit") {
        shown.done = done_at(event, ticket.events);
        list.visits.push_back(std::move(shown));
        continue;
      }
      bool low = event.kind == EventKind::rated && is_clients_rating(event) && event.number("score").value_or(kLowScore + 1) <= kLowScore;
      if (!low) continue;
      if (const Event* review = review_of(event, ticket.events)) shown.review = *review;
      list.low_ratings.push_back(std::move(shown));
    }
  });
  for (auto* events : {&list.visits, &list.low_ratings})
    std::stable_sort(events->begin(), events->end(), [](auto& a, auto& b) { return a.event.at < b.event.at; });
  return list;
}

std::vector<Figure> activity_figures(const ActivityCounts& counts, const Contract& contract, Language language) {
  constexpr std::int64_t kHundredth = 10'000'000, kPerWorkplaces = 10;
  Words words(language);
  auto shown = [&](bool show, const char* word) { return show ? words(word) : std::string(); };
  std::vector<Figure> figures = {
      {key("work.total_s"), shown(counts.work().count > 0, "work_total"), counts.work()},
      {key("work.planned_visits"), shown(counts.planned_visits > 0, "planned_visits"), counts.planned_visits},
      {key("work.planned_visits_s"), "", counts.planned_visit_time},
      {key("work.unplanned_visits"), shown(counts.unplanned_visits > 0, "unplanned_visits"), counts.unplanned_visits},
      {key("work.unplanned_visits_s"), "", counts.unplanned_visit_time}};
  bool sized = contract.workplaces.has_value();
  std::int64_t hundredths = sized ? counts.unplanned_visits * kPerWorkplaces * 100 / *contract.workplaces : 0;
  figures.push_back({key("work.unplanned_visits_per_10_workplaces"), shown(sized, "per_workplaces"), sized ? Value(Decimal{hundredths * kHundredth}) : Value()});
  bool limited = contract.fee && contract.fee->included_work;
  Seconds included = limited ? *contract.fee->included_work : Seconds{};
  Seconds over = std::max(counts.counted - included, Seconds{}), left = std::max(included - counts.counted, Seconds{});
  figures.push_back({key("work.contract_s"), shown(counts.counted.count > 0, "work_contract"), counts.counted});
  figures.push_back({key("work.included_s"), shown(limited, "work_included"), limited ? Value(included) : Value()});
  figures.push_back({key("work.over_s"), shown(limited && over.count > 0, "work_over"), limited ? Value(over) : Value()});
  figures.push_back({key("work.left_s"), shown(limited && over.count == 0, "work_left"), limited ? Value(left) : Value()});
  figures.push_back({key("work.not_billable_s"), shown(counts.not_billable.count > 0, "work_not_billable"), counts.not_billable});
  return figures;
}

Table visit_table(const ActivityList& list, Language language) {
  Words words(language);
  Table table;
  table.key = key("visits");
  table.title = words("visits");
  table.columns = {{key("at"), words("date")}, {key("planned"), words("kind_of_visit")}, {key("engineer"), words("engineer")},
                   {key("site"), words("site")}, {key("work_s"), words("spent"), 0, false, true}, {key("ticket"), words("ticket")},
                   {key("subject"), words("subject"), 30, true}, {key("done"), words("what_was_done"), 36, true}};
  for (const auto& visit : list.visits) {
    bool planned = visit.event.flag("planned");
    table.rows.push_back({visit.event.at, Mark{planned ? "true" : "false", words(planned ? "visit_planned" : "visit_unplanned")}, visit.event.by,
                          visit.event.text("site"), Seconds{visit.event.number("seconds").value_or(0)}, visit.ticket, visit.subject, visit.done});
  }
  // What no visit tells is left to machines: a page is narrow.
  if (std::all_of(list.visits.begin(), list.visits.end(), [](const auto& visit) { return visit.done.empty(); })) table.columns.back().title.clear();
  return table;
}

Table visit_totals_table(const ActivityCounts& counts, const ActivityCounts* before, Language language) {
  Words words(language);
  Table table;
  table.columns = {{{}, words("kind_of_visit"), 24}, {{}, words("visit_count"), 0, false, true}, {{}, before ? words("count_before") : "", 0, false, true},
                   {{}, words("spent"), 0, false, true}, {{}, before ? words("spent_before") : "", 0, false, true}};
  auto count = [&](std::int64_t ActivityCounts::*visits) { return before ? Value(before->*visits) : Value(); };
  auto length = [&](Seconds ActivityCounts::*time) { return before ? Value(before->*time) : Value(); };
  table.rows = {{words("visits_planned"), counts.planned_visits, count(&ActivityCounts::planned_visits), counts.planned_visit_time, length(&ActivityCounts::planned_visit_time)},
                {words("visits_unplanned"), counts.unplanned_visits, count(&ActivityCounts::unplanned_visits), counts.unplanned_visit_time, length(&ActivityCounts::unplanned_visit_time)}};
  return table;
}

Table work_time_table(const ActivityCounts& counts, Language language, const ActivityCounts* before) {
  Words words(language);
  Table table;
  table.key = key("work_time");
  table.title = words("works");
  table.columns = {{key("kind"), words("kind_of_work"), 24}, {key("work_s"), words("spent"), 0, false, true}};
  if (before) table.columns.push_back({{}, words("spent_before"), 0, false, true});
  auto add = [&](const char* kind, Seconds ActivityCounts::*spent) {
    Seconds now = counts.*spent, then = before ? before->*spent : Seconds{};
    if (now.count || then.count) table.rows.push_back({Mark{kind, words(kind)}, now, then});
  };
  add("remote", &ActivityCounts::remote);
  add("visit", &ActivityCounts::visit);
  add("chat", &ActivityCounts::chat);
  add("infrastructure", &ActivityCounts::infrastructure);
  add("work", &ActivityCounts::other);
  return table;
}

Table score_table(const ActivityCounts& counts, Language language) {
  Table table;
  table.key = key("scores");
  table.title = sla_word("scores", language);
  table.columns = {{key("score"), sla_word("score", language)}, {key("count"), sla_word("count", language), 0, false, true}};
  for (std::size_t score = counts.scores.size(); score > 0; --score)
    table.rows.push_back({static_cast<std::int64_t>(score), counts.scores[score - 1]});
  return table;
}

Table low_rating_table(const ActivityList& list, Language language) {
  Words words(language);
  Table table;
  table.key = key("low_ratings");
  table.title = words("low_ratings");
  table.columns = {{key("ticket"), words("ticket")}, {key("score"), words("score")}, {key("comment"), words("comment"), 30, true},
                   {key("finding"), words("finding"), 36, true}, {key("cause"), words("cause")}, {key("action"), words("action"), 36, true},
                   {key("at"), words("date")}};
  for (const auto& rating : list.low_ratings) {
    const auto& review = rating.review;
    std::string cause = review ? review->text("cause") : "";
    table.rows.push_back({rating.ticket, rating.event.number("score").value_or(0), rating.event.text("comment"),
                          review ? Value(review->text("finding")) : Value(Mark{"not_reviewed", words("not_reviewed"), Tone::bad}),
                          cause.empty() ? Value() : Value(Mark{cause, words("cause_" + cause)}),
                          review ? Value(review->text("action")) : Value(), rating.event.at});
  }
  if (table.rows.empty()) table.note = words("no_low_ratings");
  return table;
}

}  // namespace outdesk
