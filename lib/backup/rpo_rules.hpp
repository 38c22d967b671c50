// Recovery point objective: how long a restore point is fresh, and on which days one is planned.
#pragma once

#include <optional>

#include "base/zone.hpp"
#include "client/backup_job.hpp"

namespace outdesk {

/// Whether the plan asks for a copy on that day.
bool is_planned(const BackupJob& job, Date day);

/// As agreed; else a tenth of the RPO, and an hour at least.
Seconds grace_of(const BackupJob& job);

/// The last instant at which a point taken at `taken` is not older than RPO + grace; empty without an RPO.
/// Where the plan leaves days out, the point stays fresh until the next planned copy is due: time of days without a plan
/// does not count, but never longer than one planned copy is waited for (a copy each Sunday with an RPO of a week is
/// stale after a week).
std::optional<Instant> fresh_until(const BackupJob& job, Instant taken, const Zone& zone);

}  // namespace outdesk
