// What a verb may write to a ticket, and whether the ticket says it already.  Stricter than the journal, which may
// hold anything that came from elsewhere.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/zone.hpp"
#include "ticket/event.hpp"
#include "ticket/head_rules.hpp"

namespace outdesk {

/// Why `event` is not to be written to a ticket as it is ("is closed", "goes on in ticket 'T-2026-00012'"); empty where
/// it may be.  `effective` are the ticket's events that count.
std::string why_refused(const Event& event, const TicketHead& head, const std::vector<Event>& effective);

/// "has priority P1 already" where the ticket says what `event` would say; empty where the event is news.  Messages and
/// work are always news, but for the same visit of the same engineer at the same time.
std::string already_said(const Event& event, const TicketHead& head, const std::vector<Event>& effective);

/// When the ticket ended, where that is longer than `grace` before `at`: what comes back then is a new request
/// (sla.md case 48).  Empty where it may go on.
std::optional<Instant> ended_past_grace(const TicketHead& head, Instant at, Seconds grace);

/// The last effective event of a kind; null where there is none.
const Event* last_of(EventKind kind, const std::vector<Event>& effective);

/// The visit that was agreed and not made yet: a `scheduled` line without a visit that began at or after it was
/// written; null where there is none.
const Event* agreed_visit(const std::vector<Event>& effective);

/// The line of support that comes after `line` among `lines` (in order, as the contract names them); a ticket without a
/// line is with the first one.  Empty after the last, and where `line` is none of them.
std::string next_line(const std::vector<std::string>& lines, const std::string& line);

/// `text` as a time of `zone`: "10:30" of the day that `now` falls on there, "2026-10-31T10:30", or a time with an
/// offset as parse_instant reads it.  Empty for anything else.
std::optional<Instant> parse_time_of_client(std::string_view text, const Zone& zone, Instant now);

}  // namespace outdesk
