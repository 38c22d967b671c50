// Deadlines, KPIs and credits of a period as a Document (JSON: sla-report/1).
#pragma once

#include "output/document.hpp"
#include "sla/judge_period.hpp"

namespace outdesk {

struct SlaReportOptions {
  Language language = Language::en;
  bool tickets = false;              ///< people see every ticket, not only the late ones
  bool ids = false;                  ///< the tickets behind every figure
  bool basis = false;                ///< how each figure is counted
  std::vector<Breakdown> by = {};    ///< tables for people; programs get them all
  std::string journal_head = {}, contracts_sha256 = {};  ///< what the report is made from
};

/// The whole report.  `judge` and `judged` must outlive it: long tables are judged again while they are written.
Document sla_report(const PeriodJudge& judge, const SlaPeriod& judged, const SlaReportOptions& options);

}  // namespace outdesk
