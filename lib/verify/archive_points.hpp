// The archives of a job, as files.
#pragma once

#include <string>
#include <vector>

#include "backup/restore_point.hpp"
#include "backup/verdict.hpp"
#include "client/backup_job.hpp"

namespace outdesk {

/// Where the archives of a job lie: a file, a folder, or a folder with a pattern for names.
struct ArchivePlace {
  std::string folder;                 ///< with the files
  std::string file;                   ///< of a job with one archive, its name; empty: many
  std::vector<std::string> patterns;  ///< of names, as the shell has them; one must fit
};

/// `where` names an existing file or folder, or has a pattern in its last part; select "pattern" chooses in a folder, else
/// the usual endings of the kind do.
ArchivePlace archive_place(const BackupJob& job);

/// Oldest first (by mtime, then name), without what is being written (.part, .tmp, .filepart) and what is no file; two
/// names of one file are one point.  Names and times only; the size of the file is `stored_bytes`.  An empty file is a
/// failed point; the newest one is {freshness, fail, empty}.  No such place: {freshness, fail, no-points}; one that we may
/// not read: {structure, unknown, access-denied}.
std::vector<RestorePoint> list_archives(const BackupJob& job, CopyFindings& findings);

/// Is `name` one of a finished archive?
bool fits_archive_patterns(const ArchivePlace& place, const std::string& name);

/// The file of a point.
std::string archive_file(const BackupJob& job, const RestorePoint& point);

}  // namespace outdesk
