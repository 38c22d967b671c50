// The timeline that decides a verdict, span by span, so that it can be recounted with a pencil.
#pragma once

#include "sla/sla_rules.hpp"

namespace outdesk {

enum class SpanKind {
  counted,   ///< working time, and the clock runs
  waiting,   ///< working time that the contract takes off
  ended,     ///< solved, and re-opened within the grace
  closed,    ///< no working time
};
std::string_view name_of(SpanKind kind);

/// A local date and why it is worked or not.
struct DayNote {
  Date date;
  DayReason reason;
  bool worked = false;      ///< it has working hours
  std::string office;       ///< of a follow-the-sun calendar; empty otherwise
  std::string decree;       ///< that makes it a holiday, a short day or a working day off
};

struct ClockSpan {
  Period span;
  SpanKind kind = SpanKind::closed;
  std::vector<DayNote> days;     ///< local dates that the span touches: all where closed, the special ones where counted
  std::vector<std::string> open_offices;  ///< of a follow-the-sun calendar, while it is open
  std::string waits_for, by;     ///< reason of the wait that stands here, taken off or not, and who wrote it down
  Seconds counted, total;        ///< working time of this span, and up to its end
  bool past_target = false;      ///< the target was used up before
};

/// Cuts [state.from, state.until) wherever something changes: opening and closing, waiting, an end and a
/// re-opening, the instant at which the target is used up.  The last `total` is state.elapsed, and the working
/// time of the waiting spans is state.paused.  Empty where no priority of the contract decides.
std::vector<ClockSpan> spans_of(const TargetState& state, Target target, const TicketHistory& history, const TicketVerdict& ticket,
                                const Terms& terms);

}  // namespace outdesk
