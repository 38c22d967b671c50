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

/// Parts of it, for the monthly package.  Tables of more than `most_kept` rows are streamed and then need `judge`
/// and `judged`.
Table priority_table(const SlaPeriod& judged, Language language);
Table late_table(const PeriodJudge& judge, const SlaPeriod& judged, Language language, std::int64_t most_kept);
/// Every ticket; keys as in the JSON.
Table ticket_table(const PeriodJudge& judge, const SlaPeriod& judged, Language language, bool for_people, std::int64_t most_kept);
Table credit_table(const Credits& credits, Language language);
/// Fee, credits, what is to pay.
std::vector<Figure> credit_figures(const Credits& credits, Language language);
/// Every figure of `counts`, the ones that machines alone read included; keys below "kpi" and "work".
std::vector<Figure> all_figures(const Counts& counts, const Contract& contract, Language language);
std::vector<Figure> kpi_figures(const KpiCounts& kpi, const Contract& contract, Language language);

/// "в срок", "с опозданием"…
Mark verdict_mark(Verdict verdict, Language language);

}  // namespace outdesk
