// What was done and how it was rated, as tables.
#pragma once

#include "output/document.hpp"
#include "sla/judge_period.hpp"

namespace outdesk {

/// A visit or a rating, and the ticket that it belongs to.
struct TicketEvent {
  std::string ticket, subject;
  Event event;
  std::optional<Event> review;   ///< of a rating
  std::string done = {};         ///< of a visit: what the request says was done
};

/// What of a period is shown one by one.
struct ActivityList {
  std::vector<TicketEvent> visits, low_ratings;  ///< by time
};
/// Reads the tickets once more.
ActivityList list_activity(const PeriodJudge& judge);

/// Visits and work in numbers; keys below "work".
std::vector<Figure> activity_figures(const ActivityCounts& counts, const Contract& contract, Language language);

/// Visits, one row each; and the time of all works by kind.
Table visit_table(const ActivityList& list, Language language);
/// `before`: the month before stands beside it.
Table work_time_table(const ActivityCounts& counts, Language language, const ActivityCounts* before = nullptr);
/// How many visits were planned and how many were not, with the month before where it is known.  For people only: it has no keys.
Table visit_totals_table(const ActivityCounts& counts, const ActivityCounts* before, Language language);
Table score_table(const ActivityCounts& counts, Language language);
/// Every low rating with the review that explains it, or the word that there is none.
Table low_rating_table(const ActivityList& list, Language language);

}  // namespace outdesk
