#include "output/chart_scale.hpp"

#include <doctest/doctest.h>

using namespace outdesk;

namespace {

/// The labels of all lines.
std::string labels(double low, double high, Language language = Language::en) {
  ChartScale scale = ChartScale::over(low, high);
  AxisUnit unit = AxisUnit::of(std::max(-scale.low, scale.high), language);
  std::string all;
  for (int i = 0; i <= scale.lines(); ++i) all += (i ? " | " : "") + unit.text(scale.low + scale.step * i, scale.step);
  return all;
}

}  // namespace

TEST_CASE("round numbers, as short as they can be and no two alike") {
  CHECK(labels(0, 7) == "0 | 2 | 4 | 6 | 8");
  CHECK(labels(0, 1) == "0.00 | 0.25 | 0.50 | 0.75 | 1.00");
  CHECK(labels(99.92, 99.99) == "99.92 | 99.94 | 99.96 | 99.98 | 100.00");
  CHECK(labels(0, 18'000'000) == "0 | 5\u00A0M | 10\u00A0M | 15\u00A0M | 20\u00A0M");
  CHECK(labels(0, 18'000'000, Language::ru) == "0 | 5\u00A0млн | 10\u00A0млн | 15\u00A0млн | 20\u00A0млн");
  CHECK(labels(0, 90'000) == "0 | 25\u00A0k | 50\u00A0k | 75\u00A0k | 100\u00A0k");
  CHECK(labels(-11'000'000, 7'700'000) == "\u221215\u00A0M | \u221210\u00A0M | \u22125\u00A0M | 0 | 5\u00A0M | 10\u00A0M");
  CHECK(labels(5, 5).find(" | ") != std::string::npos);
}
