// What is due: the part of the data to read today, and the next test restore.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "base/money.hpp"
#include "base/zone.hpp"
#include "client/backup_job.hpp"

namespace outdesk {

/// The k-th of n parts, k from 1.
struct PartDue {
  std::int64_t k = 1, n = 1;
  bool operator==(const PartDue&) const = default;
};

/// Part k was read on that day (days_since_epoch).
struct PartRead {
  std::int64_t day = 0, k = 1;
};

/// The part that was read longest ago, so that a missed day is caught up; where several were never read, the first of them
/// from (day mod n) + 1 on.  `reads` in any order, of the last 2n days or more; later days and parts outside 1..n are ignored.
PartDue part_due(std::int64_t n, std::int64_t day, const std::vector<PartRead>& reads);

/// Parts that were read on the last n days, `day` included, of n.
Share parts_covered(std::int64_t n, std::int64_t day, const std::vector<PartRead>& reads);

/// 1 - (1 - bad)^sample, rounded down to nine digits: the chance that a sample of so many packs or files shows the fault
/// when a share `bad` (up to 1) of all has it.
Decimal chance_to_notice(Decimal bad, std::int64_t sample);

struct DrillDue {
  Instant at;            ///< by when the next good test restore is promised; means nothing where none is
  bool overdue = false;  ///< `at` has passed; never where the contract promises no test restores
};

/// From the last good test restore, else from job.since, else from the contract's first day, job.drill_every later; at
/// once where none of them is known.  A test dated after now + an hour counts for nothing.
DrillDue drill_due(const BackupJob& job, std::optional<Instant> last_good, const Zone& zone, Instant now, std::optional<Date> contract_start = {});

}  // namespace outdesk
