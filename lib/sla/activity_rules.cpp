#include "sla/activity_rules.hpp"

#include <algorithm>

namespace outdesk {

namespace {

void add_rating(ActivityCounts& counts, const Event& rating, const std::vector<Event>& events) {
  constexpr std::int64_t kGoodScore = 4;
  if (!is_clients_rating(rating)) {
    ++counts.own_ratings;
    return;
  }
  std::int64_t score = std::clamp<std::int64_t>(rating.number("score").value_or(1), 1, 5);
  ++counts.ratings;
  counts.score_sum += score;
  counts.good += score >= kGoodScore;
  ++counts.scores[static_cast<std::size_t>(score - 1)];
  if (score > kLowScore) return;
  ++counts.low;
  counts.low_reviewed += review_of(rating, events) != nullptr;
}

}  // namespace

bool is_clients_rating(const Event& event) { return event.by == "system" || event.by.starts_with("client:"); }

const Event* review_of(const Event& rating, const std::vector<Event>& events) {
  auto found = std::find_if(events.begin(), events.end(), [&](const Event& event) {
    return event.kind == EventKind::reviewed && event.at >= rating.at;
  });
  return found == events.end() ? nullptr : &*found;
}

void add_work(ActivityCounts& counts, const Event& work) {
  Seconds spent{work.number("seconds").value_or(0)};
  std::string mode = work.text("mode");
  if (mode == "visit") {
    ++(work.flag("planned") ? counts.planned_visits : counts.unplanned_visits);
    (work.flag("planned") ? counts.planned_visit_time : counts.unplanned_visit_time) += spent;
  }
  (mode == "visit" ? counts.visit : mode == "remote" ? counts.remote : mode == "chat" ? counts.chat
   : mode == "infrastructure" ? counts.infrastructure : counts.other) += spent;
  bool not_billable = work.fields.has("billable") && !work.flag("billable");
  (not_billable ? counts.not_billable : counts.counted) += spent;
}

void add_ratings(ActivityCounts& counts, const std::vector<Event>& events, Period period, bool ended_in_period) {
  bool rated = false;
  for (const auto& event : events) {
    if (event.kind != EventKind::rated) continue;
    rated = rated || is_clients_rating(event);
    if (period.contains(event.at)) add_rating(counts, event, events);
  }
  counts.ended_rated += ended_in_period && rated;
}

}  // namespace outdesk
