// Credits that lower the invoice, in exact minor units, each with its ground.
#pragma once

#include <string>
#include <vector>

#include "client/contract.hpp"
#include "sla/kpi_rules.hpp"

namespace outdesk {

/// One line of the reconciliation.
struct CreditLine {
  std::string when;      ///< as in the contract: "kpi.resolution", "breach"; "cap" for the line that limits the sum
  std::string clause;    ///< of the contract
  std::string ticket;    ///< of a breach
  std::int64_t ticket_id = 0;
  std::size_t number = 0;  ///< of the breach among those of its ticket
  std::string priority, target;
  Share share;           ///< of a KPI
  Decimal rate;          ///< share of the fee
  Money amount;          ///< what it lowers the invoice by; negative for the cap
};

/// A missed target that may be credited.
struct Breach {
  std::string ticket, priority;
  std::int64_t ticket_id = 0;
  std::size_t number = 0;  ///< among the missed targets of the ticket
  Target target;
  Instant at;            ///< when it was missed; credited in the period that holds it, so never twice
};

struct Credits {
  Money fee, total, to_pay;
  std::vector<CreditLine> lines;
  std::string none_because;  ///< "transition": a period without credits; "not_a_month": credits go by the month
};

/// The share that a rule of the contract ("kpi.response"…) goes by.
Share credited_share(const std::string& when, const KpiCounts& kpi);

/// Lines add up to `total`, and fee − total is `to_pay`.  A KPI of which nothing was measured gives no line.
Credits credits_of(const Fee& fee, const KpiCounts& kpi, const std::vector<Breach>& breaches, Period period);

}  // namespace outdesk
