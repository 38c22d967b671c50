// What a ticket is now: its journal, summed up.
#pragma once

#include <set>
#include <vector>

#include "ticket/event.hpp"

namespace outdesk {

/// The states a ticket passes through.
///   new: nobody has touched it · open: somebody works on it · waiting: for `waiting_for` ·
///   resolved · closed · merged: it goes on in another ticket
struct TicketHead {
  std::string state = "new";
  std::string waiting_for;     ///< the reason, while state is "waiting"
  std::string priority, subject, requester, kind, channel, line, assignee, category, asset;
  std::string moved_to;        ///< client that owns it now; empty: the one it was made for
  Instant received, updated;   ///< updated: when the last line was written down
  std::optional<Instant> resolved, closed;
  bool operator==(const TicketHead&) const = default;
};

/// Somebody is still to do something: new, open or waiting.
inline bool is_open(const TicketHead& head) { return head.state == "new" || head.state == "open" || head.state == "waiting"; }

/// The events without those that were undone, and without the `undone` lines themselves, in the
/// order in which they count.  An `undone` can be undone.  `seq` of an event is its number within the ticket, from 1.
std::vector<Event> effective_events(std::vector<Event> events);

/// Numbers of the lines that count no more, `undone` lines that were undone among them.
std::set<std::int64_t> undone_lines(const std::vector<Event>& events);

/// Sums up the whole journal of a ticket.
TicketHead head_of(const std::vector<Event>& events);
/// The same of events that come from effective_events.
TicketHead head_after(const std::vector<Event>& effective);

/// Whether one of `events` gave the ticket to `client`.
bool was_moved_to(const std::vector<Event>& events, std::string_view client);

/// Why an event of `kind` cannot happen to a ticket as it is ("is closed"); empty where it can.  The journal
/// may still hold one, from elsewhere: it changes nothing.
std::string why_not(EventKind kind, const TicketHead& head);

/// Whether an event of `kind` says something new of a ticket in `state`; where not, the verb that
/// would write it says so and writes nothing ("resolve of a resolved ticket").
bool changes_state(EventKind kind, const TicketHead& head);

}  // namespace outdesk
