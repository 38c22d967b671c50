#include "sla/sla_rules.hpp"

#include <algorithm>

#include "sla/line_rules.hpp"
#include "sla/target_rules.hpp"
#include "ticket/head_rules.hpp"

namespace outdesk {

namespace {

constexpr std::string_view kVerdicts[] = {"met", "missed", "open", "paused", "merged", "none"};

/// A missed exchange is worse than an open one, an open one worse than an answered one; then the longer.
std::pair<int, Seconds> badness(const TargetState& state) {
  bool pending = state.verdict == TargetVerdict::open || state.verdict == TargetVerdict::paused;
  return {state.verdict == TargetVerdict::missed ? 2 : pending ? 1 : 0, state.elapsed};
}

void judge_exchanges(const TicketHistory& history, const TargetJudge& judge, TicketVerdict& ticket) {
  for (const auto& exchange : history.exchanges) {
    ticket.exchanges.push_back(judge.next_response(exchange));
    const TargetState& state = ticket.exchanges.back();
    bool worst = ticket.exchanges.size() == 1 || badness(state) > badness(ticket.next_response);
    if (worst) ticket.next_response = state;
  }
}

void describe(TicketHead head, const TicketHistory& history, TicketVerdict& ticket) {
  ticket.priority = std::move(head.priority);
  ticket.subject = std::move(head.subject);
  ticket.requester = std::move(head.requester);
  ticket.line = std::move(head.line);
  ticket.assignee = std::move(head.assignee);
  ticket.category = std::move(head.category);
  ticket.channel = std::move(head.channel);
  ticket.kind = std::move(head.kind);
  ticket.state = std::move(head.state);
  ticket.cause = history.cause;
  ticket.resolved_by = history.resolved_by;
  ticket.received = history.received;
  ticket.entry_delay = history.created - history.received;
  ticket.merged = history.merged.has_value();
  for (const auto& change : history.life)
    if (change.kind == EventKind::reopened) ticket.reopened_at.push_back(change.at);
  ticket.reopened = static_cast<std::int64_t>(ticket.reopened_at.size());
  ticket.client_messages = history.client_messages;
  ticket.late_entries = history.late_entries;
  ticket.late_entry = history.late_entries > 0;
  ticket.answered = history.first_answer || history.live_contact;
  ticket.visited = history.visited;
}

void describe_lines(TicketVerdict& ticket) {
  std::set<std::string_view> names;
  for (const auto& stay : ticket.stays) names.insert(stay.line);
  ticket.lines_visited = static_cast<std::int64_t>(names.size());
  if (!names.empty()) ticket.highest_line = *names.rbegin();
}

/// Local dates with working time after that of `received`, up to that of `until`.
std::int64_t working_dates(const WorkingTime& time, Instant received, Instant until) {
  constexpr std::int64_t kMost = 1000;
  std::int64_t last = days_since_epoch(time.zone().local(until).date), count = 0;
  for (std::int64_t day = days_since_epoch(time.zone().local(received).date) + 1; day <= last && count < kMost; ++day)
    count += !time.hours_of(date_of_days(day)).empty();
  return count;
}

}  // namespace

Terms::Terms(const Contract& c) : contract(c) {
  for (const auto& [name, calendar] : contract.calendars) calendars.emplace(name, WorkingTime(calendar, name));
}

std::string_view name_of(TargetVerdict verdict) { return kVerdicts[static_cast<int>(verdict)]; }

Look look_at(Instant t) { return {t, t + Seconds{1}, t}; }

Look look_at_end(Period period, Instant as_of) {
  return as_of < period.to ? look_at(as_of) : Look{period.to, period.to, as_of};
}

namespace {
/// A request received before it was entered was there from its receipt on.
Instant happened(const Event& event) {
  return event.kind == EventKind::created ? parse_instant(event.text("received")).value_or(event.at) : event.at;
}
}  // namespace

std::vector<Event> events_seen(std::vector<Event> events, const Look& look) {
  // A line that is known to be a mistake is void at every instant, also before it was undone.
  std::erase_if(events, [&](const Event& event) {
    bool later = event.kind != EventKind::undone && happened(event) >= look.before;
    return later || event.entered > look.known;
  });
  return effective_events(std::move(events));
}

bool came_back_soon(const std::vector<Event>& effective) {
  const Event* end = nullptr;  // the first one since the last re-opening
  for (const auto& event : effective) {
    bool ends = event.kind == EventKind::resolved || event.kind == EventKind::closed;
    if (ends && !end) end = &event;
    if (event.kind != EventKind::reopened || !end) continue;
    if (event.at - end->at <= kReopenWindow) return true;
    end = nullptr;
  }
  return false;
}

std::vector<Pause> waits_of(const TicketHistory& history, const Contract& contract, Target target, bool deducted) {
  std::vector<Pause> pauses;
  for (const auto& wait : history.waits) {
    auto listed = contract.clock.pauses.find(wait.reason);
    bool stops = listed != contract.clock.pauses.end() && listed->second.count(target) > 0;
    if (stops == deducted) pauses.push_back({wait.from, wait.to});
  }
  return pauses;
}

std::optional<TicketVerdict> judge_seen(const std::vector<Event>& seen, const Terms& terms, const Look& look) {
  bool there = std::any_of(seen.begin(), seen.end(), [](const Event& e) { return e.kind == EventKind::created; });
  if (!there) return {};
  TicketHistory history = history_of(seen, look.joined);
  TicketVerdict ticket;
  describe(head_after(seen), history, ticket);
  TargetJudge judge(history, terms, look);
  ticket.response = judge.response();
  ticket.resolution = judge.resolution();
  judge_exchanges(history, judge, ticket);
  ticket.ended = judge.ending().stopped;
  ticket.reopened_after_grace = judge.ending().reopened_after_grace;
  ticket.reopened_soon = ticket.reopened > 0 && came_back_soon(seen);
  if (!ticket.ended && history.merged) ticket.ended = history.merged;
  if (auto away = judge.moved_away(); away && (!ticket.ended || *away < *ticket.ended)) {
    ticket.moved_away = true;
    ticket.ended = away;
  }
  ticket.done = judge.ending().done;
  ticket.held = held_by(history, look.client, look.made_for_client);
  bool ends = ticket.state == "resolved" || ticket.state == "closed" || ticket.state == "merged";
  ticket.open_again = ticket.reopened_after_grace && !ends && !ticket.moved_away;
  ticket.stays = stays_of(history, terms, look);
  describe_lines(ticket);
  auto priority = terms.contract.priorities.find(ticket.priority);
  if (!ticket.ended && priority != terms.contract.priorities.end())
    ticket.age_days = working_dates(terms.calendars.at(priority->second.calendar), ticket.received, look.until);
  ticket.calendar_time = ticket.ended.value_or(look.until) - ticket.received;
  return ticket;
}

std::optional<TicketVerdict> judge_ticket(const std::vector<Event>& events, const Terms& terms, const Look& look) {
  return judge_seen(events_seen(events, look), terms, look);
}

std::optional<TicketVerdict> judge_ticket(const std::vector<Event>& events, const Terms& terms, Instant as_of) {
  return judge_ticket(events, terms, look_at(as_of));
}

}  // namespace outdesk
