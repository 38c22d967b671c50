// What was done and how it was rated, as tables.
#pragma once

#include "output/document.hpp"
#include "sla/judge_period.hpp"

namespace outdesk {

struct WorkTotals {
  std::int64_t planned_visits = 0, unplanned_visits = 0;
  Seconds remote, visit, chat, infrastructure, other;
};
WorkTotals work_totals(const std::vector<TicketEvent>& works);

/// Visits, one row each; and the time of all works by kind.
Table visit_table(const SlaPeriod& judged, Language language);
Table work_time_table(const SlaPeriod& judged, Language language);

struct RatingTotals {
  std::int64_t count = 0, sum = 0;   ///< the average is sum / count
  std::int64_t low = 0, low_reviewed = 0;  ///< scores 1 and 2
};
RatingTotals rating_totals(const SlaPeriod& judged);
Table score_table(const SlaPeriod& judged, Language language);
/// Every low rating with the review that explains it, or the word that there is none.
Table low_rating_table(const SlaPeriod& judged, Language language);

}  // namespace outdesk
