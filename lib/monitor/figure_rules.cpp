#include "monitor/figure_rules.hpp"

#include <algorithm>
#include <limits>

#include "client/version_rules.hpp"

namespace outdesk {

namespace {

std::int64_t bounded_sum(std::int64_t a, std::int64_t b) {
  std::int64_t sum = 0;
  if (!__builtin_add_overflow(a, b, &sum)) return sum;
  return b > 0 ? std::numeric_limits<std::int64_t>::max() : std::numeric_limits<std::int64_t>::min();
}

bool is_same_item(const ItemValue& a, const ItemValue& b) { return a.host == b.host && a.item == b.item; }

/// Those that fit, none of which overlap another of its item.
std::vector<ItemValue> chosen_values(const WatchedFigure& figure, const std::vector<ItemValue>& values, Period period) {
  std::vector<ItemValue> chosen;
  for (const ItemValue& value : values) {
    if (!period.contains(value.from) || value.values <= 0 || !fits_pattern(value.host, figure.host) || !fits_pattern(value.item, figure.item)) continue;
    bool overlaps = !chosen.empty() && is_same_item(chosen.back(), value) && value.from < chosen.back().to;
    if (!overlaps) chosen.push_back(value);
    else if (value.to - value.from > chosen.back().to - chosen.back().from) chosen.back() = value;
  }
  return chosen;
}

}  // namespace

std::optional<std::int64_t> figure_of(const WatchedFigure& figure, const std::vector<ItemValue>& values, Period period) {
  std::vector<ItemValue> chosen = chosen_values(figure, values, period);
  if (chosen.empty()) return {};
  std::int64_t figure_value = figure.take == WatchedFigure::Take::highest ? chosen.front().highest : 0;
  for (std::size_t i = 0; i < chosen.size(); ++i) {
    bool is_last = i + 1 == chosen.size() || !is_same_item(chosen[i], chosen[i + 1]);
    if (figure.take == WatchedFigure::Take::sum) figure_value = bounded_sum(figure_value, chosen[i].sum);
    if (figure.take == WatchedFigure::Take::last && is_last) figure_value = bounded_sum(figure_value, chosen[i].last);
    if (figure.take == WatchedFigure::Take::highest) figure_value = std::max(figure_value, chosen[i].highest);
  }
  return figure_value;
}

}  // namespace outdesk
