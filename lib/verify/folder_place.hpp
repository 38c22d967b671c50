// Where the restore points of a copy lie that is a plain folder tree.
#pragma once

#include <sys/stat.h>

#include <optional>
#include <string>
#include <vector>

#include "backup/restore_point.hpp"
#include "client/backup_job.hpp"
#include "verify/folder_stack.hpp"

namespace outdesk {

/// A folder that is, or holds, a restore point.
struct PointFolder {
  std::string name;  ///< bytes, in the place; empty: the place itself
  std::string id;    ///< the name, printable
  struct stat info;
  Instant time() const;  ///< of its change
};

/// Seconds since 1970 as a time that can be written: the nearest in the years 1000 to 9999.
Instant file_instant(std::int64_t seconds);

/// Kind dir: the place itself is the only point; with select "pattern" each folder in it whose name matches is one.
/// Kind rsnapshot: the folders INTERVAL.N are (with a pattern: of those), and select "host" and "path" lead from there to
/// the folder that is compared.
class FolderPlace {
 public:
  explicit FolderPlace(const BackupJob& job);

  const std::string& where() const { return where_; }
  const std::string& inner() const { return inner_; }  ///< below a point's folder, the folder that is compared; empty: itself
  bool is_rsnapshot() const { return rsnapshot_; }
  bool has_many() const { return rsnapshot_ || pattern_.has_value(); }

  /// The place, open; empty with errno.
  HeldFd open() const;
  /// The points' folders in the open place, in no order; fills `error` (errno) where they cannot be listed.
  std::vector<PointFolder> folders(int place, int& error) const;
  /// The folder of the point that is compared; empty with errno.  Of rsnapshot only the one that has the point's time:
  /// its names move on from one folder to the next.
  HeldFd open_point(const RestorePoint& point) const;
  HeldFd open_compared(int place, const std::string& name) const;

 private:
  bool is_point_name(const std::string& name) const;
  std::string where_, inner_;
  std::optional<std::string> pattern_;
  bool rsnapshot_;
};

}  // namespace outdesk
