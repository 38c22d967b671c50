// One figure out of the values of many items.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "base/instant.hpp"
#include "client/monitoring_terms.hpp"
#include "monitor/monitoring_facts.hpp"

namespace outdesk {

/// Over the values that begin in `period`, so that each belongs to one month.  sum: of all; last: the sum of each item's last;
/// highest: of all.  Where values of one item overlap (days and hours), the longer one counts.  Sums past 64 bits stay at the end of the range.
/// `values` stand by host, item, beginning.
std::optional<std::int64_t> figure_of(const WatchedFigure& figure, const std::vector<ItemValue>& values, Period period);

}  // namespace outdesk
