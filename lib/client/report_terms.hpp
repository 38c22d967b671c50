// How the month is rated in the client's report: the part `report` of the contract.
#pragma once

#include "input/json.hpp"

namespace outdesk {

struct ReportTerms {
  Decimal near_target{10'000'000};          ///< a share on time so little above its target wants attention: 0.01
  std::int64_t missed_running = 2;          ///< backups missed one after the other that are bad
  std::optional<Decimal> ratings_target;    ///< average mark of 1 to 5 that is aimed at
};

ReportTerms read_report_terms(const JsonNode& node);

}  // namespace outdesk
