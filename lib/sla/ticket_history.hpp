// What the clock needs to know of a ticket's events: when it waited, was answered, ended, went on.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/instant.hpp"
#include "ticket/event.hpp"

namespace outdesk {

struct Wait {
  std::string reason, by;
  Instant from;
  std::optional<Instant> to;
};

/// A message that waits for an answer, and the answer.
struct Exchange {
  Instant asked;
  std::optional<Instant> answered;
};

/// A priority and since when it holds; the first one since the ticket was received.
struct PriorityChange {
  Instant at;
  std::string priority;
};

/// The time that a ticket spent on one line without a break.
struct LineVisit {
  std::string line;
  Instant from;
  std::optional<Instant> to;
};

/// `resolved`, `closed` or `reopened`.
struct LifeChange {
  EventKind kind;
  Instant at;
};

struct ClientMove {
  Instant at;
  std::string to;
};

/// A client's message that nobody had answered when its ticket was merged into this one (case 58).
struct JoinedMessage {
  Instant asked, joined;
};

struct TicketHistory {
  Instant received, created;
  bool live_contact = false;                 ///< an engineer took it by phone or on a visit, at once
  std::optional<Instant> first_answer;       ///< public, by a human of the provider
  std::string answered_by;                   ///< who gave it
  std::optional<Instant> first_end;          ///< first `resolved` or `closed`
  std::vector<Wait> waits;
  std::vector<LifeChange> life;              ///< ends and re-openings in order; none of what had not ended
  std::vector<Exchange> exchanges;           ///< after the first answer; the oldest unanswered message each
  std::vector<PriorityChange> priorities;    ///< never empty
  std::vector<LineVisit> lines;
  std::optional<Instant> merged;
  std::string merged_into;
  std::vector<ClientMove> moves;             ///< to other clients, in order
  std::optional<Instant> left_contract;      ///< moved to another contract, or to none, for good
  std::string contract;
  std::int64_t client_messages = 0;          ///< between the request and its first end, automatic ones left out
  std::int64_t late_entries = 0;             ///< lines written down after they happened
  bool visited = false;                      ///< somebody went there
  std::string cause, resolved_by;
};

/// Tells the history of one ticket.  `events` in the order in which they count, undone ones gone, `created`
/// among them; `joined` by time.
TicketHistory history_of(const std::vector<Event>& events, const std::vector<JoinedMessage>& joined = {});

/// The client's message that a merged ticket leaves unanswered; empty where it leaves none.
std::optional<JoinedMessage> message_to_join(const TicketHistory& history);

}  // namespace outdesk
