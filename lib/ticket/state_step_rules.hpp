// What it means that a ticket of another system went from one state to the next.
#pragma once

#include <string>
#include <vector>

#include "ticket/event.hpp"

namespace outdesk {

struct StateStep {
  EventKind kind = EventKind::assigned;  ///< assigned: somebody took it up; who, the step does not say
  std::string reason;                    ///< of waiting
};

/// The events of going from state `before` to `now`: new, open, "waiting REASON", resolved or closed (outdesk-mapping(5)).
/// `again`: the system counted one more opening, even where the state is the same.
std::vector<StateStep> steps_between(const std::string& before, const std::string& now, bool again);

/// The state after an event; `before` where it changes none.
std::string state_after(EventKind kind, const std::string& reason, const std::string& before);

}  // namespace outdesk
