// Deadlines of single tickets of any client as of now.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "shift/due_rules.hpp"
#include "sla/judge_period.hpp"
#include "ticket/ticket_store.hpp"

namespace outdesk {

struct JudgedRow {
  TicketVerdict verdict;
  TicketDue due;
  std::vector<Event> events;  ///< those that count, in order
};

/// Judges tickets by the contracts of their owners, each read when it is first asked for.  Work does not stand still
/// because a year's days off are not decreed yet: weekends alone count then.
class OpenJudge {
 public:
  OpenJudge(Db& db, Instant now) : db_(db), now_(now) {}

  /// Empty for a client without a contract, and for a ticket that was not there yet.
  std::optional<JudgedRow> judge(const TicketRow& ticket);
  /// What the clock knows of the ticket, messages of merged ones included; it must have been judged.
  TicketHistory history_of(const TicketRow& ticket, const JudgedRow& judged);
  /// Zone of the owner's contract; UTC where there is none.
  const Zone& zone_of(const std::string& client);
  Instant now() const { return now_; }

 private:
  const PeriodJudge* judge_of(const std::string& client);
  Db& db_;
  Instant now_;
  std::shared_ptr<const Merges> merges_;
  std::map<std::string, std::unique_ptr<PeriodJudge>> judges_;  ///< null for a client without a contract
};

}  // namespace outdesk
