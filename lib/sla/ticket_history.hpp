// What the clock needs to know of a ticket's events: when it waited, was answered, ended, went on.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/instant.hpp"
#include "ticket/event.hpp"

namespace outdesk {

struct Wait {
  std::string reason;
  Instant from;
  std::optional<Instant> to;
};

/// A message that waits for an answer, and the answer.
struct Exchange {
  Instant asked;
  std::optional<Instant> answered;
};

struct TicketHistory {
  Instant received;
  bool live_contact = false;                 ///< an engineer took it by phone or on a visit, at once
  std::optional<Instant> first_answer;       ///< public, by a human of the provider
  std::optional<Instant> first_end;          ///< first `resolved` or `closed`
  std::vector<Wait> waits;
  std::vector<Instant> resolved, closed, reopened;
  std::vector<Exchange> exchanges;           ///< after the first answer; the oldest unanswered message each
  std::optional<Instant> merged;
  std::optional<Instant> priority_changed;   ///< last time
  std::string cause;
};

/// `events` in the order in which they count, undone ones gone; never empty, `created` first.
TicketHistory history_of(const std::vector<Event>& events);

}  // namespace outdesk
