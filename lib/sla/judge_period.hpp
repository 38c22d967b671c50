// A client's tickets of a period, judged from the store one at a time.  What is kept does not grow with their
// number: counts by group, different lengths of time once each, ids of those that missed a deadline.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "sla/credit_rules.hpp"
#include "sla/period_counts.hpp"
#include "store/db.hpp"
#include "ticket/ticket_store.hpp"

namespace outdesk {

struct PeriodRequest {
  std::string client;
  Period period;
  Instant as_of;                      ///< what was written down later is not known
  bool provisional = false;           ///< years whose days off are not decreed count by their weekends
  Seconds response_limit{15 * 60};    ///< of the share of quick first answers
  std::optional<Contract> instead = {};  ///< judge by these terms, not by the client's own (what if)
};

struct JudgedTicket {
  std::int64_t id = 0;
  std::string key;
  TicketVerdict verdict;
  std::vector<Event> events;          ///< those that count, in order
};
using TicketVisitor = std::function<void(const JudgedTicket&)>;

/// Throws UsageError for a period that begins after `as_of`, or ends before the first contract begins.
void require_judgeable(const std::vector<Contract>& contracts, Period period, Instant as_of);

/// Judges tickets by the contract version in force when each was received (sla.md case 62); open ones as of
/// the end of the period, or of `as_of` where that is earlier.
class PeriodJudge {
 public:
  /// Throws NotFound for a client without a contract, and UsageError where a national calendar is not decreed
  /// for the period yet, unless `provisional`.  Where many judges look at one store, `merges` is read once for all.
  PeriodJudge(Db& db, PeriodRequest request, std::shared_ptr<const Merges> merges = nullptr);
  ~PeriodJudge();

  /// Every ticket that touches the period, in the order of receipt; also those that only worked or rated in it.
  void for_each(const TicketVisitor& visit) const;
  /// The tickets with these ids.
  void for_each_of(const std::vector<std::int64_t>& ids, const TicketVisitor& visit) const;

  const PeriodRequest& request() const { return request_; }
  const Contract& contract() const { return contract_; }  ///< in force on the last day of the period
  const Zone& zone() const { return *zone_; }
  Look look() const { return look_; }
  const Terms& terms_of(Instant received) const;
  CountRules count_rules() const;
  /// What the clock knows of a ticket, messages of merged ones included.
  TicketHistory history_of(const JudgedTicket& ticket) const;

 private:
  struct TermsByDay;
  const std::vector<JoinedMessage>& joined_to(const std::string& key) const;
  std::vector<JoinedMessage> find_joined(const std::string& key) const;
  std::optional<JudgedTicket> judged(const struct TicketRef& row, std::vector<Event>& events) const;

  Db& db_;
  PeriodRequest request_;
  std::int64_t client_;
  Contract contract_;
  const Zone* zone_;
  Look look_;
  bool until_closed_ = false;  ///< a version ends resolutions at `closed`
  std::unique_ptr<TermsByDay> terms_;
  std::shared_ptr<const Merges> merges_;
  mutable std::map<std::string, std::vector<JoinedMessage>> joined_;  ///< by the ticket that others were merged into; as asked for
};

/// What became of a period.
struct SlaPeriod {
  Contract contract;                  ///< in force on the last day of the period
  Period period;
  Instant as_of;
  bool is_month = false;              ///< of the calendar; fee, credits and included work are agreed by it
  PeriodCounts counts;
  std::optional<Credits> credits;     ///< empty where the contract names no fee
  std::vector<std::int64_t> late;     ///< ids of tickets that missed a deadline and count, by receipt
  std::int64_t tickets = 0;           ///< that count in the period

  const KpiCounts& kpi() const { return counts.all.kpi; }
  const QualityCounts& quality() const { return counts.all.quality; }
  const ActivityCounts& activity() const { return counts.all.activity; }
};

/// Counts all tickets of `judge` once.
SlaPeriod judge_period(const PeriodJudge& judge);

/// A missed target of a ticket that counts; its place in the list names it for credits.
struct MissedTarget {
  Target target;
  const TargetState* state;  ///< of the verdict
};
std::vector<MissedTarget> missed_targets(const TicketVerdict& ticket);
/// Whether a missed target is told of in the period: by the basis of its KPI, or because it was missed then.
bool is_told(const TicketVerdict& ticket, const MissedTarget& missed, Period period);

}  // namespace outdesk
