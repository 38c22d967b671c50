// What was agreed about one backup job: its part of the contract.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/instant.hpp"
#include "base/money.hpp"
#include "input/json.hpp"

namespace outdesk {

enum class BackupKind { dir, rsnapshot, tar, tgz, txz, tzst, zip, restic, borg, bacula, pg, mysql, sqlite };
std::string_view name_of(BackupKind kind);
std::optional<BackupKind> backup_kind_named(std::string_view name);

/// How many periods of each class must have a restore point.
struct KeepTerms {
  std::int64_t last = 0, hourly = 0, daily = 0, weekly = 0, monthly = 0, yearly = 0;
};

struct BackupLimits {
  Decimal size_drop{500'000'000};                                ///< share that files or bytes may fall before it is a fault: "0.5"
  Decimal encrypted_share{300'000'000};                          ///< of files that may look encrypted: "0.3" (backup.md section 5)
  std::int64_t expand_bytes = std::int64_t{64} << 30;  ///< that a copy may unpack to; more is not unpacked
};

/// What a good copy holds.
struct BackupExpectation {
  std::int64_t min_files = 1;                ///< 0: an empty copy is right
  std::vector<std::string> paths;            ///< inside the copy
  std::map<std::string, std::int64_t> rows;  ///< of a dump: table, at least so many rows
  bool dump_footer = true;                   ///< false: the dump is made without its closing comment
};

/// A place where copies lie, for the rule 3-2-1-1-0.
struct CopyPlace {
  std::string place, medium;  ///< "office", "disk"
  bool offsite = false, offline = false, immutable = false;
};

struct BackupJob {
  std::string name, what;
  std::optional<BackupKind> kind;  ///< none: a system that cannot be read here; its results are recorded
  std::string where;               ///< file, folder, repository, configuration of a catalog
  std::map<std::string, std::string> select;  ///< host, path, tag, prefix, job, client, pattern, database…
  std::optional<Seconds> rpo, grace;          ///< age that the newest point may have; what it may be late
  KeepTerms keep;
  std::optional<Date> since;       ///< nothing is asked of periods that ended before
  std::int64_t min_points = 1;
  std::vector<unsigned> weekdays;  ///< ISO, on which a copy is made; empty: every day
  std::optional<Seconds> restore_within, drill_every;
  std::string manifest, metadata;  ///< files made where the data lies: see verify/tree_manifest.hpp
  std::string source;              ///< the live data, for a drill to compare with; empty: none is at hand
  BackupLimits limits;
  BackupExpectation expect;
  std::string password_file, password_env;  ///< names of secrets, never secrets
  std::vector<CopyPlace> copies;
  std::string key_holder;          ///< who keeps the key of an encrypted copy
};

/// Reads one job of a contract or a policy file.  `artefact`: asked of one copy, so name, kind and place may be absent.
/// Refusals name the path of the wrong key.
BackupJob read_backup_job(const JsonNode& node, bool artefact = false);

}  // namespace outdesk
