#include "ticket/state_step_rules.hpp"

namespace outdesk {

std::vector<StateStep> steps_between(const std::string& before, const std::string& now, bool again) {
  bool ended = before == "resolved" || before == "closed";
  if (now == before && !(again && ended)) return {};
  std::vector<StateStep> steps;
  bool closes = now == "closed" && before == "resolved" && !again;
  if (ended && !closes) steps.push_back({EventKind::reopened, ""});
  if (now == "resolved") steps.push_back({EventKind::resolved, ""});
  else if (now == "closed") steps.push_back({EventKind::closed, ""});
  else if (now.starts_with("waiting ")) steps.push_back({EventKind::waiting, now.substr(8)});
  else if (ended) return steps;
  else if (before.starts_with("waiting ")) steps.push_back({EventKind::resumed, ""});
  else if (now == "open") steps.push_back({EventKind::assigned, ""});
  return steps;
}

std::string state_after(EventKind kind, const std::string& reason, const std::string& before) {
  switch (kind) {
    case EventKind::resolved: return "resolved";
    case EventKind::closed: return "closed";
    case EventKind::waiting: return "waiting " + reason;
    case EventKind::resumed: case EventKind::reopened: return "open";
    case EventKind::assigned: return before == "new" ? "open" : before;
    default: return before;
  }
}

void TicketStanding::take(EventKind kind, const Fields& fields) {
  if (kind == EventKind::assigned) {
    if (fields.has("to")) to = fields.text("to");
    if (fields.has("line")) line = fields.text("line");
  }
  state = state_after(kind, fields.text("reason"), state);
}

std::vector<TicketStanding::Step> TicketStanding::go_to(const std::string& now, bool again, bool just_assigned) {
  std::vector<Step> steps;
  for (const auto& step : steps_between(state, now, again)) {
    Fields fields;
    if (step.kind == EventKind::waiting) fields.set("reason", step.reason);
    if (step.kind == EventKind::assigned) {
      if (just_assigned || (to.empty() && line.empty())) continue;
      fields.set(to.empty() ? "line" : "to", to.empty() ? line : to);
    }
    steps.push_back({step.kind, std::move(fields)});
  }
  state = now;
  return steps;
}

}  // namespace outdesk
