// Dumps of PostgreSQL that only pg_restore reads: custom, tar and folder format.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "verify/archive_bytes.hpp"
#include "verify/dump_points.hpp"
#include "verify/dump_source.hpp"
#include "verify/scratch.hpp"
#include "verify/scratch_server.hpp"

namespace outdesk {

enum class PostgresForm { plain, custom, tar, folder };

/// By the first bytes that come out of the file.
PostgresForm postgres_form(std::string_view start);

/// Names of the regular files in a folder dump, bytewise.
std::vector<std::string> files_of_folder(const std::string& folder);

/// What pg_restore's complaint means.
ArchiveFault fault_of_pg_restore(const ProgramResult& result);

/// One such dump, ready for pg_restore, which runs as a user without rights where we are root.  What is packed is unpacked
/// into the scratch folder; a folder that that user may not read is copied there.
class PostgresArchive {
 public:
  /// `form`: not plain.  Throws ArchiveFault, WriteError, Interrupted.
  PostgresArchive(const DumpFile& dump, PostgresForm form, const VerifyDesk& desk, std::int64_t most_bytes);

  /// Cheap looks that come before pg_restore's: it runs without end on a cut tar file, and has few words for a packed data
  /// file.  Throws ArchiveFault.
  void look();
  /// Reads all of it and writes the SQL text: to `take`, or, where that is null, to nowhere.  Throws what `take` throws,
  /// and ArchiveFault where pg_restore complains.
  void read(const std::function<void(std::string_view)>& take);

  /// "pg_restore 15.18"; empty where it is not installed.
  static std::string tool();

 private:
  void unpack(DumpSource& source);
  void copy_folder();
  void look_at_tar();
  void look_at_folder();

  const DumpFile& dump_;
  PostgresForm form_;
  const VerifyDesk& desk_;
  std::int64_t most_;
  std::string path_;  ///< what pg_restore reads
  std::optional<ScratchFolder> scratch_;
  std::optional<ScratchUserFolder> folder_;
};

}  // namespace outdesk
