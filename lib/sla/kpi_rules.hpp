// Figures of a period: sums over verdicts, each with its numerator, denominator and basis.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "sla/sla_rules.hpp"

namespace outdesk {

/// met and missed of one target; what is not yet decided stands aside.
struct TargetCount {
  std::int64_t met = 0, missed = 0, undecided = 0;
  Share share() const { return {met, met + missed}; }
};

/// The middle of many lengths.  A median needs five values (sla.md section 5); of an even number it is the mean
/// of the two in the middle, rounded down to the second.  Equal lengths are kept once, with their number: a
/// million requests need no more memory than there are different seconds.
class Spread {
 public:
  void add(Seconds value);
  std::int64_t size() const { return size_; }
  std::optional<Seconds> median() const;
  std::optional<Seconds> p90() const;  ///< nearest rank

 private:
  struct Equal { std::uint32_t value, count; };  ///< seconds up to 136 years
  void settle() const;                 ///< fresh values join the settled ones
  std::int64_t at_rank(std::int64_t rank) const;
  std::int64_t size_ = 0;
  mutable std::vector<std::uint32_t> fresh_;
  mutable std::vector<Equal> settled_;  ///< by value
};

struct KpiCounts {
  std::int64_t received = 0;    ///< in the period
  std::int64_t resolved = 0;    ///< clock of the resolution stopped in the period, whenever received
  std::int64_t reopened = 0;    ///< times in the period
  std::int64_t backlog = 0;     ///< not ended at the end of the period
  std::int64_t merged = 0;      ///< in no share
  std::int64_t moved_away = 0;  ///< to another client; in shares with what was decided before
  std::int64_t open_again = 0;  ///< re-opened after the grace and open at the end: a new request is due (case 48)
  std::int64_t no_target = 0;   ///< ended or open without a resolution target: in no share (case 63)
  TargetCount response;         ///< basis: received in the period
  TargetCount next_response;    ///< basis: messages answered in the period, and unanswered ones at its end
  TargetCount resolution;       ///< basis: ended in the period, and open ones past their target
  Spread first_response;        ///< working time, received in the period with a human's answer
  Spread any_response;          ///< working time of every answer given in the period, first ones included
  Spread resolution_time;       ///< working time, ended in the period
};

/// Merged, or moved to another client: in no count but its own.  A merged ticket is in no share either; one that was
/// moved counts with what was decided before.
inline bool is_gone(const TicketVerdict& ticket) { return ticket.merged || ticket.moved_away; }
/// Whether its work ended for good in the period.
bool ended_in(const TicketVerdict& ticket, Period period);
/// Whether the client of the report had the ticket at `t`.
bool held_at(const TicketVerdict& ticket, Instant t);
/// Whether the ticket was open at `t`, an instant after its receipt.
bool open_at(const TicketVerdict& ticket, Instant t);

/// Whether a ticket counts in the period at all: received in it, ended in it, or open at its end.
bool counts_in(const TicketVerdict& ticket, Period period);
/// Whether its resolution is judged in the period (the basis above).
bool resolution_counts(const TicketVerdict& ticket, Period period);
/// Whether a later response is judged in the period: given in it, or owed at its end.
bool exchange_counts(const TargetState& exchange, Period period);

/// Counts a ticket, where it counts in the period.
void add_ticket(KpiCounts& kpi, const TicketVerdict& ticket, Period period);

}  // namespace outdesk
