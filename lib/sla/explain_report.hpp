// Why a ticket's targets are judged as they are, as a Document (JSON: sla-explain/1).
#pragma once

#include "output/document.hpp"
#include "sla/judge_period.hpp"

namespace outdesk {

/// One section for each promised target, or for `only`.  Local times are those of the calendar that counts.
Document explain_report(const PeriodJudge& judge, const JudgedTicket& ticket, std::optional<Target> only, Language language);

}  // namespace outdesk
