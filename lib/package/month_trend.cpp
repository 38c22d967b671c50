#include "package/month_trend.hpp"

#include <algorithm>
#include <type_traits>

namespace outdesk {

namespace {

constexpr std::int64_t kTenthsOfPercent = 1000, kMinute = 60;

struct BarHeight {
  std::optional<double> operator()(std::int64_t n) const { return static_cast<double>(n); }
  std::optional<double> operator()(Seconds s) const {
    const std::int64_t minutes = s.count / kMinute;
    return static_cast<double>(minutes);
  }
  std::optional<double> operator()(Share s) const {
    if (!s.defined()) return {};
    const std::int64_t tenths = s.part * kTenthsOfPercent / s.whole;
    return static_cast<double>(tenths) / 10;
  }
  template <typename Other>
  std::optional<double> operator()(const Other&) const { return {}; }
};

bool is_known(const MonthValue& one) { return !std::holds_alternative<std::monostate>(one.value); }

}  // namespace

std::vector<Month> trend_months(const std::vector<Contract>& contracts, Month month) {
  Month first = month;
  for (const Contract& contract : contracts) first = std::min(first, contract.valid_from.year() / contract.valid_from.month());
  std::vector<Month> months;
  for (int back = kMonthsOfTrend - 1; back >= 0; --back)
    if (Month one = month - std::chrono::months{back}; one >= first) months.push_back(one);
  return months;
}

std::vector<std::optional<double>> bars_of(const MonthValues& months) {
  std::vector<std::optional<double>> bars;
  auto first = std::find_if(months.begin(), months.end(), is_known);
  for (auto one = first; one != months.end(); ++one) bars.push_back(std::visit(BarHeight{}, one->value));
  return bars;
}

bool has_gap_before(const MonthValues& months) {
  if (months.size() < 2 || is_known(months[months.size() - 2])) return false;
  return std::any_of(months.begin(), std::prev(months.end()), is_known);
}

Value months_value(const MonthValues& months) {
  auto inner = std::make_shared<InnerRows>();
  inner->columns = {{key("month"), ""}, {key("value"), ""}};
  for (const MonthValue& one : months) inner->rows.push_back({to_text(one.month), one.value});
  return std::shared_ptr<const InnerRows>(std::move(inner));
}

}  // namespace outdesk
