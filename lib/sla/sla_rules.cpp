#include "sla/sla_rules.hpp"

#include <algorithm>

#include "sla/ticket_history.hpp"
#include "ticket/head_rules.hpp"

namespace outdesk {

namespace {

constexpr std::string_view kVerdicts[] = {"met", "missed", "open", "paused", "merged", "none"};

bool stops(const Contract& contract, const std::string& reason, Target target) {
  auto pause = contract.clock.pauses.find(reason);
  return pause != contract.clock.pauses.end() && pause->second.count(target) > 0;
}

/// The waits that stop `target`, or those that do not.
std::vector<Pause> waits_of(const TicketHistory& history, const Contract& contract, Target target, bool deducted) {
  std::vector<Pause> pauses;
  for (const auto& wait : history.waits)
    if (stops(contract, wait.reason, target) == deducted) pauses.push_back({wait.from, wait.to});
  return pauses;
}

Seconds working_in(const WorkingTime& time, const std::vector<Pause>& pauses, Instant from, Instant until) {
  Seconds sum;
  for (const auto& pause : united_pauses(pauses, from)) sum += time.elapsed(pause.from, std::min(until, pause.to.value_or(until)));
  return sum;
}

/// When the resolution's clock stands because the work was done, and when it stopped for good.
struct Ending {
  std::vector<Pause> done;        ///< resolved, and re-opened within the grace
  std::optional<Instant> stopped;
};

Ending ending_of(const TicketHistory& history, const Contract& contract) {
  std::vector<Instant> ends = history.closed;
  if (!contract.clock.stops_at_closed) ends.insert(ends.end(), history.resolved.begin(), history.resolved.end());
  std::sort(ends.begin(), ends.end());
  Ending ending;
  for (Instant end : ends) {
    if (ending.stopped) continue;  // closed after resolved, or resolved again by somebody else
    ending.stopped = end;
    auto again = std::find_if(history.reopened.begin(), history.reopened.end(), [&](Instant t) { return t >= end; });
    if (again == history.reopened.end() || *again - end > contract.clock.reopen_grace) continue;
    ending.done.push_back({end, *again});
    ending.stopped.reset();
  }
  return ending;
}

class Judge {
 public:
  Judge(const TicketHistory& history, const Terms& terms, const PriorityTerms* priority, Instant as_of)
      : history_(history), terms_(terms), priority_(priority), as_of_(as_of) {}

  TargetState response() const {
    std::optional<Instant> at = history_.live_contact ? history_.received : history_.first_answer;
    if (!at || (history_.first_end && *history_.first_end < *at)) at = history_.first_end ? history_.first_end : at;
    return judged(Target::response, target(&PriorityTerms::response), history_.received, at, {});
  }

  TargetState resolution() const {
    Ending ending = ending_of(history_, terms_.contract);
    return judged(Target::resolution, target(&PriorityTerms::resolution), history_.received, ending.stopped, ending.done);
  }

  TargetState next_response(const Exchange& exchange) const {
    return judged(Target::next_response, target(&PriorityTerms::next_response), exchange.asked, exchange.answered, {});
  }

 private:
  std::optional<Seconds> target(std::optional<Seconds> PriorityTerms::*member) const {
    return priority_ ? priority_->*member : std::nullopt;
  }

  TargetState judged(Target which, std::optional<Seconds> target, Instant from, std::optional<Instant> at, std::vector<Pause> done) const {
    TargetState state;
    state.target = target;
    state.at = at;
    if (!priority_) return state;
    const WorkingTime& time = terms_.calendars.at(priority_->calendar);
    Instant until = at.value_or(history_.merged.value_or(as_of_));
    std::vector<Pause> waits = waits_of(history_, terms_.contract, which, true);
    state.paused = working_in(time, waits, from, until);
    state.not_deducted = working_in(time, waits_of(history_, terms_.contract, which, false), from, until);
    std::vector<Pause> pauses = waits;
    pauses.insert(pauses.end(), done.begin(), done.end());
    count(state, time, from, until, pauses);
    return state;
  }

