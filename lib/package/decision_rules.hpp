// What the client has to decide: each with a verb, an object, a day, who decides, and where to read
// on.
#pragma once

#include <string>
#include <vector>

#include "package/messages.hpp"
#include "package/month_facts.hpp"

namespace outdesk {

struct Decision {
  std::string rule;  ///< "access.close_accounts"
  Topic topic;
  Date by;
  std::string what, who;
};

constexpr std::size_t kMostDecisions = 5;  ///< that are shown in full (package.md 3.2)

/// All of them, by day.  Days count from the first day after the month.
std::vector<Decision> decisions_of(const MonthFacts& facts, const Messages& messages);

/// As a list that must not be missed: the first five, and how many more there are in words; empty where nothing has to be decided.
Points points_of(const std::vector<Decision>& decisions, const Messages& messages);

}  // namespace outdesk
