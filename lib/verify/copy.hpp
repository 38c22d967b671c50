// A copy of data as a check sees it: one class for each kind of backup.
//
// Every method may find faults; it adds them to `findings` and goes on as far as that makes sense.  What stops the method
// (program missing, wrong password, repository locked) is a finding too, never an exception: the next job is still
// checked.  Exceptions that pass through are Interrupted, WriteError (scratch is full) and std::bad_alloc.
// Nothing is ever written outside the scratch folder, and never into the copy.
#pragma once

#include <algorithm>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "backup/restore_point.hpp"
#include "backup/verdict.hpp"
#include "base/run_program.hpp"
#include "base/zone.hpp"
#include "client/backup_job.hpp"

namespace outdesk {

class TreeManifest;

/// What all checks of one run share.
struct VerifyDesk {
  Instant now;
  const Zone* zone = nullptr;    ///< of the client: for times that a program prints without one; null: UTC
  std::string scratch;           ///< an existing folder of our own, mode 0700, for everything that must be written
  Seconds deadline{4 * 3600};    ///< of one call of another program
  std::int64_t max_bytes = std::int64_t{64} << 30;  ///< that may be unpacked or restored
  std::int64_t max_entries = 20'000'000;
  std::int64_t max_rate = 0;     ///< bytes read a second; 0: as fast as it goes
  unsigned threads = 2;
  std::function<void(std::uint64_t bytes)> read;  ///< called with what was read since the last call; throttles and shows progress; never null
};

/// The part of the data that one run reads: the k-th of n, k from 1.
struct CopyPart {
  std::int64_t k = 1, n = 1;
  bool whole() const { return n == 1; }
};

/// What reading at level hash covered.
struct HashCover {
  std::int64_t files = 0, bytes = 0;  ///< files hashed, bytes read
  std::int64_t compared = 0, missing = 0, extra = 0, changed = 0, metadata = 0;  ///< against the manifest
  bool against_manifest = false;      ///< false: only against the copy's own checksums
  std::vector<std::string> differing; ///< first 20 paths
};

struct RestoreOrder {
  std::string target;               ///< existing empty folder inside the scratch folder
  std::vector<std::string> paths;   ///< of regular files, as entries() named them; empty: everything
};

/// The last 2 KiB of what a program said, storable, for Restored::log_tail.
std::string end_of_log(std::string_view log);

struct Restored {
  bool done = false;                ///< false: a finding says why
  std::string root;                 ///< folder that corresponds to the root of the source (paths of the manifest start here); empty for dumps
  std::int64_t files = 0, bytes = 0;
  std::optional<std::map<std::string, std::int64_t>> rows;  ///< of a database: table, rows; names as the job's expectation spells them ("orders", "public.orders")
  std::string rows_counted;         ///< how: "loaded into PostgreSQL 15.18", "COPY lines counted"
  Digest log{};                     ///< of what the program said; zero where none ran
  std::string log_tail;             ///< last 2 KiB of it, storable
  std::string command;              ///< without secrets; empty where none ran
};

class Copy {
 public:
  virtual ~Copy() = default;

  /// "restic 0.14.0" once it has been called, for the evidence; empty where we read ourselves.
  virtual std::string tool() const { return {}; }

  /// Level freshness: the restore points of the job's series, oldest first; contents are not read.  Faults that make the
  /// list impossible are findings of their natural level (wrong password: structure, access-denied, fail).
  virtual std::vector<RestorePoint> points(CopyFindings& findings) = 0;

  /// Level structure: can the container be walked, as cheaply as this kind allows.
  virtual void check_structure(const RestorePoint& point, CopyFindings& findings) = 0;

  /// Level hash: every byte of the part is read and compared with the copy's own checksums and, where given, with the
  /// manifest.  Findings: level hash.
  virtual HashCover check_content(const RestorePoint& point, const CopyPart& part, const TreeManifest* manifest, CopyFindings& findings) = 0;

  /// Paths of the regular files in the point, in the manifest's spelling, sorted bytewise.  For samples.  Dumps: none.
  virtual std::vector<std::string> entries(const RestorePoint& point, CopyFindings& findings) = 0;

  /// Does the point hold this path, in the manifest's spelling, as a file, or as a folder with any file below it?  Where
  /// entries() can name nothing (dumps, faults), no.
  virtual bool holds(const RestorePoint& point, const std::string& path, CopyFindings& findings);

  /// Regular files, and their bytes, of the point that check_structure or check_content read last; empty where it was not
  /// read to its end, or the kind counts nothing.  For kinds whose listings do not tell them.
  virtual std::optional<std::pair<std::int64_t, std::int64_t>> counted() const { return {}; }

  /// Bytes that restoring the whole point takes; empty where that cannot be told beforehand.
  virtual std::optional<std::int64_t> restore_size(const RestorePoint& point, CopyFindings& findings) = 0;

  /// Level restore: brings the point (or the ordered files) back into order.target.  What comes back is compared by the
  /// caller.  Findings: level restore, restore-failed and its kin.
  virtual Restored restore(const RestorePoint& point, const RestoreOrder& order, CopyFindings& findings) = 0;

  /// Share of the files that differ between two points, from the program's own records, without reading contents;
  /// empty where the kind cannot tell.
  virtual std::optional<double> changed_share(const RestorePoint&, const RestorePoint&) { return {}; }

  /// Content, type, mode, owner, links and attributes that this kind brings back at all: what else differs is no fault.
  struct Keeps {
    bool owner = true, mode = true, mtime = true, xattrs = true, hard_links = true, specials = true;
  };
  virtual Keeps keeps() const { return {}; }
};

inline bool Copy::holds(const RestorePoint& point, const std::string& path, CopyFindings& findings) {
  std::string_view wanted = path;
  while (wanted.starts_with("./")) wanted.remove_prefix(2);
  while (wanted.ends_with('/')) wanted.remove_suffix(1);
  std::vector<std::string> all = entries(point, findings);
  if (wanted.empty() || wanted == ".") return !all.empty();
  if (std::binary_search(all.begin(), all.end(), wanted)) return true;
  std::string folder = std::string(wanted) + "/";
  auto below = std::lower_bound(all.begin(), all.end(), folder);
  return below != all.end() && below->starts_with(folder);
}

/// The copy of a job; the job must have a kind and a place.  `job` and `desk` must outlive it.
std::unique_ptr<Copy> open_copy(const BackupJob& job, const VerifyDesk& desk);

// One function for each kind, each in its own file.
std::unique_ptr<Copy> open_folder_copy(const BackupJob& job, const VerifyDesk& desk);     ///< dir, rsnapshot
std::unique_ptr<Copy> open_archive_copy(const BackupJob& job, const VerifyDesk& desk);    ///< tar, tgz, txz, tzst, zip
std::unique_ptr<Copy> open_restic_copy(const BackupJob& job, const VerifyDesk& desk);
std::unique_ptr<Copy> open_borg_copy(const BackupJob& job, const VerifyDesk& desk);
std::unique_ptr<Copy> open_bacula_copy(const BackupJob& job, const VerifyDesk& desk);
std::unique_ptr<Copy> open_postgres_copy(const BackupJob& job, const VerifyDesk& desk);   ///< pg
std::unique_ptr<Copy> open_mysql_copy(const BackupJob& job, const VerifyDesk& desk);
std::unique_ptr<Copy> open_sqlite_copy(const BackupJob& job, const VerifyDesk& desk);

}  // namespace outdesk
