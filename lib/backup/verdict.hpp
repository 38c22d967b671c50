// What a check of a backup says, in the words of the file format.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace outdesk {

enum class Verdict { ok, warn, unknown, fail };  ///< from good to bad; unknown: could not be checked
enum class CheckLevel { freshness, structure, hash, restore };  ///< cheapest first

enum class Fault {
  none,
  // freshness
  stale, no_points, retention_gap, job_failed, job_hung, job_warnings, size_anomaly, empty, clock_future,
  // structure
  truncated, bad_magic, decompress, header_checksum, block_crc, segment_crc, page_corrupt, volume_missing, index_missing,
  catalog_missing, catalog_purged, access_denied, unsafe_entry, expansion_limit, trailing_garbage,
  // hash
  content_changed, entry_missing, entry_extra, metadata_changed,
  // restore
  rows_missing, content_encrypted, rto_exceeded, restore_failed,
  // about the check itself
  drill_overdue, tool_missing, locked, timed_out
};

std::string_view name_of(Verdict verdict);
std::string_view name_of(CheckLevel level);
std::string_view name_of(Fault fault);  ///< "no-points"; empty for none
std::optional<Verdict> verdict_named(std::string_view name);
std::optional<CheckLevel> level_named(std::string_view name);
std::optional<Fault> fault_named(std::string_view name);

struct CopyFinding {
  CheckLevel level = CheckLevel::freshness;
  Verdict verdict = Verdict::fail;
  Fault fault = Fault::none;
  std::string detail;  ///< one line for people, in English, storable; names files, counts, what to do
  std::string point;   ///< id of the restore point it is about; empty: about the job
  bool recalled = false;  ///< an earlier look proved it, this one did not see it
};

/// Of the copy itself, not of the set of copies, their schedule or their test restores.
bool is_about_copy(const CopyFinding& finding);

/// What was found about one job.
class CopyFindings {
 public:
  void add(CheckLevel level, Verdict verdict, Fault fault, std::string detail, std::string point = {});
  void add(CopyFinding finding);
  const std::vector<CopyFinding>& all() const { return all_; }
  bool any(Verdict verdict) const;
  bool any(Fault fault) const;
  /// The worst verdict of all; ok where nothing was found.
  Verdict verdict() const;
  /// Of those with the worst verdict the one at the cheapest level, the first among equals; null where all is well.  A
  /// set with gaps stands behind what is wrong with the copy that was looked at.
  const CopyFinding* decisive() const;

 private:
  std::vector<CopyFinding> all_;
};

}  // namespace outdesk
