#include "sla/line_rules.hpp"

#include <algorithm>

namespace outdesk {

namespace {

/// The calendar by which `line` counts; null where neither line nor priority names one.
const WorkingTime* calendar_of(const std::string& line, const TicketHistory& history, const Terms& terms) {
  if (auto found = terms.contract.lines.find(line); found != terms.contract.lines.end())
    return &terms.calendars.at(found->second.calendar);
  auto priority = terms.contract.priorities.find(history.priorities.back().priority);
  return priority == terms.contract.priorities.end() ? nullptr : &terms.calendars.at(priority->second.calendar);
}

LineStay stay_of(const LineVisit& visit, const TicketHistory& history, const Terms& terms, const Look& look) {
  LineStay stay{visit.line, visit.from, visit.to, {}, {}, TargetVerdict::none};
  Instant until = visit.to.value_or(look.until);
  std::vector<Pause> waits = waits_of(history, terms.contract, Target::resolution, true);
  const WorkingTime* time = calendar_of(visit.line, history, terms);
  stay.elapsed = time ? count_elapsed(*time, visit.from, until, waits).elapsed : until - visit.from;
  auto agreed = terms.contract.lines.find(visit.line);
  if (agreed == terms.contract.lines.end() || !agreed->second.budget) return stay;
  stay.budget = agreed->second.budget;
  bool over = stay.elapsed > *stay.budget;
  stay.verdict = over ? TargetVerdict::missed : stay.to ? TargetVerdict::met : TargetVerdict::open;
  return stay;
}

}  // namespace

std::vector<LineStay> stays_of(const TicketHistory& history, const Terms& terms, const Look& look) {
  std::vector<LineStay> stays;
  for (const auto& visit : history.lines) stays.push_back(stay_of(visit, history, terms, look));
  return stays;
}

LineUse& LineUse::operator+=(const LineUse& other) {
  stays += other.stays;
  met += other.met;
  missed += other.missed;
  undecided += other.undecided;
  bounces += other.bounces;
  elapsed += other.elapsed;
  return *this;
}

std::map<std::string, LineUse> uses_of(const std::vector<LineStay>& stays, Period period) {
  std::map<std::string, LineUse> uses;
  std::set<std::string_view> seen;
  std::string_view before;
  for (const auto& stay : stays) {
    bool again = !seen.insert(stay.line).second && stay.line != before;  // solved and re-opened on one line is no way back
    before = stay.line;
    if (stay.to && !period.contains(*stay.to)) continue;
    uses[stay.line] += {1, stay.verdict == TargetVerdict::met, stay.verdict == TargetVerdict::missed, stay.verdict == TargetVerdict::open, again, stay.elapsed};
  }
  return uses;
}

}  // namespace outdesk
