// Results of backup systems that cannot be read here, as `backup-verify record` takes them: one on the command line, many in
// a CSV or JSON file.
#pragma once

#include <string>
#include <vector>

#include "backup/evidence.hpp"
#include "backup/restore_point.hpp"

namespace outdesk {

/// What was told of one run of a job: a copy, or a test restore.
struct RecordedResult {
  std::string job;
  bool drill = false;
  RestorePoint point;            ///< of a drill: id and time of the copy that was restored, where told
  std::optional<Seconds> took;   ///< of a drill: the restore itself
  std::string how;               ///< of a drill: how it was checked
};

/// "ok", "done", "success" · "warn", "warnings" · "failed", "fail", "error" · "running"; empty for anything else.
std::optional<RestorePoint::State> state_told(std::string_view word);

/// CSV with the headings job, state, at and optionally ended, files, bytes, point, note, action (copy or drill), took, how; or
/// JSON: a list, or {"outdesk": "backup-results/1", "results": [...]}, of objects with the same members; or such objects line by
/// line.  `now`: a result from later is refused.  Throws InputError with file and line.
std::vector<RecordedResult> read_results(const std::string& bytes, const std::string& file, Instant now);

/// The evidence of a recorded drill.
BackupEvidence evidence_of_result(const RecordedResult& result, std::optional<Seconds> restore_within, const std::string& by);

/// Id of a run that was told without one: its start.
std::string id_of_run(Instant at);

}  // namespace outdesk
