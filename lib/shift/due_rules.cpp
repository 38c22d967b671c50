#include "shift/due_rules.hpp"

#include "sla/risk_rules.hpp"

namespace outdesk {

namespace {

void take(TicketDue& due, Target target, const TargetState& state) {
  if (state.verdict == TargetVerdict::missed) {
    if (due.missed.empty() || due.missed.back() != target) due.missed.push_back(target);
    if (state.breached && (!due.last_missed || *state.breached > *due.last_missed)) due.last_missed = state.breached;
  }
  auto remaining = remaining_of(state);
  if (!remaining || !state.due || (due.due && *due.due <= *state.due)) return;
  due.next = target;
  due.due = state.due;
  due.remaining = *remaining;
}

}  // namespace

TicketDue due_of(const TicketVerdict& verdict) {
  TicketDue due;
  if (verdict.merged) return due;  // it is judged where it goes on (sla.md case 58)
  take(due, Target::response, verdict.response);
  for (const auto& exchange : verdict.exchanges) take(due, Target::next_response, exchange);
  take(due, Target::resolution, verdict.resolution);
  return due;
}

std::optional<Instant> unanswered_since(const TicketHistory& history) {
  if (!history.first_answer && !history.live_contact && !history.first_end) return history.received;
  if (history.exchanges.empty() || history.exchanges.back().answered) return {};
  return history.exchanges.back().asked;
}

}  // namespace outdesk
