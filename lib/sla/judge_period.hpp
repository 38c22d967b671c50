// A client's tickets of a period, judged from the store.
#pragma once

#include <string>
#include <vector>

#include "sla/credit_rules.hpp"
#include "sla/kpi_rules.hpp"
#include "sla/quality_rules.hpp"
#include "store/db.hpp"

namespace outdesk {

struct JudgedTicket {
  std::string key;
  TicketVerdict verdict;
};

/// A fact of the period that is no deadline: work, a rating, a review of a low rating.
struct TicketEvent {
  std::string ticket, subject, requester;
  Event event;
};

/// "Answered within 15 minutes", whatever the contract promises.
constexpr Seconds kResponseLimit{15 * 60};

struct SlaPeriod {
  Contract contract;                  ///< in force on the last day of the period
  Period period;
  Instant as_of;                      ///< end of the period, or earlier where the report was made earlier
  PeriodKpi kpi;
  QualityCounts quality;
  std::optional<Credits> credits;     ///< empty where the contract names no fee
  std::vector<JudgedTicket> tickets;  ///< those that count in the period, by receipt
  std::vector<TicketEvent> works, ratings, reviews;  ///< dated in the period, by time
};

/// Throws UsageError for a period that begins after `as_of`, or ends before the first contract begins.
void require_judgeable(const std::vector<Contract>& contracts, Period period, Instant as_of);

/// Judges every ticket of `client` that counts in `period`, each by the contract version in force when it
/// was received (sla.md case 62); open ones as of the end of the period.  Throws NotFound for a client
/// without a contract, and UsageError where a national calendar is not decreed for the period yet,
/// unless `provisional`.
SlaPeriod judge_period(Db& db, const std::string& client, Period period, Instant as_of, bool provisional = false);

/// Targets missed in the period: what may be credited.
std::vector<Breach> breaches_of(const std::vector<JudgedTicket>& tickets);

}  // namespace outdesk