  void count(TargetState& state, const WorkingTime& time, Instant from, Instant until, const std::vector<Pause>& pauses) const {
    if (!state.target) {
      state.elapsed = count_elapsed(time, from, until, pauses).elapsed;
      return;
    }
    Count count = count_target(time, from, until, pauses, *state.target);
    state.elapsed = count.elapsed;
    state.due = count.due;
    state.latest = count.latest;
    if (history_.merged && !state.at) { state.verdict = Verdict::merged; return; }
    if (count.elapsed > *state.target) {
      state.verdict = Verdict::missed;
      state.breached = std::max(count.latest.value_or(until), history_.priority_changed.value_or(from));
    } else if (state.at) {
      state.verdict = Verdict::met;
    } else {
      bool stands = std::any_of(pauses.begin(), pauses.end(), [](const Pause& p) { return !p.to; });
      state.verdict = stands ? Verdict::paused : Verdict::open;
    }
  }

  const TicketHistory& history_;
  const Terms& terms_;
  const PriorityTerms* priority_;
  Instant as_of_;
};

/// The worst of all exchanges stands for the ticket: a missed one, else an open one, else the longest.
void judge_exchanges(const TicketHistory& history, const Judge& judge, TicketVerdict& ticket) {
  for (const auto& exchange : history.exchanges) {
    TargetState state = judge.next_response(exchange);
    ticket.next_responses_met += state.verdict == Verdict::met;
    ticket.next_responses_missed += state.verdict == Verdict::missed;
    auto rank = [](const TargetState& s) {
      return std::pair(s.verdict == Verdict::missed ? 2 : s.verdict == Verdict::open || s.verdict == Verdict::paused ? 1 : 0, s.elapsed);
    };
    if (ticket.next_response.verdict == Verdict::none || rank(state) > rank(ticket.next_response)) ticket.next_response = state;
  }
}

void describe(const TicketHead& head, const TicketHistory& history, TicketVerdict& ticket) {
  ticket.priority = head.priority;
  ticket.subject = head.subject;
  ticket.requester = head.requester;
  ticket.line = head.line;
  ticket.assignee = head.assignee;
  ticket.category = head.category;
  ticket.channel = head.channel;
  ticket.kind = head.kind;
  ticket.state = head.state;
  ticket.cause = history.cause;
  ticket.received = history.received;
  ticket.merged = history.merged.has_value();
  ticket.reopened = static_cast<std::int64_t>(history.reopened.size());
  ticket.reopened_at = history.reopened;
  ticket.answered = history.first_answer || history.live_contact;
}

}  // namespace

Terms::Terms(const Contract& c) : contract(c) {
  for (const auto& [name, calendar] : contract.calendars) calendars.emplace(name, WorkingTime(calendar, name));
}

std::string_view name_of(Verdict verdict) { return kVerdicts[static_cast<int>(verdict)]; }

std::optional<TicketVerdict> judge_ticket(const std::vector<Event>& all, const Terms& terms, Instant as_of) {
  std::vector<Event> events;
  for (const auto& event : all) if (event.at <= as_of) events.push_back(event);
  events = effective_events(std::move(events));
  if (events.empty() || events.front().kind != EventKind::created) return {};
  TicketHistory history = history_of(events);
  TicketVerdict ticket;
  describe(head_of(events), history, ticket);
  for (const auto& event : events) ticket.late_entry = ticket.late_entry || event.entered > event.at;
  auto found = terms.contract.priorities.find(ticket.priority);
  Judge judge(history, terms, found == terms.contract.priorities.end() ? nullptr : &found->second, as_of);
  ticket.response = judge.response();
  ticket.resolution = judge.resolution();
  judge_exchanges(history, judge, ticket);
  ticket.ended = ticket.resolution.at;
  if (!ticket.ended && history.merged) ticket.ended = history.merged;
  ticket.calendar_time = ticket.ended.value_or(as_of) - ticket.received;
  return ticket;
}

}  // namespace outdesk
