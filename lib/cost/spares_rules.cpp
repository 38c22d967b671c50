#include "cost/spares_rules.hpp"

#include <cmath>

namespace outdesk::cost {

std::int64_t spare_stock(std::int64_t devices, Micro yearly_failure_rate, Micro lead_months,
                         Micro target) {
  double mean = static_cast<double>(devices) * real(yearly_failure_rate) * real(lead_months) / 12;
  // Terms relative to the first, so that a large mean does not underflow: e^-mean is set apart.
  double goal = std::log(real(target)) + mean;
  double term = 1, sum = 1, scale = 0;
  std::int64_t stock = 0;
  while (std::log(sum) + scale < goal) {
    term *= mean / static_cast<double>(++stock);
    sum += term;
    if (sum > 1e250) term *= 1e-250, sum *= 1e-250, scale += std::log(1e250);
    if (static_cast<double>(stock) > mean + 10 && term < sum * 1e-17) break;
  }
  return stock;
}

}  // namespace outdesk::cost
