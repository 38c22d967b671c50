// An outsourcer's invoice as parts of a document, and the report on one of them.
#pragma once

#include "cost/report_parts.hpp"

namespace outdesk::cost {

/// The lines of one month's invoice and its steps.  `at` is the member of the JSON that holds them;
/// empty: the top.
Table invoice_lines(const Scenario& scenario, const Invoice& invoice, const Speech& speech, const Key& at);
Figures invoice_steps(const Scenario& scenario, const Invoice& invoice, const Speech& speech, const Key& at);
/// Each step's formula with its figures.
std::vector<Reckoned> invoice_explained(const Scenario& scenario, const Comparison& comparison, int month, const Speech& speech);

/// `outdesk cost-calc quote`: the invoice of month `month` (1 to the horizon).
Document make_quote(const ScenarioFile& file, int month, const ReportOptions& options);

}  // namespace outdesk::cost
