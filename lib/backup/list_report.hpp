// What `backup-verify list` shows.
#pragma once

#include "backup/backup_store.hpp"
#include "client/contract.hpp"
#include "output/document.hpp"

namespace outdesk {

/// Jobs of the contract: what was agreed, and what is known.  Schema backup-jobs/1.
Document job_list(Db& db, std::int64_t client, const Contract& contract, Instant now, Language language);
/// Schema backup-points/1.
Document point_list(const std::vector<KnownPoint>& points, const std::string& client, const std::string& job, const Zone& zone, Language language);
/// Schema backup-evidence/1.
Document evidence_list(const std::vector<BackupEvidence>& evidence, const std::string& client, const Zone& zone, Language language);

}  // namespace outdesk
