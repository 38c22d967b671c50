#include "cost/staffing_rules.hpp"

#include <algorithm>
#include <array>

#include "cost/erlang_rules.hpp"

namespace outdesk::cost {

namespace {

std::vector<std::int64_t> counted(const Scenario& scenario, Micro season) {
  std::vector<std::int64_t> quantity(scenario.units.size());
  for (std::size_t i = 0; i < quantity.size(); ++i) {
    const Unit& unit = scenario.units[i];
    if (!unit.per)
      quantity[i] = unit.seasonal ? rounded(Wide{unit.base} * season.millionths, kMillion) : unit.base;
  }
  // Units that follow others may follow each other: as many rounds as there are units at most.
  for (std::size_t round = 0; round < quantity.size(); ++round)
    for (std::size_t i = 0; i < quantity.size(); ++i)
      if (const Unit& unit = scenario.units[i]; unit.per)
        quantity[i] = ceiling(Wide{unit.ratio.millionths} * quantity[*unit.per], kMillion);
  return quantity;
}

/// Hours of one role a month, in units of 1e-18, by exact or smooth quantities (in millionths).
Wide hours_of(const Role& role, const std::vector<Micro>& quantity, const Load& load) {
  Wide hours = 0;
  for (const Driver& driver : role.drivers) {
    Wide amount = driver.of == Driver::Of::visit    ? load.visits
                  : driver.of == Driver::Of::ticket ? Wide{load.tickets.millionths} * kMillion
                                                    : Wide{quantity[driver.unit].millionths} * kMillion;
    hours += amount * driver.hours.millionths;
  }
  return hours;
}

/// The part of a role's need that the month's load decides.
RoleNeed need_of(const Role& role, const Scenario& scenario, const std::vector<Micro>& quantity,
                 const Load& load) {
  const WorkYear& year = scenario.calendar;
  Wide net = year.net_hours.millionths;
  RoleNeed need;
  need.by_workload = to_four_places(hours_of(role, quantity, load) * 12, net * role.util.millionths * kMillion);
  if (role.coverage)
    need.by_coverage = to_four_places(Wide{role.seats} * open_hours(*role.coverage, year) * kMillion, net);
  if (role.queue)
    need.by_queue = day_schedule(*role.queue, year.net_hours, load.tickets).fte;
  need.need = std::max({need.by_workload, need.by_coverage, need.by_queue});
  return need;
}

std::vector<Micro> in_millionths(const std::vector<std::int64_t>& quantity) {
  std::vector<Micro> result;
  for (std::int64_t n : quantity) result.push_back(whole(n));
  return result;
}

}  // namespace

std::vector<std::int64_t> quantities(const Scenario& scenario, int calendar_month) {
  bool flat = scenario.season.empty();
  return counted(scenario, flat ? whole(1) : scenario.season[static_cast<std::size_t>(calendar_month - 1)]);
}

std::vector<std::int64_t> base_quantities(const Scenario& scenario) {
  return counted(scenario, whole(1));
}

Micro ticket_season(const Workload& workload, int calendar_month) {
  return workload.season.empty() ? whole(1) : workload.season[static_cast<std::size_t>(calendar_month - 1)];
}

Load load_of(const Workload& workload, const std::vector<std::int64_t>& quantity, Micro season) {
  Load load;
  for (const PerUnit& per : workload.tickets) load.tickets.millionths += quantity[per.unit] * per.each.millionths;
  if (season != whole(1)) load.tickets = Micro{rounded(Wide{load.tickets.millionths} * season.millionths, kMillion)};
  load.visits = Wide{load.tickets.millionths} * workload.onsite_share.millionths;
  for (const PerUnit& per : workload.planned_visits)
    load.visits += Wide{quantity[per.unit]} * per.each.millionths * kMillion;
  return load;
}

std::int64_t open_hours(Schedule schedule, const WorkYear& year) {
  switch (schedule) {
    case Schedule::h8x5: return year.norm_hours;
    case Schedule::h12x5: return year.workdays * 12;
    case Schedule::h12x7: return year.days * 12;
    case Schedule::h24x7: return year.days * 24;
  }
  return 0;
}

Micro coverage_factor(Schedule schedule, const WorkYear& year) {
  return to_four_places(Wide{open_hours(schedule, year)} * kMillion, year.net_hours.millionths);
}

Micro net_hours(std::int64_t norm_hours, std::int64_t days_off) {
  return whole(norm_hours - 8 * days_off);
}

DaySchedule day_schedule(const DayQueue& queue, Micro net_hours, Micro tickets) {
  QueueGoal goal{real(queue.within_s), real(queue.in_time), real(queue.max_occupancy), {}, 1};
  double scale = queue.usual_tickets.millionths > 0 ? real(tickets) / real(queue.usual_tickets) : 1;
  DaySchedule day;
  for (Micro calls : queue.calls_per_hour) {
    double load = real(calls) * scale * real(queue.handling_s) / 3600;
    std::int64_t seats = load > 0 ? erlang_c_agents(load, real(queue.handling_s), goal) : 0;
    day.seats.push_back(std::max(seats, queue.min_seats));
    day.seat_hours_year += day.seats.back() * queue.days;
  }
  day.fte = to_four_places(Wide{day.seat_hours_year} * kMillion, net_hours.millionths);
  day.heads = ceiling(day.fte.millionths, kMillion);
  return day;
}

std::int64_t scheduled_agents(std::int64_t agents, Micro shrinkage) {
  Wide present = kMillion - shrinkage.millionths;
  return ceiling(to_four_places(Wide{agents} * kMillion, present).millionths, kMillion);
}

Micro leads_for(const Lead& lead, const std::vector<Micro>& role_heads) {
  Micro team;
  for (std::size_t role : lead.of) team += role_heads[role];
  if (team < lead.from_heads) return {};
  return whole(ceiling(team.millionths, lead.span.millionths));
}

Staffing staffing_of(const Scenario& scenario, const std::vector<std::int64_t>& quantity,
                     const Load& load) {
  Staffing staffing;
  std::vector<Micro> heads, exact = in_millionths(quantity);
  for (const Role& role : scenario.inhouse.roles) {
    RoleNeed need = need_of(role, scenario, exact, load);
    need.heads = std::max(stepped_up(need.need, role.step), role.min_heads);
    heads.push_back(need.heads);
    staffing.roles.push_back(need);
  }
  for (const Lead& lead : scenario.inhouse.leads) staffing.leads.push_back(leads_for(lead, heads));
  return staffing;
}

Staffing smooth_staffing_of(const Scenario& scenario, int calendar_month) {
  std::vector<std::int64_t> quantity = quantities(scenario, calendar_month);
  std::vector<Micro> smooth = in_millionths(quantity);
  for (std::size_t round = 0; round < smooth.size(); ++round)
    for (std::size_t i = 0; i < smooth.size(); ++i)
      if (const Unit& unit = scenario.units[i]; unit.per)
        smooth[i] = Micro{rounded(Wide{unit.ratio.millionths} * smooth[*unit.per].millionths, kMillion)};
  Staffing staffing;
  Load load = load_of(scenario.workload, quantity, ticket_season(scenario.workload, calendar_month));
  for (const Role& role : scenario.inhouse.roles) {
    RoleNeed need = need_of(role, scenario, smooth, load);
    need.heads = std::max(need.need, role.min_heads);
    staffing.roles.push_back(need);
  }
  for (const Lead& lead : scenario.inhouse.leads) {
    Micro team;
    for (std::size_t role : lead.of) team += staffing.roles[role].heads;
    Wide share = Wide{team.millionths} * kMillion;
    staffing.leads.push_back(team < lead.from_heads ? Micro{} : Micro{rounded(share, lead.span.millionths)});
  }
  return staffing;
}

}  // namespace outdesk::cost
