// Open tickets that need somebody's eyes now, as a Document (JSON: sla-at-risk/1).
#pragma once

#include "output/document.hpp"
#include "sla/judge_period.hpp"
#include "sla/risk_rules.hpp"

namespace outdesk {

/// One running target of an open ticket that is late or near its end.
struct RiskLine {
  std::string client, ticket, subject, priority, line, assignee, state;
  Target target = Target::resolution;
  Risk risk = Risk::near;
  TargetState clock;
  Seconds remaining;              ///< working time; negative where it is late
};

/// A wait that lasts longer than the contract allows (sla.md case 41).
struct LongWait {
  std::string client, ticket, subject, priority, line, assignee, reason, by;
  Instant since;
  Seconds waited;                 ///< working time
  WaitStep step = WaitStep::remind;
};

struct RiskList {
  std::vector<RiskLine> lines;    ///< by what is left, least first
  std::vector<LongWait> waits;    ///< longest first
};

/// Adds the open tickets of one client as of the judge's `as_of`.
void add_risks(RiskList& list, const PeriodJudge& judge, const RiskLimits& limits);
void sort_risks(RiskList& list);

Document risk_report(const RiskList& list, Instant as_of, const Zone* zone, Language language);

}  // namespace outdesk
