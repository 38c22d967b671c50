// From the events of one ticket to a verdict per target.  Pure: events, terms and an instant in; values out.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "client/contract.hpp"
#include "sla/clock_rules.hpp"
#include "ticket/event.hpp"

namespace outdesk {

/// A version of a contract with its calendars made ready for counting.
struct Terms {
  explicit Terms(const Contract& contract);
  Contract contract;
  std::map<std::string, WorkingTime> calendars;
};

enum class Verdict { met, missed, open, paused, merged, none };
std::string_view name_of(Verdict verdict);

/// How one target of a ticket stands as of an instant.
struct TargetState {
  Verdict verdict = Verdict::none;
  std::optional<Seconds> target;    ///< empty: the contract promises none
  Seconds elapsed;                  ///< working time used, pauses taken off
  Seconds paused;                   ///< working time that the contract lets stop the clock
  Seconds not_deducted;             ///< working time spent waiting that it does not
  std::optional<Instant> due, latest, at;
  std::optional<Instant> breached;  ///< when it was missed: just after `latest`, or when a raised priority made it late (case 44)
};

struct TicketVerdict {
  std::string priority, subject, requester, line, assignee, category, channel, kind, cause;
  Instant received;
  std::optional<Instant> ended;     ///< when the clock of the resolution stopped for good
  std::string state;
  TargetState response, next_response, resolution;
  std::int64_t next_responses_met = 0, next_responses_missed = 0;
  std::int64_t reopened = 0;
  std::vector<Instant> reopened_at;
  bool merged = false;
  bool late_entry = false;          ///< a line was written down after it happened (case 40)
  bool answered = false;            ///< a human's first answer is there (not only a resolution)
  Seconds calendar_time;            ///< from receipt to the end, nights and all
};

/// Judges a ticket.  `events` are all lines of the ticket (seq within the ticket); those after `as_of`
/// count for nothing.  Empty where the ticket had not been received by then.
///
/// Rules (numbers are those of the cases in the tests):
/// · the priority of `as_of` holds from the start (43) · waiting stops what the contract lists (37, 38) ·
/// resolved to re-opened within the grace is not counted, after it the first verdict stands (47, 48) ·
/// a first response is the first public message of a human of the provider, or the resolution (50, 51),
/// and is immediate where an engineer took the call (52) · a merged ticket has no verdict (58) ·
/// missed means elapsed > target (2), and a ticket that waits is not overdue (35).
std::optional<TicketVerdict> judge_ticket(const std::vector<Event>& events, const Terms& terms, Instant as_of);

}  // namespace outdesk
