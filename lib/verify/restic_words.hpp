// What restic says, read without running it: lists in JSON, complaints in English, of versions 0.12 to 0.18.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "backup/restore_point.hpp"
#include "base/run_program.hpp"
#include "verify/point_listing.hpp"
#include "verify/repository_trouble.hpp"
#include "verify/tree_entry.hpp"

namespace outdesk {

struct ResticSnapshot {
  RestorePoint point;  ///< files and bytes where the version keeps them with the snapshot (0.17 and later)
  std::string host;
  std::vector<std::string> paths, tags;  ///< paths absolute, also of a source that was named relatively
};

/// "restic 0.14.0" of what `restic version` prints; "restic" where it says something else.
std::string restic_version(std::string_view text);

/// Oldest first.  Throws InputError.
std::vector<ResticSnapshot> read_restic_snapshots(std::string_view json);

/// Those of the job's series: `host`, `tag` ("a,b": both) and `path`: one of the snapshot's paths, or, where no snapshot
/// has it, a folder below one of them.
std::vector<ResticSnapshot> restic_series(std::vector<ResticSnapshot> all, const std::map<std::string, std::string>& select);

/// What the snapshot itself says of files and bytes is about the job's source, and not about more.
bool restic_counts_source(const ResticSnapshot& snapshot, const std::map<std::string, std::string>& select);

/// Where the source stands in a snapshot's tree: /srv/data as srv/data, but as "data" where it was named so (`paths` is
/// absolute all the same), and as "" where it was ".".
SourcePlaces restic_places(const std::vector<std::string>& paths, const std::string& selected);

/// One line of `ls --json`.  `entry` is empty for lines about something else; `vague`: the name has bytes that JSON cannot
/// hold, and U+FFFD in their place.  Throws InputError.
struct ResticLine {
  std::optional<TreeEntry> entry;
  bool snapshot = false;  ///< the line that names the snapshot, the first
  bool vague = false;
  std::string path;       ///< as restic spells it, with "/" in front
};
ResticLine read_restic_line(std::string_view line);

/// The path with U+FFFD for each byte that is no UTF-8, as Go writes it into JSON.
std::string marked_utf8(std::string_view path);

/// A pattern of --include that fits this path alone ("/srv/a*b").
std::string restic_pattern(std::string_view path);

/// What went wrong; empty where all went well.  What harmless words stand on standard error is known; where none of the
/// complaints is known and the exit status says failure, the last one is {unknown}.
/// `unknown_packs`: how many packs are in no index; where there are some, what cannot be found is so for want of an index.
RepositoryTroubles restic_troubles(const ProgramResult& result, std::int64_t unknown_packs = 0);
/// The line says that something is in no index.
bool restic_lacks_index(std::string_view line);
/// Packs in no index, counted in what `check` prints: harmless alone (an interrupted backup leaves such).
std::int64_t restic_unknown_packs(std::string_view out);

/// Snapshots that could not be loaded are named on standard error while the exit status is 0.
RepositoryTroubles restic_lost_snapshots(std::string_view err);

/// The share of files that differ, from the last line of `diff --json`; `files`: of the newer snapshot.
std::optional<double> restic_changed_share(std::string_view line, std::int64_t files);

/// The packs that `check --read-data…` read, from its progress; 0 where it does not say.
std::int64_t restic_packs_read(std::string_view out);

}  // namespace outdesk
