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
  LineStay stay{visit.line, visit.from, visit.to, {}, {}, Verdict::none};
  Instant until = visit.to.value_or(look.until);
  std::vector<Pause> waits = waits_of(history, terms.contract, Target::resolution, true);
  const WorkingTime* time = calendar_of(visit.line, history, terms);
  stay.elapsed = time ? count_elapsed(*time, visit.from, until, waits).elapsed : until - visit.from;
  auto agreed = terms.contract.lines.find(visit.line);
  if (agreed == terms.contract.lines.end() || !agreed->second.budget) return stay;
  stay.budget = agreed->second.budget;
  bool over = stay.elapsed > *stay.budget;
  stay.verdict = over ? Verdict::missed : stay.to ? Verdict::met : Verdict::open;
  return stay;
}

}  // namespace

LineRecord lines_of(const TicketHistory& history, const Terms& terms, const Look& look) {
  LineRecord record;
  std::map<std::string, LineUse> uses;
  for (const auto& visit : history.lines) {
    LineStay stay = stay_of(visit, history, terms, look);
    LineUse& use = uses[stay.line];
    use.line = stay.line;
    record.bounces += use.stays > 0;
    ++use.stays;
    use.missed += stay.verdict == Verdict::missed;
    use.elapsed += stay.elapsed;
    record.stays.push_back(std::move(stay));
  }
  for (auto& [name, use] : uses) record.lines.push_back(std::move(use));
  return record;
}

}  // namespace outdesk
