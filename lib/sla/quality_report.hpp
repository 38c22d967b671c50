// Figures beyond the deadlines, as parts of a Document.
#pragma once

#include "output/document.hpp"
#include "sla/period_counts.hpp"

namespace outdesk {

/// Shares with their counts, means and medians; keys below "kpi".
std::vector<Figure> quality_figures(const Counts& counts, Language language);
/// What is still open at the end, by working days.
Table ageing_table(const QualityCounts& quality, Language language);
/// Ended requests by the highest line that had them.
Table line_table(const QualityCounts& quality, Language language);
/// Stays on each line of support against its budget (OLA).
Table line_budget_table(const QualityCounts& quality, Language language);

/// "12 / 15"; empty where nothing was measured.
std::string counts_of(Share share, Language language);

}  // namespace outdesk
