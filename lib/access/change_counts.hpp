// How many changes of access each of several months had, for a trend.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/instant.hpp"
#include "store/db.hpp"

namespace outdesk {

/// Nothing: of no tree there were two snapshots to compare.
struct ChangeCounts {
  std::optional<std::int64_t> changes, without_ticket;
};

/// What make_changes() counts of each of `periods` (ascending, apart), seen at its end and since its beginning: one entry for
/// each.  Snapshots that say what the one before them said are not read, and requests are looked at once for all periods.
/// People are those of the contract in force at the end of the last period.  Counts nothing for a server without snapshots.
std::vector<ChangeCounts> count_changes(Db& db, const std::string& client, const std::string& server, const std::vector<Period>& periods);

}  // namespace outdesk
