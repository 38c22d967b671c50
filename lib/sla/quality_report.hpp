// Figures beyond the deadlines, as parts of a Document.
#pragma once

#include "output/document.hpp"
#include "sla/judge_period.hpp"

namespace outdesk {

/// Shares with their counts, means and medians; keys below "kpi".
std::vector<Figure> quality_figures(const SlaPeriod& judged, Language language);
/// What is still open at the end, by working days.
Table ageing_table(const SlaPeriod& judged, Language language);
/// Ended requests by the highest line that had them.
Table line_table(const SlaPeriod& judged, Language language);
/// Requests received by weekday and local hour.
Table arrival_table(const SlaPeriod& judged, Language language);

}  // namespace outdesk
