// The dumps of a job: files, or folders that pg_dump made, where the job says that they lie.
#pragma once

#include <string>
#include <vector>

#include "verify/copy.hpp"

namespace outdesk {

/// Which names a kind of dump has where the job does not say, with '*' and '?' as in a shell.
struct DumpNames {
  std::vector<std::string> patterns;
  bool folders = false;  ///< pg_dump's folders count too
};

struct DumpFile {
  std::string path;
  bool folder = false;  ///< pg_dump --format=directory
  RestorePoint point;   ///< id: the name below the place that the job names; time: of the last change
};

/// `job.where`: a file, one folder dump, a folder with dumps (not below it), or a pattern.  "pattern" and "prefix" of
/// job.select choose among the names.  Left out are links in folders, what is no file, and what is being written (.part,
/// .tmp).  Oldest first.
///
/// A place that is not there, or holds none: {freshness, fail, no-points}; that we may not read: {structure, unknown,
/// access-denied}.  A file without a byte is a failed point; the newest is {freshness, fail, empty}.
std::vector<DumpFile> list_dumps(const BackupJob& job, const DumpNames& names, CopyFindings& findings);

/// Names of the data files of pg_dump's folders: "3381.dat.gz".
bool is_dump_data_name(std::string_view name);

}  // namespace outdesk
