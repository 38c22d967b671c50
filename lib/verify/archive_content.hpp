// The contents of an archive, hashed in one pass and compared with a manifest.
#pragma once

#include "verify/archive_names.hpp"
#include "verify/copy.hpp"
#include "verify/path_mapping.hpp"
#include "verify/tree_manifest.hpp"

namespace outdesk {

/// True where the file belongs to the part: by archive_path_hash() of its path as the manifest spells it, modulo the parts.
bool archive_part_has(const std::string& path, const CopyPart& part);

/// What an archive with these names brings back.
Copy::Keeps archive_keeps(const ArchiveNames& names, BackupKind kind);

/// Reads `stream` from its start.  `manifest` may be null: then the archive's own sums are all there is, and files are
/// read and not hashed.  Files in other parts are not hashed, but all else is compared of all entries.  Of a name that
/// comes again the last one counts.  A fault that ends the reading ends the comparison too: what was not seen is not
/// said to be missing.
HashCover compare_archive(ArchiveStream& stream, const ArchiveNames& names, const PathMapping& mapping, const CopyPart& part, const TreeManifest* manifest, BackupKind kind,
                          const std::string& point, const FaultSink& sink, CopyFindings& findings);

}  // namespace outdesk
