// One month of an own team: wages, contributions and everything that comes with people.
#pragma once

#include <vector>

#include "cost/scenario.hpp"
#include "cost/staffing_rules.hpp"

namespace outdesk::cost {

/// The lines of one month; each is rounded by itself.
struct InHouseMonth {
  Money wages, contributions, recruiting, training, tools, workplace;
  Money management, platform, spares, repairs, travel;
  Money total() const;
};

/// What one full position costs in one month of the contract, and what filling it once costs.
struct PostMonth {
  Money pay;       ///< b + R(b x uplift), b = R(gross x wage index)
  Money employer;  ///< contributions, cumulative through the tax year
  Money hire;      ///< R(fee x 12 x pay) + R(fixed x index) + R(ramp x loss x (pay + contributions))
};

/// All posts (roles, then leads) by month of the contract, and the indices of each contract year.
/// Independent of how many people there are: one table serves every seat count of a break-even.
struct PayTable {
  std::vector<std::vector<PostMonth>> posts;  ///< [post][month - 1]
  std::vector<Micro> other_index;             ///< by contract year, from 0
  std::vector<Micro> wage_index;
};
PayTable pay_table(const Scenario& scenario);

/// The post `i` of a scenario: roles first, then leads.
const Post& post_at(const InHouse& inhouse, std::size_t i);
std::size_t posts_of(const InHouse& inhouse);

/// Which tax profile holds in month `month` (from 1) of the contract, and whether a tax year begins.
struct TaxMonth {
  std::size_t profile = 0;
  bool year_begins = false;
  bool repeated = false;  ///< past the last profile, which is used again
};
TaxMonth tax_month(const Scenario& scenario, int month);

/// People at work in one month and in the month before, by post.
struct Heads {
  const std::vector<Micro>* now = nullptr;
  const std::vector<Micro>* before = nullptr;  ///< null in the first month: nobody is newly hired
};

/// Stock of spares by pool, for the month's number of devices.
std::vector<std::int64_t> spare_stocks(const Scenario& scenario, const std::vector<std::int64_t>& quantity);

/// The lines of month `month` (from 1).
InHouseMonth inhouse_month(const Scenario& scenario, const PayTable& pay, int month, const Heads& heads,
                           const std::vector<std::int64_t>& quantity,
                           const std::vector<std::int64_t>& stocks, Wide visits);

/// Sum over the posts of R(heads x what filling one costs): the month-0 flow of a team that is new.
Money initial_hire(const Scenario& scenario, const PayTable& pay, const std::vector<Micro>& heads);

/// Pay and contributions of heads that the month's load does not need.
Money idle_cost(const PayTable& pay, int month, const std::vector<Micro>& heads,
                const std::vector<Micro>& needed);

}  // namespace outdesk::cost
