// One target of one ticket: the pauses that stop it, the priority that decides, the verdict.
#pragma once

#include "sla/sla_rules.hpp"

namespace outdesk {

/// When the work ended for good, and the times in between that count for nothing.
struct Ending {
  std::vector<Pause> done;             ///< resolved, and re-opened within the grace (case 47)
  std::optional<Instant> stopped;
  bool reopened_after_grace = false;
};
Ending ending_of(const TicketHistory& history, const ClockTerms& clock);

/// The times in which `client` had the ticket; the last one is open where it has it still.  An empty client: always.
std::vector<Pause> held_by(const TicketHistory& history, const std::string& client, bool made_for_it);

class TargetJudge {
 public:
  TargetJudge(const TicketHistory& history, const Terms& terms, const Look& look);

  TargetState response() const;
  TargetState resolution() const;
  TargetState next_response(const Exchange& exchange) const;

  const Ending& ending() const { return ending_; }
  /// When the ticket went to another client, for the report of the one it left.
  std::optional<Instant> moved_away() const;

 private:
  struct Question {
    Target which;
    Instant from;
    std::optional<Instant> at;
    std::vector<Pause> done;
  };
  TargetState judged(const Question& question) const;
  std::optional<Instant> uncovered_since() const;
  const PriorityTerms* terms_of(const std::string& priority) const;
  const WorkingTime& time_of(const PriorityTerms& terms) const { return terms_.calendars.at(terms.calendar); }
  void count(TargetState& state, const PriorityTerms& terms, const Question& question, Instant until) const;
  void decide(TargetState& state, const std::vector<Pause>& pauses, Instant until) const;
  void add_earlier(TargetState& state, const Question& question, Instant until) const;
  void date_breach(TargetState& state, const Question& question, Instant until) const;
  std::vector<Pause> pauses_of(const Question& question) const;

  const TicketHistory& history_;
  const Terms& terms_;
  const Look& look_;
  Ending ending_;
};

}  // namespace outdesk
