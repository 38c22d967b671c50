#include "cost/simulate_rules.hpp"

#include <algorithm>

#include "cost/parallel_rules.hpp"
#include "cost/sensitivity_rules.hpp"

namespace outdesk::cost {

std::vector<Money> simulate(const Scenario& scenario, const std::vector<Knob>& knobs,
                            std::uint64_t seed, std::int64_t trials, unsigned threads) {
  std::vector<Money> savings(static_cast<std::size_t>(trials));
  in_parts(trials, threads, [&](std::int64_t from, std::int64_t to) {
    Scenario drawn_one = scenario;
    SplitMix64 random(seed);
    random.skip(static_cast<std::uint64_t>(from) * knobs.size());
    for (std::int64_t trial = from; trial < to; ++trial) {
      // Two knobs may turn one number: all start from the base.
      for (const Knob& knob : knobs) turn_back(drawn_one, knob);
      for (const Knob& knob : knobs) turn(drawn_one, knob, drawn(knob.range, random.next_unit()));
      savings[static_cast<std::size_t>(trial)] = saving_of(drawn_one);
    }
  });
  return savings;
}

Spread spread_of(std::vector<Money> savings) {
  std::sort(savings.begin(), savings.end());
  auto count = static_cast<std::int64_t>(savings.size());
  auto at = [&](std::int64_t percent) {
    std::int64_t rank = std::max<std::int64_t>(1, ceiling(Wide{percent} * count, 100));
    return savings[static_cast<std::size_t>(rank - 1)];
  };
  Wide sum = 0;
  std::int64_t wins = 0;
  for (Money saving : savings) sum += saving.minor, wins += saving.minor >= 0;
  return {count, wins, Money{rounded(sum, count)}, at(5), at(25), at(50), at(75), at(95)};
}

std::vector<Bin> histogram(const std::vector<Money>& savings, int bins) {
  auto [least, most] = std::minmax_element(savings.begin(), savings.end());
  Wide width = std::max<Wide>(1, ceiling(Wide{most->minor} - least->minor + 1, bins));
  std::vector<Bin> result;
  for (int i = 0; i < bins; ++i) {
    std::int64_t from = rounded(least->minor + width * i, 1);
    result.push_back({Money{from}, Money{rounded(from + width, 1)}, 0});
  }
  for (Money saving : savings)
    ++result[static_cast<std::size_t>((Wide{saving.minor} - least->minor) / width)].count;
  return result;
}

}  // namespace outdesk::cost
