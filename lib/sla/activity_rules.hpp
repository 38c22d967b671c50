// What was done for the client and how it was rated: sums over the work and the ratings of a period.
#pragma once

#include <array>
#include <vector>

#include "base/instant.hpp"
#include "base/money.hpp"
#include "ticket/event.hpp"

namespace outdesk {

struct ActivityCounts {
  std::int64_t planned_visits = 0, unplanned_visits = 0;
  Seconds planned_visit_time, unplanned_visit_time;
  Seconds remote, visit, chat, infrastructure, other;   ///< all work, by its mode
  Seconds counted, not_billable;                        ///< for the client; what the entry marks as not billable
  std::int64_t ratings = 0, score_sum = 0;              ///< dated in the period, whenever the request ended
  std::int64_t good = 0, low = 0, low_reviewed = 0;     ///< scores 4 and 5; 1 and 2
  std::array<std::int64_t, 5> scores{};                 ///< by score, from 1
  std::int64_t own_ratings = 0;  ///< by an engineer, in no figure: nobody rates his own work
  std::int64_t ended_rated = 0;  ///< ended in the period and rated by its end

  Seconds work() const { return remote + visit + chat + infrastructure + other; }
};

/// Score up to which a rating is low and asks for a review.
constexpr std::int64_t kLowScore = 2;

/// Written by the client, or by the system that asked him.
bool is_clients_rating(const Event& event);
/// The review of a rating: the first one of the same ticket at or after it; null where there is none.
const Event* review_of(const Event& rating, const std::vector<Event>& events);

/// Counts one piece of work.
void add_work(ActivityCounts& counts, const Event& work);
/// Counts the ratings among one ticket's `events` (effective ones, in order) that are dated in `period`.
void add_ratings(ActivityCounts& counts, const std::vector<Event>& events, Period period, bool ended_in_period);

}  // namespace outdesk
