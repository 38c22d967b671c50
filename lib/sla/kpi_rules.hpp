// Figures of a period: sums over verdicts, each with its numerator, denominator and basis.
#pragma once

#include <map>
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

/// A median needs five values (sla.md section 5); of an even number it is the mean of the two in the
/// middle, rounded down to the second.
class Spread {
 public:
  void add(Seconds value) { values_.push_back(value.count); }
  std::int64_t size() const { return static_cast<std::int64_t>(values_.size()); }
  std::optional<Seconds> median() const;
  std::optional<Seconds> p90() const;  ///< nearest rank
 private:
  std::vector<std::int64_t> values_;
};

struct KpiCounts {
  std::int64_t received = 0;    ///< in the period
  std::int64_t resolved = 0;    ///< clock of the resolution stopped in the period, whenever received
  std::int64_t reopened = 0;    ///< times in the period
  std::int64_t backlog = 0;     ///< not ended at the end of the period
  std::int64_t merged = 0;      ///< in no share
  std::int64_t moved_away = 0;  ///< to another client, in no share here
  std::int64_t no_target = 0;   ///< ended or open without a resolution target: in no share (case 63)
  TargetCount response;         ///< basis: received in the period
  TargetCount next_response;    ///< basis: messages answered in the period, and unanswered ones at its end
  TargetCount resolution;       ///< basis: ended in the period, and open ones past their target
  Spread first_response;        ///< working time, received in the period with a human's answer
  Spread any_response;          ///< working time of every answer given in the period, first ones included
  Spread resolution_time;       ///< working time, ended in the period
};

struct PeriodKpi {
  KpiCounts all;
  std::map<std::string, KpiCounts> by_priority;
};

/// In no share and no count but its own: merged, or moved to another client without a miss here.
bool in_no_share(const TicketVerdict& ticket);
/// Whether the ticket was open at `t`, an instant after its receipt.
bool open_at(const TicketVerdict& ticket, Instant t);

/// Whether a ticket counts in the period at all: received in it, ended in it, or open at its end.
bool counts_in(const TicketVerdict& ticket, Period period);
/// Whether its resolution is judged in the period (the basis above).
bool resolution_counts(const TicketVerdict& ticket, Period period);
/// Whether a later response is judged in the period: given in it, or owed at its end.
bool exchange_counts(const TargetState& exchange, Period period);

void add_ticket(PeriodKpi& kpi, const TicketVerdict& ticket, Period period);

}  // namespace outdesk
