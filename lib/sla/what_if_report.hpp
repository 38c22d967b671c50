// A period under other terms beside the agreed ones, as a Document (JSON: sla-what-if/1).
#pragma once

#include "output/document.hpp"
#include "sla/judge_period.hpp"

namespace outdesk {

/// `agreed` and `other` judge the same client and period.
Document what_if_report(const PeriodJudge& agreed, const PeriodJudge& other, Language language);

}  // namespace outdesk
