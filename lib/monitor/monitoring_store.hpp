// What monitoring systems told, in the store: append-only and chained.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/sha256.hpp"
#include "monitor/monitoring_facts.hpp"
#include "monitor/monitoring_record.hpp"
#include "store/db.hpp"

namespace outdesk {

struct MonitoringReceipt {
  std::int64_t written = 0;        ///< rows that were new or different...
  std::int64_t known = 0;          ///< ...and those that were known as they stand
};

/// Writes down one answer.  A problem told again is the same problem: a recovery told later closes it, and an answer
/// about an earlier time opens nothing again.  An answer that no longer lists a problem leaves what is known of it.
/// Runs in the caller's transaction.
MonitoringReceipt keep_monitoring(Db& db, std::int64_t client, const MonitoringFacts& facts, Instant now, const std::string& by);

/// What touches `period`, out of answers that were entered by `as_of`.  Without `values` those of items are left out: many
/// months of them are many, and availability asks for none.
MonitoringRecord monitoring_of(Db& db, std::int64_t client, Period period, std::optional<Instant> as_of = {}, bool values = true);

/// Rows that are no longer what was kept, in words; empty where all is well.
std::vector<std::string> monitoring_damage(Db& db);

}  // namespace outdesk
