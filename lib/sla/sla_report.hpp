// Deadlines, KPIs and credits of a period as a Document (JSON: sla-report/1).
#pragma once

#include "output/document.hpp"
#include "sla/judge_period.hpp"

namespace outdesk {

/// The whole report.  `all_tickets`: people see every ticket, not only the late ones.
Document sla_report(const SlaPeriod& judged, Language language, bool all_tickets);

/// Parts of it, for the monthly package.
Table priority_table(const SlaPeriod& judged, Language language);
Table late_table(const SlaPeriod& judged, Language language);
/// Every ticket; keys as in the JSON.
Table ticket_table(const SlaPeriod& judged, Language language, bool for_people);
Table credit_table(const Credits& credits, Language language);
/// Fee, credits, what is to pay.
std::vector<Figure> credit_figures(const Credits& credits, Language language);
std::vector<Figure> kpi_figures(const SlaPeriod& judged, Language language);

/// "в срок", "с опозданием"…
Mark verdict_mark(Verdict verdict, Language language);

}  // namespace outdesk
