// Restore points and evidence of checks in the store.  Both are append-only and chained.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "backup/evidence.hpp"
#include "backup/restore_point.hpp"
#include "store/db.hpp"

namespace outdesk {

/// A restore point as the store knows it.
struct KnownPoint {
  RestorePoint point;
  bool recorded = false;  ///< told with `record`, not read from a copy
  Instant entered;
  std::string entered_by;
};

/// Adds what is new or different; what is known as it stands is not written again.  Runs in the caller's transaction.
/// Returns how many were written.
std::size_t keep_points(Db& db, std::int64_t client, const std::string& job, const std::vector<RestorePoint>& points, bool recorded, Instant now, const std::string& by);

/// The last word about each point of a job that was known by `as_of`, oldest first.
std::vector<KnownPoint> points_of(Db& db, std::int64_t client, const std::string& job, std::optional<Instant> as_of = {});

/// Runs in the caller's transaction; returns the evidence's number.
std::int64_t keep_evidence(Db& db, std::int64_t client, const BackupEvidence& evidence);

/// The same for a recorded drill; one that is there already as it stands is not written again.  Returns how many were written.
std::size_t keep_drill_once(Db& db, std::int64_t client, const BackupEvidence& evidence);

/// Of one job (of all where it is empty), finished in [from, to) and at or before `as_of`; oldest first.
std::vector<BackupEvidence> evidence_of(Db& db, std::int64_t client, const std::string& job, std::optional<Instant> from = {}, std::optional<Instant> to = {});

/// Jobs of the client of which anything is known, by name.
std::vector<std::string> jobs_with_facts(Db& db, std::int64_t client);

/// Rows that are no longer what was kept, in words; empty where all is well.
std::vector<std::string> backup_damage(Db& db);

}  // namespace outdesk
