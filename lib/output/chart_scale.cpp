#include "output/chart_scale.hpp"

#include <cmath>

#include "output/phrase.hpp"
#include "output/write_html.hpp"

namespace outdesk {

namespace {

constexpr Phrase kThousands{"k", "тыс."}, kMillions{"M", "млн"}, kBillions{"bn", "млрд"};

}  // namespace

ChartScale ChartScale::over(double lowest, double highest) {
  ChartScale scale;
  if (!(highest > lowest)) highest = lowest + 1;
  double rough = (highest - lowest) / 4, power = std::pow(10, std::floor(std::log10(rough)));
  scale.step = power * 10;
  for (double factor : {1.0, 2.0, 2.5, 5.0})
    if (rough <= power * factor * 1.0001) { scale.step = power * factor; break; }
  scale.low = std::floor(lowest / scale.step) * scale.step;
  scale.high = std::ceil(highest / scale.step) * scale.step;
  return scale;
}

int ChartScale::lines() const { return static_cast<int>(std::lround((high - low) / step)); }

AxisUnit AxisUnit::of(double most, Language language) {
  struct Unit { double from, divisor; const Phrase& suffix; };
  for (const Unit& unit : {Unit{1e9, 1e9, kBillions}, {1e6, 1e6, kMillions}, {1e5, 1e3, kThousands}})
    if (most >= unit.from) return {unit.divisor, "\u00A0" + say(unit.suffix, language), language};
  return {1, "", language};
}

std::string AxisUnit::text(double value, double step) const {
  constexpr int kMostDigits = 6;
  int digits = 0;
  for (double scaled = step / divisor; digits < kMostDigits && std::fabs(scaled - std::round(scaled)) > 1e-6; scaled *= 10) ++digits;
  return format_measure(value / divisor, digits, language) + (value == 0 ? "" : suffix);
}

}  // namespace outdesk
