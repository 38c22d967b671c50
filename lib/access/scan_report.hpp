// Scanning as commands call it, and what they answer.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "access/read_access_files.hpp"
#include "access/prune_store.hpp"
#include "access/scan_tree.hpp"
#include "access/snapshot_store.hpp"
#include "output/document.hpp"

namespace outdesk {

/// A scan with the identities that belong to it: the machine's own name services where no file says who is who, with
/// `people` asked for by name, since a network directory may not list them.  Throws as scan_tree and
/// read_identity_files.
Snapshot scan_with_identities(const std::string& path, const ScanOptions& options, const IdentityFiles& files, const std::vector<std::string>& people, Instant now);

/// What a scan came to: counts, what changed since the snapshot before, and every folder that was not read.
Document scan_receipt(const Snapshot& snapshot, const SnapshotReceipt& receipt, const std::string& client, const std::string& server, Language language);

/// What an import came to: the same for each tree, what was left out, and every object that could not be read.
Document import_receipt(const AccessReading& reading, const std::vector<SnapshotReceipt>& receipts, const std::string& client, const std::string& server, Language language, const Zone* zone);

/// What pruning came to.
Document prune_receipt(const PruneReceipt& receipt, const std::string& client, Language language, const Zone* zone);

/// Snapshots as one table.
Document snapshot_list(const std::vector<SnapshotLine>& lines, const std::string& client, Language language, const Zone* zone);

}  // namespace outdesk
