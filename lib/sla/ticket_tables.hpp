// Tickets of a period as tables: every one, and those that missed a deadline.
#pragma once

#include "output/document.hpp"
#include "sla/judge_period.hpp"

namespace outdesk {

/// Every missed deadline that the period tells of, with what it lowers the invoice by.  Tables of more than
/// `most_kept` rows are streamed, and then need `judge` and `judged` while they are written.
Table late_table(const PeriodJudge& judge, const SlaPeriod& judged, Language language, std::int64_t most_kept);
/// Every ticket; keys as in the JSON.
Table ticket_table(const PeriodJudge& judge, const SlaPeriod& judged, Language language, bool for_people, std::int64_t most_kept);

}  // namespace outdesk
