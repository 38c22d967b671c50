// Agreed standards: whether each is in force, keeps to its limit, and was looked at again in time.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/instant.hpp"
#include "client/asset_terms.hpp"

namespace outdesk {

/// The first of these that holds, from the last to the first.
enum class StandardState {
  in_force,
  review_near,     ///< to be reviewed within `warn_before`
  no_data,         ///< its figure is not known
  review_overdue,
  over_limit,
  draft,           ///< not agreed yet, or from a later day on
  not_agreed,      ///< one of the seven kinds that the contract says nothing of
};
std::string_view name_of(StandardState state);   ///< "review_near"

struct JudgedStandard {
  StandardTerms terms;                  ///< of one that is not agreed: its kind alone
  StandardState state = StandardState::in_force;
  std::optional<std::int64_t> value;    ///< of the metric now
  std::optional<Date> value_on;         ///< of a value that was told: its day
  std::optional<bool> within;           ///< the limit; nothing where the value or the limit is not known
  std::optional<Date> review_due;       ///< last day for the next review
  bool review_overdue = false, review_near = false;  ///< whatever the state is
};

/// By kind, in the order of the contract within one.  `figures`: by source; one that is not there, or is nothing, is not known.
/// Where there are any standards, each of the seven kinds without one is listed as not agreed.  What was told or reviewed on a
/// day after `today` has not happened.
std::vector<JudgedStandard> judge_standards(const std::vector<StandardTerms>& standards, const std::map<std::string, std::optional<std::int64_t>>& figures, Date today, Seconds warn_before);

}  // namespace outdesk
