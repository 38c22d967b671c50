// One job, checked level by level, or its test restore.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "backup/backup_store.hpp"
#include "backup/evidence.hpp"
#include "client/backup_job.hpp"
#include "verify/copy.hpp"

namespace outdesk {

/// What the store knows of a job; empty where a copy is asked for without a contract.
struct JobHistory {
  std::vector<KnownPoint> points;        ///< oldest first
  std::vector<BackupEvidence> evidence;  ///< oldest first
};

struct CheckOrder {
  CheckLevel depth = CheckLevel::structure;  ///< the deepest level to try
  bool drill = false;                 ///< a test restore, whatever its checks at other levels say
  bool contract = true;               ///< false: one copy is asked of without a contract; an invalid manifest is then the asker's error
  CopyPart part;                      ///< of level hash
  std::string point;                  ///< id; empty: the newest usable one
  std::optional<std::int64_t> sample; ///< files to restore; empty: all
  std::string contract_from, by;      ///< for the evidence
};

struct JobVerdict {
  CopyFindings findings;
  std::vector<RestorePoint> points;  ///< of the series, oldest first, with what was counted
  BackupEvidence evidence;
};

/// What an earlier look proved wrong with a point stands until one as deep, over the same bytes and compared with the same,
/// proves nothing wrong.  Throws NotFound (no such point), UsageError (a start of several), InputError (an invalid manifest, where asked without a contract), Interrupted,
/// WriteError (nothing can be written in the scratch folder).  Everything else is a finding.
JobVerdict check_job(const BackupJob& job, const VerifyDesk& desk, const CheckOrder& order, const JobHistory& history);

/// What the evidence says of test restores as of `now`, for jobs that promise them: drill-overdue (warn).
void judge_drills(const BackupJob& job, const JobHistory& history, Instant now, const Zone& zone, std::optional<Date> contract_start, CopyFindings& findings);

}  // namespace outdesk
