// What `backup-verify check` and `drill` answer.
#pragma once

#include <string>
#include <vector>

#include "backup/evidence.hpp"
#include "backup/restore_point.hpp"
#include "base/error.hpp"
#include "client/backup_job.hpp"
#include "output/document.hpp"

namespace outdesk {

struct CheckedJob {
  BackupJob job;
  std::vector<RestorePoint> points;
  BackupEvidence evidence;
};

/// Schema backup/1.  `client` is empty where a copy was asked of without a contract.
Document check_report(const std::vector<CheckedJob>& jobs, const std::string& client, Instant now, const Zone* zone, Language language);

/// "4 jobs: 2 usable, 1 not usable (1c-db: too old), 1 not known (mail: a program is missing)".
std::string check_summary(const std::vector<CheckedJob>& jobs, Language language);

/// ok; bad_news where any job is not usable or not known; missing where nothing could be checked for want of programs.
Exit exit_of(const std::vector<CheckedJob>& jobs);

/// Columns and rows of restore points and findings, shared by the reports.
std::vector<Column> point_columns(Language language);
Row point_row(const RestorePoint& point, Language language);

}  // namespace outdesk
