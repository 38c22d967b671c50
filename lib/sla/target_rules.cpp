#include "sla/target_rules.hpp"

#include <algorithm>

namespace outdesk {

namespace {

std::optional<Seconds> promised(const PriorityTerms& terms, Target target) {
  if (target == Target::response) return terms.response;
  return target == Target::resolution ? terms.resolution : terms.next_response;
}

Seconds working_in(const WorkingTime& time, const std::vector<Pause>& pauses, Instant from, Instant until) {
  Seconds sum;
  for (const auto& pause : united_pauses(pauses, from))
    sum += time.elapsed(pause.from, std::min(until, pause.to.value_or(until)));
  return sum;
}

}  // namespace

Ending ending_of(const TicketHistory& history, const ClockTerms& clock) {
  Ending ending;
  for (const auto& change : history.life) {
    if (change.kind != EventKind::reopened) {
      bool ends = change.kind == EventKind::closed || !clock.stops_at_closed;
      if (ends && !ending.stopped) ending.stopped = change.at;
      continue;
    }
    if (!ending.stopped) continue;
    ending.reopened_after_grace = change.at - *ending.stopped > clock.reopen_grace;
    if (ending.reopened_after_grace) break;  // the first verdict stands (case 48)
    ending.done.push_back({*ending.stopped, change.at});
    ending.stopped.reset();
  }
  return ending;
}

TargetJudge::TargetJudge(const TicketHistory& history, const Terms& terms, const Look& look)
    : history_(history), terms_(terms), look_(look), ending_(ending_of(history, terms.contract.clock)) {}

TargetState TargetJudge::response() const {
  std::optional<Instant> at = history_.live_contact ? history_.received : history_.first_answer;
  bool by_resolution = history_.first_end && (!at || *history_.first_end < *at);
  TargetState state = judged({Target::response, history_.received, by_resolution ? history_.first_end : at, {}});
  state.by_resolution = by_resolution;
  return state;
}

TargetState TargetJudge::resolution() const {
  return judged({Target::resolution, history_.received, ending_.stopped, ending_.done});
}

TargetState TargetJudge::next_response(const Exchange& exchange) const {
  return judged({Target::next_response, exchange.asked, exchange.answered, {}});
}

std::vector<Pause> held_by(const TicketHistory& history, const std::string& client, bool made_for_it) {
  std::vector<Pause> held;
  if (made_for_it || client.empty()) held.push_back({history.received, {}});
  if (client.empty()) return held;
  for (const auto& move : history.moves) {
    bool has = !held.empty() && !held.back().to;
    if (has && move.to != client) held.back().to = move.at;
    if (!has && move.to == client) held.push_back({move.at, {}});
  }
  return held;
}

std::optional<Instant> TargetJudge::moved_away() const {
  std::vector<Pause> held = held_by(history_, look_.client, look_.made_for_client);
  return held.empty() ? std::nullopt : held.back().to;
}

/// From when the contract promises nothing for the ticket (cases 45, 62).
std::optional<Instant> TargetJudge::uncovered_since() const {
  if (auto away = moved_away()) return away;
  bool other = history_.left_contract && history_.contract != terms_.contract.number;
  return other ? history_.left_contract : std::nullopt;
}

const PriorityTerms* TargetJudge::terms_of(const std::string& priority) const {
  auto found = terms_.contract.priorities.find(priority);
  return found == terms_.contract.priorities.end() ? nullptr : &found->second;
}

std::vector<Pause> TargetJudge::pauses_of(const Question& question) const {
  std::vector<Pause> pauses = waits_of(history_, terms_.contract, question.which, true);
  pauses.insert(pauses.end(), question.done.begin(), question.done.end());
  if (!question.at) return pauses;
  // What is fulfilled is not moved by a wait that comes after it.
  std::erase_if(pauses, [&](const Pause& pause) { return pause.from >= *question.at; });
  for (auto& pause : pauses) pause.to = std::min(pause.to.value_or(*question.at), *question.at);
  return pauses;
}

TargetState TargetJudge::judged(const Question& asked) const {
  Question question = asked;
  Instant until = question.at.value_or(history_.merged.value_or(look_.until));
  auto uncovered = uncovered_since();
  bool left_before = uncovered && (!question.at || *uncovered < *question.at);
  if (left_before) {
    question.at.reset();
    until = std::max(question.from, std::min(until, *uncovered));
  }
  TargetState state;
  state.from = question.from;
  state.until = until;
  state.at = question.at;
  for (const auto& change : history_.priorities)
    if (change.at <= until || state.priority.empty()) state.priority = change.priority;
  if (const PriorityTerms* terms = terms_of(state.priority)) count(state, *terms, question, until);
  add_earlier(state, question, until);
  if (state.verdict == TargetVerdict::missed) {
    date_breach(state, question, until);
  } else if (left_before) {
    state.verdict = TargetVerdict::none;
    state.target.reset();
    state.due.reset();
    state.latest.reset();
  }
  return state;
}

void TargetJudge::count(TargetState& state, const PriorityTerms& terms, const Question& question, Instant until) const {
  const WorkingTime& time = time_of(terms);
  std::vector<Pause> pauses = pauses_of(question);
  state.target = promised(terms, question.which);
  state.paused = working_in(time, waits_of(history_, terms_.contract, question.which, true), question.from, until);
  state.not_deducted = working_in(time, waits_of(history_, terms_.contract, question.which, false), question.from, until);
  if (!state.target) {
    state.elapsed = count_elapsed(time, question.from, until, pauses).elapsed;
    return;
  }
  Count count = count_target(time, question.from, until, pauses, *state.target);
  state.elapsed = count.elapsed;
  state.due = count.due;
  state.latest = count.latest;
  decide(state, pauses, until);
}

void TargetJudge::decide(TargetState& state, const std::vector<Pause>& pauses, Instant until) const {
  bool stands = std::any_of(pauses.begin(), pauses.end(), [&](const Pause& p) { return p.from <= until && (!p.to || *p.to > until); });
  if (history_.merged && !state.at) state.verdict = TargetVerdict::merged;
  else if (state.elapsed > *state.target) state.verdict = TargetVerdict::missed;
  else if (state.at) state.verdict = TargetVerdict::met;
  else state.verdict = stands ? TargetVerdict::paused : TargetVerdict::open;
}

/// How the target stood at every change of the priority before its end.
void TargetJudge::add_earlier(TargetState& state, const Question& question, Instant until) const {
  const auto& changes = history_.priorities;
  for (std::size_t i = 0; i + 1 < changes.size(); ++i) {
    Instant change = changes[i + 1].at;
    if (change > until || change < question.from) continue;
    EarlierVerdict earlier{change, changes[i].priority, {}, {}, TargetVerdict::none};
    if (const PriorityTerms* terms = terms_of(changes[i].priority)) {
      earlier.target = promised(*terms, question.which);
      earlier.elapsed = count_elapsed(time_of(*terms), question.from, change, pauses_of(question)).elapsed;
      if (earlier.target) earlier.verdict = earlier.elapsed > *earlier.target ? TargetVerdict::missed : TargetVerdict::open;
    }
    state.earlier.push_back(std::move(earlier));
  }
}

/// A target that was late under an earlier priority was missed then; one that a raise made late, at the raise.
void TargetJudge::date_breach(TargetState& state, const Question& question, Instant until) const {
  state.breached = state.latest.value_or(until);
  if (state.earlier.empty() || *state.breached >= state.earlier.back().until) return;
  state.reclassified = true;
  state.breached = state.earlier.back().until;
  for (const auto& earlier : state.earlier) {
    if (earlier.verdict != TargetVerdict::missed) continue;
    const WorkingTime& time = time_of(*terms_of(earlier.priority));
    auto latest = count_target(time, question.from, earlier.until, pauses_of(question), *earlier.target).latest;
    state.breached = std::min(*state.breached, latest.value_or(earlier.until));
    state.reclassified = false;
  }
}

}  // namespace outdesk
