// A size anomaly: the newest point beside the median of those before it.
#pragma once

#include <vector>

#include "backup/restore_point.hpp"
#include "backup/verdict.hpp"
#include "client/backup_job.hpp"

namespace outdesk {

/// Files and bytes each against the median of up to 14 points before (full copies with full copies, dependent ones with
/// dependent ones).  A drop by more than limits.size_drop fails; with three earlier figures also: by more than 20 % warns,
/// growth to more than three times warns.  Fewer files than expect.min_files fail.  `usable`: oldest first.
void judge_size(const BackupJob& job, const std::vector<RestorePoint>& usable, CopyFindings& findings);

}  // namespace outdesk
