// Charts of the months before: how many requests, and which share in time.
#pragma once

#include <vector>

#include "output/document.hpp"
#include "package/messages.hpp"
#include "package/month_facts.hpp"
#include "sla/judge_period.hpp"

namespace outdesk {

/// One month of the trend.
struct TrendMonth {
  Month month;
  TargetCount resolution;
};

/// Per cent in time; nothing for a month in which nothing was judged.
Bars share_bars(const std::vector<TrendMonth>& trend);
Chart count_chart(const std::vector<TrendMonth>& trend, const Messages& messages);
Chart share_chart(const std::vector<TrendMonth>& trend, const SlaPeriod& judged, const Messages& messages);

}  // namespace outdesk
