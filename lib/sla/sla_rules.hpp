// From the events of one ticket to a verdict per target.  Pure: events, terms and an instant in; values out.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "client/contract.hpp"
#include "sla/clock_rules.hpp"
#include "sla/ticket_history.hpp"
#include "ticket/event.hpp"

namespace outdesk {

/// A version of a contract with its calendars made ready for counting.
struct Terms {
  explicit Terms(const Contract& contract);
  Contract contract;
  std::map<std::string, WorkingTime> calendars;
};

/// From where a ticket is looked at.
struct Look {
  Instant until;                      ///< clocks that still run are read here
  Instant before;                     ///< what happened from here on counts for nothing
  Instant known;                      ///< what was written down later was not known
  std::string client = {};            ///< whose report it is; empty: whoever owns the ticket
  bool made_for_client = true;        ///< the ticket was made for it, not moved to it
  std::vector<JoinedMessage> joined = {};  ///< messages of tickets that were merged into this one
};
/// At `t`, with what was known then.
Look look_at(Instant t);
/// At the end of `period`, with what is known at `as_of`; at `as_of` where that is earlier.
Look look_at_end(Period period, Instant as_of);

enum class TargetVerdict { met, missed, open, paused, merged, none };
std::string_view name_of(TargetVerdict verdict);

/// How a target stood when the priority changed (case 43).
struct EarlierVerdict {
  Instant until;                    ///< the change
  std::string priority;
  std::optional<Seconds> target;
  Seconds elapsed;
  TargetVerdict verdict = TargetVerdict::none;
};

/// How one target of a ticket stands as of an instant.
struct TargetState {
  TargetVerdict verdict = TargetVerdict::none;
  std::string priority;             ///< that decides: the one in force when the target was fulfilled
  Instant from, until;              ///< what is counted: since the request, up to where it is fulfilled or looked at
  std::optional<Seconds> target;    ///< empty: the contract promises none
  Seconds elapsed;                  ///< working time used, pauses taken off
  Seconds paused;                   ///< working time that the contract lets stop the clock
  Seconds not_deducted;             ///< working time spent waiting that it does not (case 38)
  std::optional<Instant> due, latest, at;
  std::optional<Instant> breached;  ///< when it was missed: just after `latest`, or when a raised priority made it late
  bool reclassified = false;        ///< late only because the priority was raised (case 44)
  bool by_resolution = false;       ///< a response that nobody wrote: the solution stands for it (case 51)
  std::vector<EarlierVerdict> earlier;
};

/// One stay of a ticket on a line of support, in the working time of the line's own calendar (case 17).
struct LineStay {
  std::string line;
  Instant from;
  std::optional<Instant> to;
  std::optional<Seconds> budget;  ///< OLA of the contract, per stay
  Seconds elapsed;                ///< waiting that stops the resolution is taken off
  TargetVerdict verdict = TargetVerdict::none;
};

struct TicketVerdict {
  std::string priority, subject, requester, line, assignee, category, channel, kind, cause, resolved_by;
  Instant received;
  Seconds entry_delay;              ///< from receipt to the ticket (case 64)
  std::optional<Instant> ended;     ///< when the work ended for good: solved, merged, or moved to another client
  std::string state;
  TargetState response, next_response, resolution;  ///< next_response: the worst of `exchanges`
  std::vector<TargetState> exchanges;
  std::int64_t reopened = 0, client_messages = 0, late_entries = 0;
  std::vector<Instant> reopened_at;
  bool merged = false, moved_away = false;
  std::vector<Pause> held;            ///< when the client of the report had it
  bool open_again = false;            ///< re-opened after the grace, and not ended since
  bool reopened_soon = false;       ///< within kReopenWindow of an end, also where that is after the period
  bool reopened_after_grace = false;  ///< a new, linked ticket is due for it (case 48)
  bool late_entry = false;          ///< a line was written down after it happened (case 40)
  bool answered = false;            ///< a human's first answer is there (not only a resolution)
  bool visited = false;
  std::vector<Pause> done;          ///< ended, and re-opened within the grace
  std::vector<LineStay> stays;      ///< on lines of support, in order
  std::string highest_line;         ///< by name; empty where no line is known
  std::int64_t lines_visited = 0;   ///< different ones
  std::int64_t age_days = 0;        ///< of an open ticket: working dates after that of the receipt (at most 1000)
  Seconds calendar_time;            ///< from receipt to the end, nights and all
};

/// "Solved at first contact" needs a week without a re-opening (calendar time).
constexpr Seconds kReopenWindow{7 * kDay};

/// Judges a ticket.  `events` are all lines of the ticket (seq within the ticket).  Empty where the ticket
/// was not there yet.
///
/// Rules (numbers are those of the cases in the tests):
/// · the priority in force when a target is fulfilled holds for it from the receipt on, with all pauses; how it
/// stood under the earlier ones is kept (43), and a raise that makes it late makes it late then (44) ·
/// waiting stops what the contract lists (37, 38) · resolved to re-opened within the grace is not counted,
/// after it the first verdict stands (47, 48) · a first response is the first public message of a human of
/// the provider, or the resolution (50, 51), and is immediate where an engineer took the call (52) · a
/// merged ticket has no verdict (58) · out of contract there is no target, but a breach before stays (45) ·
/// missed means elapsed > target (2), and a ticket that waits is not overdue (35).
std::optional<TicketVerdict> judge_ticket(const std::vector<Event>& events, const Terms& terms, const Look& look);
std::optional<TicketVerdict> judge_ticket(const std::vector<Event>& events, const Terms& terms, Instant as_of);

/// The events that count from `look`, in the order in which they count.
std::vector<Event> events_seen(std::vector<Event> events, const Look& look);
/// The same judgement of events that come from events_seen; `reopened_soon` then knows of nothing later.
std::optional<TicketVerdict> judge_seen(const std::vector<Event>& seen, const Terms& terms, const Look& look);
/// Whether an end was followed by a re-opening within kReopenWindow.
bool came_back_soon(const std::vector<Event>& effective);

/// Waits that the contract lets stop `target` (`deducted`), or those that it does not.
std::vector<Pause> waits_of(const TicketHistory& history, const Contract& contract, Target target, bool deducted);

}  // namespace outdesk
