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

}  // namespace outdesk
