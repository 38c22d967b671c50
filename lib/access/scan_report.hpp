// Scanning as commands call it, and what they answer.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "access/scan_tree.hpp"
#include "access/snapshot_store.hpp"
#include "output/document.hpp"

namespace outdesk {

/// Where accounts and groups come from: two files, or the machine's own name services where both are empty.
struct IdentitySource {
  std::string passwd_file, group_file;
};

/// A scan with the identities that belong to it.  `people` are accounts to ask the machine for by name, since
/// a network directory may not list them.  Throws as scan_tree; UsageError where one of the files is missing.
Snapshot scan_with_identities(const std::string& path, const ScanOptions& options, const IdentitySource& source,
                              const std::vector<std::string>& people, Instant now);

/// What a scan came to: counts, what changed since the snapshot before, and every folder that was not read.
Document scan_receipt(const Snapshot& snapshot, const SnapshotReceipt& receipt, const std::string& client, const std::string& server, Language language);

/// Snapshots as one table.
Document snapshot_list(const std::vector<SnapshotLine>& lines, const std::string& client, Language language, const Zone* zone);

}  // namespace outdesk
