// Charts of the months before: how many requests, and which share in time.
#pragma once

#include <vector>

#include "output/document.hpp"
#include "package/messages.hpp"
#include "package/month_facts.hpp"
#include "sla/judge_period.hpp"

namespace outdesk {

/// One month of the trend: what the journal of requests says of it.
struct TrendMonth {
  Month month;
  TargetCount resolution;
  std::int64_t tickets = 0;  ///< that count in it; none: nobody wrote anything down
  ActivityCounts activity = {};
};

/// Share in time; nothing for a month in which nothing was judged.
MonthValues share_months(const std::vector<TrendMonth>& trend);
/// Points and count of ratings; nothing where nobody rated.
MonthValues rating_months(const std::vector<TrendMonth>& trend);
/// Unplanned visits; nothing for a month without requests.
MonthValues visit_months(const std::vector<TrendMonth>& trend);
Chart count_chart(const std::vector<TrendMonth>& trend, const Messages& messages);
Chart share_chart(const std::vector<TrendMonth>& trend, const SlaPeriod& judged, const Messages& messages);

}  // namespace outdesk
