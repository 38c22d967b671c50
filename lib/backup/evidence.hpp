// What a check or a drill found, and how: the record that a client, an auditor or an insurer is shown.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "backup/verdict.hpp"
#include "base/instant.hpp"

namespace outdesk {

struct BackupEvidence {
  std::string job, action;     ///< "check" or "drill"
  CheckLevel depth = CheckLevel::freshness;  ///< the deepest level that was tried
  Verdict verdict = Verdict::ok;
  CheckLevel level = CheckLevel::freshness;  ///< of the decisive finding
  Fault fault = Fault::none;
  std::vector<CopyFinding> findings;
  std::string point;           ///< id; empty: there was none
  std::optional<Instant> point_time;
  Instant started, finished;   ///< UTC
  std::int64_t elapsed_ms = 0;  ///< monotonic; at least 1 where anything was done
  std::string kind, tool, command;  ///< program and version, its command line without secrets
  std::int64_t files = 0, bytes = 0;  ///< restored, or read
  std::int64_t compared = 0, missing = 0, extra = 0, changed = 0, metadata = 0;
  std::string against;         ///< "manifest", "source", "own checksums", "rows", ""
  std::vector<std::string> differing;  ///< first 20 paths
  std::int64_t part_k = 1, part_n = 1;  ///< of level hash
  std::optional<std::int64_t> sample;   ///< files asked for; empty: all
  std::optional<Seconds> restore_within;
  std::int64_t restore_ms = 0;  ///< from the start of the restore to verification-ready data
  std::optional<Seconds> whole_estimate;  ///< of a sample: what all of it would take at that rate
  std::map<std::string, std::int64_t> rows;  ///< of a database: table, rows
  std::string rows_counted;    ///< how
  std::string how;             ///< how a recorded test restore was checked, in the recorder's words
  bool scratch_removed = true;
  std::string manifest_sha256, log_sha256, log_tail;
  std::string contract_from;   ///< version of the policy; empty: asked without a contract
  std::string by;              ///< engineer or timer
  std::string id;              ///< its number in the store; empty: not kept

  bool usable() const { return verdict == Verdict::ok || verdict == Verdict::warn; }
  /// A copy was brought back, or should have been.
  bool is_test_restore() const { return action == "drill" || depth == CheckLevel::restore; }
};

/// What the look itself found of its copy: nothing of the set, of other points, or of earlier looks.
bool is_own(const CopyFinding& finding, const BackupEvidence& look);
/// The same with its own findings alone, and the verdict of those: what a test restore says.  Where no copy was looked at,
/// nothing is taken away.
BackupEvidence about_copy(BackupEvidence evidence);
/// When the last test restore ended (before `before`) whose copy was usable; `evidence` oldest first.
std::optional<Instant> last_good_test(const std::vector<BackupEvidence>& evidence, std::optional<Instant> before = {});

/// Canonical JSON: the same evidence gives the same bytes.
std::string evidence_text(const BackupEvidence& evidence);
/// Throws StoreError where it is not what evidence_text() wrote.
BackupEvidence read_evidence(const std::string& text);

}  // namespace outdesk
