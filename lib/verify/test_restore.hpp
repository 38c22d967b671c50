// A real restore into the scratch folder, compared with the manifest or the live data, timed and cleaned up.
#pragma once

#include "backup/evidence.hpp"
#include "verify/check_job.hpp"
#include "verify/copy.hpp"
#include "verify/tree_manifest.hpp"

namespace outdesk {

/// Adds findings of level restore and fills what the evidence says of a restore.  `manifest` may be null.
void test_restore(Copy& copy, const BackupJob& job, const VerifyDesk& desk, const CheckOrder& order, const RestorePoint& point, const TreeManifest* manifest, const RestorePoint* before,
                  CopyFindings& findings, BackupEvidence& evidence);

/// `count` of the paths, the same ones whenever it is asked of the same job and point; sorted bytewise.
std::vector<std::string> sample_of(const std::vector<std::string>& paths, std::int64_t count, const std::string& job, const std::string& point);

}  // namespace outdesk
