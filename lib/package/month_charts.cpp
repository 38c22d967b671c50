#include "package/month_charts.hpp"

#include "base/text.hpp"
#include "output/format_value.hpp"

namespace outdesk {

namespace {

/// "ноя", "nov": the first three letters of the month's name.
std::string short_name(Month month, const Messages& messages) {
  std::string name = folded(messages.month_capital(month)), out;
  std::size_t letters = 0;
  for (char c : name) {
    bool begins = (static_cast<unsigned char>(c) & 0xC0) != 0x80;
    if (begins && ++letters > 3) break;
    out += c;
  }
  return out;
}

/// The months from the first in which something was judged.
std::vector<TrendMonth> shown(const std::vector<TrendMonth>& trend) {
  auto first = trend.begin();
  while (first != trend.end() && !first->resolution.share().defined()) ++first;
  return {first, trend.end()};
}

Chart begun(const std::vector<TrendMonth>& months, std::string_view name, const Messages& messages) {
  Chart chart;
  chart.title = messages("chart." + std::string(name));
  chart.description = messages("chart." + std::string(name) + "_description");
  chart.unit = messages("chart.month");
  for (const auto& month : months) chart.points.push_back(short_name(month.month, messages));
  return chart;
}

}  // namespace

MonthValues share_months(const std::vector<TrendMonth>& trend) {
  MonthValues months;
  for (const TrendMonth& one : trend) {
    Share share = one.resolution.share();
    months.push_back({one.month, share.defined() ? Value(share) : Value()});
  }
  return months;
}

MonthValues rating_months(const std::vector<TrendMonth>& trend) {
  MonthValues months;
  for (const TrendMonth& one : trend) {
    Share average{one.activity.score_sum, one.activity.ratings};
    months.push_back({one.month, average.defined() ? Value(average) : Value()});
  }
  return months;
}

MonthValues visit_months(const std::vector<TrendMonth>& trend) {
  MonthValues months;
  for (const TrendMonth& one : trend) months.push_back({one.month, one.tickets > 0 ? Value(one.activity.unplanned_visits) : Value()});
  return months;
}

Chart count_chart(const std::vector<TrendMonth>& trend, const Messages& messages) {
  std::vector<TrendMonth> months = shown(trend);
  Chart chart = begun(months, "requests", messages);
  Chart::Series met{messages("chart.in_time"), {}, Tone::neutral}, missed{messages("chart.late"), {}, Tone::bad};
  for (const auto& month : months) {
    met.values.emplace_back(static_cast<double>(month.resolution.met));
    missed.values.emplace_back(static_cast<double>(month.resolution.missed));
  }
  chart.series = {std::move(met), std::move(missed)};
  return chart;
}

Chart share_chart(const std::vector<TrendMonth>& trend, const SlaPeriod& judged, const Messages& messages) {
  std::vector<TrendMonth> months = shown(trend);
  Chart chart = begun(months, "share", messages);
  chart.kind = Chart::Kind::line;
  chart.series = {{messages("chart.share_series"), bars_of(share_months(months)), Tone::neutral}};
  chart.digits = 1;
  chart.highest = 100;
  if (auto aim = judged.contract.kpi.find(Target::resolution); aim != judged.contract.kpi.end()) {
    chart.target = static_cast<double>(aim->second.nano) / 1e7;
    chart.target_title = messages("chart.aim", {{"share", format_percent(aim->second, messages.language())}});
  }
  return chart;
}

}  // namespace outdesk
