// How many people a load needs: by workload, by hours of coverage, by queues answered in time.
#pragma once

#include <vector>

#include "cost/scenario.hpp"

namespace outdesk::cost {

/// Number of each unit in one month of the calendar (1 to 12): base x season, half up, or the least
/// whole number that is not below ratio x number of another unit.
std::vector<std::int64_t> quantities(const Scenario& scenario, int calendar_month);
/// The same without season.
std::vector<std::int64_t> base_quantities(const Scenario& scenario);

/// What the units bring in a month.
struct Load {
  Micro tickets;
  Wide visits = 0;  ///< in units of 1e-12
};
/// `season`: factor of the tickets.
Load load_of(const Workload& workload, const std::vector<std::int64_t>& quantity, Micro season = whole(1));
/// Factor of the tickets in one month of the calendar (1 to 12); 1 where they have no season.
Micro ticket_season(const Workload& workload, int calendar_month);

/// Hours a year at which a schedule is open: 8x5 = norm hours, 12x5 = workdays x 12, 12x7 = days x
/// 12, 24x7 = days x 24.
std::int64_t open_hours(Schedule schedule, const WorkYear& year);
/// People behind one seat that is always filled: open hours / net hours, 4 places.
Micro coverage_factor(Schedule schedule, const WorkYear& year);

/// Net hours of one full position: norm - 8 x (days of holiday + sickness + training).
Micro net_hours(std::int64_t norm_hours, std::int64_t days_off);

/// Seats of a day, hour by hour (Erlang C), and what they take in people.
struct DaySchedule {
  std::vector<std::int64_t> seats;
  std::int64_t seat_hours_year = 0;
  Micro fte;                ///< seat hours / net hours, 4 places
  std::int64_t heads = 0;   ///< one ceiling at the end
};
/// `tickets` of a month scale the calls of every hour where the queue says for how many they were given.
DaySchedule day_schedule(const DayQueue& queue, Micro net_hours, Micro tickets = {});

/// Agents to put on the roster so that `agents` are there: ceil(agents / (1 - shrinkage)) by M4.
/// shrinkage is below 1.
std::int64_t scheduled_agents(std::int64_t agents, Micro shrinkage);

/// Where a role's number of people comes from.
struct RoleNeed {
  Micro by_workload, by_coverage, by_queue;  ///< full positions, 4 places
  Micro need;                                ///< the largest
  Micro heads;                               ///< stepped up, at least min_heads
};

struct Staffing {
  std::vector<RoleNeed> roles;  ///< as InHouse::roles
  std::vector<Micro> leads;     ///< as InHouse::leads
};

/// need = max(by workload, by coverage, by queue), to 4 places, then up to the role's step (M4).
Staffing staffing_of(const Scenario& scenario, const std::vector<std::int64_t>& quantity,
                     const Load& load);
/// Nobody is rounded up, units that follow others are not either, and leads are a plain share of the
/// team from `from_heads` on: a smooth curve for planning, never a bill.
Staffing smooth_staffing_of(const Scenario& scenario, int calendar_month);

/// 0 below from_heads, else ceil(sum of heads / span).
Micro leads_for(const Lead& lead, const std::vector<Micro>& role_heads);

}  // namespace outdesk::cost
