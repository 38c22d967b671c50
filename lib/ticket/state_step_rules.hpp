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

/// How a ticket of another system stands, as its export tells one thing after another.
struct TicketStanding {
  std::string state = "new", to, line;

  /// An event that the export tells itself.
  void take(EventKind kind, const Fields& fields);

  struct Step {
    EventKind kind;
    Fields fields;
  };
  /// The events of going to state `now`.  Taking a ticket up repeats who has it; nothing says that where nobody has it, or
  /// where it was `just_assigned`.
  std::vector<Step> go_to(const std::string& now, bool again, bool just_assigned);
};

}  // namespace outdesk
