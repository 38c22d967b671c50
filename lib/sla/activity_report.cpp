#include "sla/activity_report.hpp"

#include "sla/sla_words.hpp"

namespace outdesk {

namespace {

constexpr std::int64_t kLowScore = 2;

bool is_visit(const TicketEvent& work) { return work.event.text("mode") == "visit"; }

const TicketEvent* review_of(const SlaPeriod& judged, const TicketEvent& rating) {
  for (const auto& review : judged.reviews)
    if (review.ticket == rating.ticket && review.event.at >= rating.event.at) return &review;
  return nullptr;
}

bool is_low(const TicketEvent& rating) { return rating.event.number("score").value_or(5) <= kLowScore; }

}  // namespace

WorkTotals work_totals(const std::vector<TicketEvent>& works) {
  WorkTotals totals;
  for (const auto& work : works) {
    Seconds spent{work.event.number("seconds").value_or(0)};
    std::string mode = work.event.text("mode");
    if (is_visit(work)) ++(work.event.flag("planned") ? totals.planned_visits : totals.unplanned_visits);
    Seconds& sum = mode == "visit" ? totals.visit : mode == "remote" ? totals.remote : mode == "chat" ? totals.chat
                   : mode == "infrastructure" ? totals.infrastructure : totals.other;
    sum += spent;
  }
  return totals;
}

Table visit_table(const SlaPeriod& judged, Language language) {
  auto words = [&](std::string_view name) { return sla_word(name, language); };
  Table table;
  table.key = key("visits");
  table.title = words("visits");
  table.columns = {{key("at"), words("date")}, {key("planned"), words("planned")}, {key("engineer"), words("engineer")},
                   {key("site"), words("site")}, {key("work_s"), words("spent"), 0, false, true}, {key("ticket"), words("ticket")},
                   {key("subject"), words("subject"), 40, true}};
  for (const auto& work : judged.works) {
    if (!is_visit(work)) continue;
    bool planned = work.event.flag("planned");
    table.rows.push_back({work.event.at, Mark{planned ? "true" : "false", words(planned ? "yes" : "no")}, work.event.by,
                          work.event.text("site"), Seconds{work.event.number("seconds").value_or(0)}, work.ticket, work.subject});
  }
  return table;
}

Table work_time_table(const SlaPeriod& judged, Language language) {
  auto words = [&](std::string_view name) { return sla_word(name, language); };
  WorkTotals totals = work_totals(judged.works);
  Table table;
  table.key = key("work_time");
  table.title = words("works");
  table.columns = {{key("kind"), words("kind_of_work")}, {key("work_s"), words("spent"), 0, false, true}};
  auto add = [&](const char* kind, Seconds spent) {
    if (spent.count) table.rows.push_back({Mark{kind, words(kind)}, spent});
  };
  add("remote", totals.remote);
  add("visit", totals.visit);
  add("chat", totals.chat);
  add("infrastructure", totals.infrastructure);
  add("work", totals.other);
  return table;
}

RatingTotals rating_totals(const SlaPeriod& judged) {
  RatingTotals totals;
  for (const auto& rating : judged.ratings) {
    ++totals.count;
    totals.sum += rating.event.number("score").value_or(0);
    if (!is_low(rating)) continue;
    ++totals.low;
    totals.low_reviewed += review_of(judged, rating) != nullptr;
  }
  return totals;
}

Table score_table(const SlaPeriod& judged, Language language) {
  Table table;
  table.key = key("scores");
  table.title = sla_word("scores", language);
  table.columns = {{key("score"), sla_word("score", language)}, {key("count"), sla_word("count", language), 0, false, true}};
  for (std::int64_t score = 5; score >= 1; --score) {
    std::int64_t n = 0;
    for (const auto& rating : judged.ratings) n += rating.event.number("score") == score;
    table.rows.push_back({score, n});
  }
  return table;
}

Table low_rating_table(const SlaPeriod& judged, Language language) {
  auto words = [&](std::string_view name) { return sla_word(name, language); };
  Table table;
  table.key = key("low_ratings");
  table.title = words("low_ratings");
  table.columns = {{key("ticket"), words("ticket")}, {key("score"), words("score")}, {key("comment"), words("comment"), 30, true},
                   {key("finding"), words("finding"), 36, true}, {key("cause"), words("cause")}, {key("action"), words("action"), 36, true},
                   {key("at"), words("date")}};
  for (const auto& rating : judged.ratings) {
    if (!is_low(rating)) continue;
    const TicketEvent* review = review_of(judged, rating);
    std::string cause = review ? review->event.text("cause") : "";
    table.rows.push_back({rating.ticket, rating.event.number("score").value_or(0), rating.event.text("comment"),
                          review ? Value(review->event.text("finding")) : Value(Mark{"not_reviewed", words("not_reviewed"), Tone::bad}),
                          cause.empty() ? Value() : Value(Mark{cause, words("cause_" + cause)}),
                          review ? Value(review->event.text("action")) : Value(), rating.event.at});
  }
  if (table.rows.empty()) table.note = words("no_low_ratings");
  return table;
}

}  // namespace outdesk
