// The scale of a chart: round numbers at its lines, and short words for large ones.
#pragma once

#include <string>

#include "output/words.hpp"

namespace outdesk {

/// From one round number to another.
struct ChartScale {
  double low = 0, high = 1, step = 1;

  /// About four steps that hold both.
  static ChartScale over(double lowest, double highest);
  /// 0 at the low end, 1 at the high one.
  double part(double value) const { return (value - low) / (high - low); }
  int lines() const;
};

/// What the numbers of an axis are counted in: "20 M", "20 млн".
struct AxisUnit {
  double divisor = 1;
  std::string suffix;
  Language language = Language::en;

  /// Thousands from 100,000 on, millions from 1,000,000, billions.
  static AxisUnit of(double most, Language language);
  /// With as many digits behind the point as `step` needs.
  std::string text(double value, double step) const;
};

}  // namespace outdesk
