// What borg says, read without running it: versions 1.1 to 1.4.  It is always called with TZ=UTC and --log-json.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "backup/restore_point.hpp"
#include "base/run_program.hpp"
#include "verify/repository_trouble.hpp"
#include "verify/tree_entry.hpp"

namespace outdesk {

struct BorgArchive {
  RestorePoint point;
  std::string host;  ///< empty where the list was made without
};

/// Of `list --json`, oldest first, checkpoints left out: an interrupted run is no restore point.  Throws InputError.
std::vector<BorgArchive> read_borg_archives(std::string_view json);
/// Files, bytes and the end of the run, of `info --json`.  Borg counts a file with several names once.  Throws InputError.
void take_borg_sizes(std::string_view json, std::vector<BorgArchive>& archives);

/// "2026-11-26T16:46:16.000000" has no zone and is in that of the program's TZ, so UTC; one with an offset is taken by it.
std::optional<Instant> borg_instant(std::string_view text);

/// A pattern for --glob-archives that fits names with this start.
std::string borg_glob(std::string_view prefix);

/// Text written in Python's encoding `unicode_escape`, as bytes: names that are not UTF-8 come through only so.
std::string python_unescaped(std::string_view text);

/// One line of the log.
struct BorgSaid {
  std::string level, id, text;  ///< level "" for lines that are not of the log
};
std::vector<BorgSaid> read_borg_log(std::string_view err);
/// "borg 1.2.4" of a log that was made with --show-version; "borg" where it does not say.
std::string borg_version(const std::vector<BorgSaid>& log);

enum class BorgCall { ask, check, read, extract };  ///< list, info, diff; check; reading contents; extracting

struct BorgTroubles {
  RepositoryTroubles found;
  std::set<std::int64_t> damaged, lost;  ///< numbers of segments: those with bad magic; those that the index knows and the check did not find
};
/// What went wrong; warnings that mean nothing are left out.  Status 1 is an error of `check` and a warning of all others.
BorgTroubles borg_troubles(const ProgramResult& result, BorgCall call);

/// The share of files that differ: counts lines of `diff --json-lines`.
class BorgChanges {
 public:
  void take(std::string_view line);
  std::optional<double> share(std::int64_t files_after) const;

 private:
  std::int64_t changed_ = 0, removed_ = 0, added_ = 0;
};

/// Reads the fields of kBorgItemFormat, escaped or plain.
class BorgItems {
 public:
  struct Item {
    TreeEntry entry;
    bool broken = false;  ///< contents lost and replaced by zeros in a repair
  };
  explicit BorgItems(std::function<void(Item&&)> take) : take_(std::move(take)) {}
  void feed(std::string_view bytes);
  /// Nothing is left over; false: cut in the middle of an item.
  bool complete() const { return fields_.empty() && rest_.empty(); }

 private:
  void take_bytes(std::string_view bytes);
  void end_field();
  std::function<void(Item&&)> take_;
  std::string rest_;                 ///< an escape that is not complete
  std::vector<std::string> fields_;
  std::string field_;
  std::optional<bool> escaped_;
  std::string start_;
};

/// For `list --format`; the sum is read from the contents where it is asked for.
std::string borg_item_format(bool with_sums);

}  // namespace outdesk
